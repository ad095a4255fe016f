/** How names of secrets end; `PASSWORD_MIN_LENGTH` and `TOKEN_URL` are not such names. */
export const secretEnding =
  "(?:password|passwd|passphrase|secret|token|credentials?|(?:private|secret|access|api|signing|encryption)[_.-]?key|access[_.-]?key[_.-]?id)";

const secretName = new RegExp(`${secretEnding}$`, "i");

/** The three that Security Hub looks for (ECS.8); the first two end as above. */
const dockerCredentials = "ECS_ENGINE_AUTH_DATA";

const secretValues: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "an AWS access key id", pattern: /(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/ },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "an address with a password in it", pattern: /:\/\/[^/\s:@]*:[^/\s@]+@/ },
  { what: "a token of GitHub", pattern: /\b(gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{22,})/ },
  { what: "a token of Slack", pattern: /\bxox[abeprs]-[A-Za-z0-9-]{10,}/ },
  { what: "a JSON web token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/ },
];

/**
 * Why a plain environment variable looks as if it held a secret, or undefined. A guess from the name and from well-known
 * forms of the value; the answer never has the value in it.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8
 */
export function plainSecret(name: string, value: string): string | undefined {
  if (secretName.test(name) || name === dockerCredentials) return "by its name it is a secret";
  const found = secretValues.find(({ pattern }) => pattern.test(value));
  return found && `its value looks like ${found.what}`;
}
