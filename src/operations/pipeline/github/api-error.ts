import { z } from "zod";
import { messageOf, UsageError } from "../../../lib/errors";

/** What somebody wanted of GitHub's API. */
export interface Task {
  /** After "to": `comment on #7`. */
  readonly doing: string;
  /** What a job has to ask for in its `permissions`. */
  readonly permission: string;
}

/** What Octokit throws. Where there was no answer it says 500, without a response. */
const failureFormat = z.object({
  status: z.number(),
  message: z.string(),
  response: z.object({ headers: z.record(z.string(), z.unknown()) }).optional(),
});

/** Turns what went wrong into a sentence that says what to do. */
export function explain(error: unknown, { doing, permission }: Task, apiUrl: string): Error {
  const failure = failureFormat.safeParse(error).data;
  if (failure === undefined) return new Error(`GitHub did not ${doing}: ${messageOf(error)}`, { cause: error });
  const { status, message, response } = failure;
  const said = `GitHub says: "${message}"`;
  if (response === undefined) {
    return new Error(
      `GitHub cannot be reached at ${apiUrl} to ${doing} (${message}). Check GITHUB_API_URL and the network. ` +
        "Behind a proxy, Node.js takes HTTPS_PROXY only with NODE_USE_ENV_PROXY=1 (22.21 and newer).",
      { cause: error },
    );
  }
  if (isRateLimit(status, message, response.headers)) {
    return new Error(
      `GitHub takes no more calls of this token for a while, and did not ${doing}. ${said}. Run the job again later.`,
      { cause: error },
    );
  }
  // Whoever locks a conversation locks out the token of a job. https://github.com/hashicorp/terraform-github-actions/issues/100
  if (status === 403 && /\blocked\b/i.test(message)) {
    return new Error(`GitHub did not ${doing}. ${said}. Unlock the conversation, then run the job again.`, {
      cause: error,
    });
  }
  switch (status) {
    case 401:
      return new UsageError(
        `GitHub does not take the token in GITHUB_TOKEN to ${doing}. ${said}. ` +
          "Set `GITHUB_TOKEN: ${{ github.token }}` in the `env` of the workflow's step.",
      );
    case 403:
      return new UsageError(
        `GitHub does not let the token in GITHUB_TOKEN ${doing}. ${said}. ` +
          `It needs \`${permission}\` in the \`permissions\` of the job, in the workflow's file. ` +
          "A pull request from a fork or of Dependabot gets a token that can only read: push its branch to this repository.",
      );
    case 404:
      return new UsageError(
        `GitHub does not find what it needs to ${doing}, or does not show it to the token in GITHUB_TOKEN. ${said}. ` +
          `Check that it is there, and that \`permissions\` of the job, in the workflow's file, have \`${permission}\`.`,
      );
    default:
      return new Error(
        `GitHub did not ${doing}: it answered ${status}. ${said}.${status >= 500 ? " Run the job again later." : ""}`,
        { cause: error },
      );
  }
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isRateLimit(status: number, message: string, headers: Readonly<Record<string, unknown>>): boolean {
  if (status === 429) return true;
  return status === 403 && (/\brate limit\b/i.test(message) || headers["x-ratelimit-remaining"] === "0");
}
