import { UsageError } from "../../../../src/lib/errors";
import { explain } from "../../../../src/operations/pipeline/github/api-error";

const task = { doing: "comment on #7", permission: "pull-requests: write" };
const apiUrl = "https://github.example/api/v3";

function explained(status: number, message: string, headers?: Readonly<Record<string, string>>): Error {
  return explain(
    Object.assign(new Error(message), { status, ...(headers && { response: { headers } }) }),
    task,
    apiUrl,
  );
}

describe("a refusal of GitHub", () => {
  it.each([
    [
      401,
      "Bad credentials",
      'GitHub does not take the token in GITHUB_TOKEN to comment on #7. GitHub says: "Bad credentials". ' +
        "Set `GITHUB_TOKEN: ${{ github.token }}` in the `env` of the workflow's step.",
    ],
    [
      403,
      "Resource not accessible by integration",
      "GitHub does not let the token in GITHUB_TOKEN comment on #7. " +
        'GitHub says: "Resource not accessible by integration". ' +
        "It needs `pull-requests: write` in the `permissions` of the job, in the workflow's file. " +
        "A pull request from a fork or of Dependabot gets a token that can only read: push its branch to this repository.",
    ],
    [
      404,
      "Not Found",
      "GitHub does not find what it needs to comment on #7, or does not show it to the token in GITHUB_TOKEN. " +
        'GitHub says: "Not Found". ' +
        "Check that it is there, and that `permissions` of the job, in the workflow's file, have `pull-requests: write`.",
    ],
  ])("with %i is a mistake in the workflow, and says which", (status, message, expected) => {
    expect(explained(status, message, {})).toEqual(new UsageError(expected));
    expect(explained(status, message, {})).toBeInstanceOf(UsageError);
  });

  it.each([
    ["429", 429, "Too Many Requests", {}],
    ["403 in words", 403, "You have exceeded a secondary rate limit", {}],
    ["403 by a header", 403, "Forbidden", { "x-ratelimit-remaining": "0" }],
  ])("for too many calls is no lack of permission: %s", (_, status, message, headers) => {
    const error = explained(status, message, headers);
    expect(error.message).toBe(
      "GitHub takes no more calls of this token for a while, and did not comment on #7. " +
        `GitHub says: "${message}". Run the job again later.`,
    );
    expect(error).not.toBeInstanceOf(UsageError);
  });

  it("to write to a locked conversation is no lack of permission either", () => {
    const error = explained(403, "Unable to create comment because issue is locked.", {});
    expect(error).not.toBeInstanceOf(UsageError);
    expect(error.message).toBe(
      'GitHub did not comment on #7. GitHub says: "Unable to create comment because issue is locked.". ' +
        "Unlock the conversation, then run the job again.",
    );
  });

  it("of another kind is told as it is", () => {
    expect(explained(410, "Issues are disabled for this repo", {}).message).toBe(
      'GitHub did not comment on #7: it answered 410. GitHub says: "Issues are disabled for this repo".',
    );
    expect(explained(502, "Server Error", {}).message).toBe(
      'GitHub did not comment on #7: it answered 502. GitHub says: "Server Error". Run the job again later.',
    );
    expect(explain(new Error("no viewer"), task, apiUrl).message).toBe("GitHub did not comment on #7: no viewer");
  });
});

test("GitHub out of reach is told with its address", () => {
  expect(explained(500, "connect ECONNREFUSED").message).toBe(
    "GitHub cannot be reached at https://github.example/api/v3 to comment on #7 (connect ECONNREFUSED). " +
      "Check GITHUB_API_URL and the network. " +
      "Behind a proxy, Node.js takes HTTPS_PROXY only with NODE_USE_ENV_PROXY=1 (22.21 and newer).",
  );
});
