import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UsageError } from "../../lib/errors";

/**
 * The AWS account that the caller's credentials belong to.
 *
 * @throws UsageError if there are none, if AWS does not take them, or if the environment names another account
 */
export async function callerAccount(region: string, allowed?: string): Promise<string> {
  const account = await ask(region);
  if (allowed !== undefined && account !== allowed) {
    throw new UsageError(
      `account: the environment may only touch ${allowed}, but the AWS credentials belong to ${account}. ` +
        "Use credentials of the environment's account (AWS_PROFILE chooses a profile).",
    );
  }
  return account;
}

async function ask(region: string): Promise<string> {
  const sts = new STSClient({ region });
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "unknown";
  } catch (error) {
    throw explain(error);
  } finally {
    sts.destroy();
  }
}

const expired = new Set(["ExpiredToken", "ExpiredTokenException", "TokenProviderError", "RequestExpired"]);
const refused = new Set([
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "SignatureDoesNotMatch",
  "AccessDenied",
  "AccessDeniedException",
]);

function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "CredentialsProviderError") {
    return new UsageError(
      `There are no AWS credentials that work (${error.message}). Log in (\`aws sso login\`, \`aws configure\`) and set ` +
        "AWS_PROFILE, or add --local to run it against the local AWS.",
    );
  }
  if (expired.has(error.name)) {
    return new UsageError(`The AWS credentials have expired (${error.name}). Log in again, for example: aws sso login`);
  }
  if (refused.has(error.name)) {
    return new UsageError(
      `AWS does not take these credentials (${error.name}: ${error.message}). Check AWS_PROFILE or AWS_ACCESS_KEY_ID.`,
    );
  }
  return error;
}
