import { plainSecret, secretEnding } from "../../lib/plain-secret";
import { hidden } from "../review/plan/redact";

/** A shorter value stands in many words that have nothing to do with it. */
const shortestSecret = 8;

const pem = /-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g;

/** `password=value`, `password: "value"`, `"password": "value"`. */
const named = new RegExp(`(${secretEnding}["']?)(\\s*[:=]\\s*)("(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|[^\\s,;)\\]}]+)`, "gi");

/** What keys and tokens look like: long, and of capitals, small letters and digits at once. */
const long = /[A-Za-z0-9+/=]{32,}/g;
const kinds = [/[A-Z]/, /[a-z]/, /\d/];

/**
 * A text without what looks like a secret: by the name that stands before it, by its form, or because a variable of this
 * process holds it. For what others said (Terraform, AWS), before it is shown to more people than see the log.
 */
export function redactOutput(text: string, variables: NodeJS.ProcessEnv): string {
  return secretsIn(variables)
    .reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
    .replace(pem, hidden)
    .replace(named, (all, name: string, between: string, value: string) =>
      isProse(between, value) ? all : name + between + hidden,
    )
    .split(/(\s+)/)
    .map((word) => (plainSecret("", word) === undefined ? word : hidden))
    .join("")
    .replace(long, (word) => (kinds.every((kind) => kind.test(word)) ? hidden : word));
}

/** `validating credentials: retrieving them from STS`; and what was masked before. */
function isProse(between: string, value: string): boolean {
  return (/:\s/.test(between) && /^[A-Za-z]+$/.test(value)) || hidden.startsWith(value);
}

/** The longest first: one may be a part of another. */
function secretsIn(variables: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(variables)
    .filter(([name]) => name.startsWith("TF_TOKEN_") || plainSecret(name, "") !== undefined)
    .map(([, value = ""]) => value)
    .filter((value) => value.length >= shortestSecret)
    .sort((one, other) => other.length - one.length);
}
