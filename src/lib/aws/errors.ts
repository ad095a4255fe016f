/** The call that an error came from ("CodeDeploy GetDeployment"). */
const operations = new WeakMap<object, string>();

export function rememberOperation(error: unknown, operation: string): void {
  if (typeof error === "object" && error !== null) operations.set(error, operation);
}

/**
 * Lets every error of a client say which call failed: AWS's own messages often do not. The SDK tells its logger of each
 * failed call, with the names of client and command.
 */
export const operationLog = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: (entry: FailedCall) => {
    const { clientName = "", commandName = "", error } = entry;
    rememberOperation(error, `${clientName.replace(/Client$/, "")} ${commandName.replace(/Command$/, "")}`);
  },
};

interface FailedCall {
  readonly clientName?: string;
  readonly commandName?: string;
  readonly error?: unknown;
}

function ignore(): void {
  // Only failures are logged.
}

/** Why a call failed, as far as it matters for what to do next. */
export type Failure =
  "no-credentials" | "expired-credentials" | "invalid-credentials" | "denied" | "throttled" | "unreachable" | "other";

const byName: readonly (readonly [Failure, RegExp])[] = [
  ["no-credentials", /^(CredentialsProviderError|NoCredentialsError)$/],
  ["expired-credentials", /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/],
  [
    "invalid-credentials",
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?)$/,
  ],
  [
    "denied",
    /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthorizationError(Exception)?)$/,
  ],
  ["throttled", /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|PriorRequestNotComplete/],
  ["unreachable", /^(TimeoutError|NetworkingError|InternalServiceError|InternalFailure|ServiceUnavailable)/],
];

const networkCodes = /^(ECONN|EAI_|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPIPE|EPROTO)/;

export function failureOf(error: unknown): Failure {
  const { name, code, status, message } = details(error);
  // An expired SSO session or login shows as a provider's error whose message alone tells it from missing credentials.
  if (name === "CredentialsProviderError" && /expired/i.test(message)) return "expired-credentials";
  const named = byName.find(([, pattern]) => pattern.test(name));
  if (named !== undefined) return named[0];
  if (networkCodes.test(code) || networkCodes.test(name)) return "unreachable";
  if (name === "" && status === 403) return "denied";
  // 501 is the answer of an endpoint that does not know the call: it will not learn it.
  return status >= 500 && status !== 501 ? "unreachable" : "other";
}

/** Whether the same call may succeed a little later. */
export function isTransient(error: unknown): boolean {
  return ["throttled", "unreachable"].includes(failureOf(error));
}

export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return names.includes(details(error).name);
}

/** A sentence or two for a person: what failed, and what to do. */
export function explain(error: unknown): string {
  const { name, code, status, message, operation } = details(error);
  const call = operation ?? "AWS";
  const answer = name === "" && message === "" && status > 0 ? `HTTP status ${status}, without an error code` : message;
  switch (failureOf(error)) {
    case "no-credentials":
      return "No AWS credentials were found. Log in (for example: aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
    case "expired-credentials":
      return "The AWS credentials have expired. Log in again (for example: aws sso login), then repeat the command.";
    case "invalid-credentials":
      return `AWS does not accept the credentials (${name}). Check AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
    case "denied":
      return `AWS denies ${deniedAction(message) ?? call}: ${answer || name}. Ask for this permission, or use another role.`;
    case "throttled":
      return `AWS throttles ${call} (${name}). Wait a minute, then repeat the command.`;
    case "unreachable":
      return `AWS cannot be reached for ${call} (${joined(code || name, answer || "no answer")}). Check the network and AWS_ENDPOINT_URL.`;
    case "other":
      if (operation === undefined) return answer;
      return `${operation} failed: ${joined(name, answer)}`;
  }
}

/**
 * Why AWS refused a call that can be done without.
 *
 * @throws the error itself where the next call would fail as well, or the same call may succeed later
 */
export function explainRefusal(error: unknown): string {
  if (isNamed(error, "AbortError") || !["denied", "other"].includes(failureOf(error))) throw error;
  return explain(error);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(": ");
}

function deniedAction(message: string): string | undefined {
  return /(?:perform|call):? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1];
}

interface Details {
  /** AWS's error code; empty where the answer had none. */
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly operation: string | undefined;
}

/** What the SDK writes for the code and the message that an answer lacks: answers to HEAD have no body at all. */
const unknownError = "UnknownError";
const isNoCode = /^(UnknownError|\d+)$/;

function details(error: unknown): Details {
  if (typeof error !== "object" || error === null) {
    return { name: "", code: "", status: 0, message: String(error), operation: undefined };
  }
  const { name, code, message, $metadata, $service } = error as {
    readonly name?: unknown;
    readonly $service?: unknown;
    readonly code?: unknown;
    readonly message?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return {
    name: typeof name === "string" && !isNoCode.test(name) ? name : "",
    code: typeof code === "string" ? code : "",
    status: $metadata?.httpStatusCode ?? 0,
    message: typeof message === "string" && message !== unknownError ? message : "",
    operation: operations.get(error) ?? (typeof $service === "string" ? $service : undefined),
  };
}
