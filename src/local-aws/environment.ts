import { join } from "node:path";

/** The local AWS takes any pair; this one opens nothing else. */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** Settings that would lead a child past the local AWS: to a real account, or to another endpoint. */
const REMOVED =
  /^AWS_(PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|SECURITY_TOKEN|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CREDENTIAL_EXPIRATION|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT|ENDPOINT_URL_.+|CONTAINER_.+)$/;

/**
 * The environment of a child that shall talk to the local AWS: its endpoint, credentials that open nothing else, and
 * none of the caller's own. AWS_CA_BUNDLE and everything that is not about AWS's accounts stays.
 *
 * @param url where the gateway listens, `http://127.0.0.1:<port>`: an IP address, so that S3 uses path style
 * @param folder holds no AWS configuration; the names of configuration files that are not there point into it
 */
export function localAwsEnvironment(
  url: string,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(environment).filter(([name]) => !REMOVED.test(name)));
  const region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "ap-northeast-1";
  const unproxied = [environment["NO_PROXY"] ?? environment["no_proxy"], "127.0.0.1"].filter(Boolean).join(",");
  return {
    ...kept,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // Files that do not exist are read as empty ones: no profile of the user can be picked up.
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    // Without these two, calls hang on a network that a laptop or a CI machine may not have.
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    AWS_PAGER: "",
    NO_PROXY: unproxied,
    no_proxy: unproxied,
  };
}
