import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { UsageError } from "../../../lib/errors";
import { explain, type Task } from "./api-error";
import type { GitHub, PullRequest, Repository } from "./github";

/**
 * GitHub by way of Octokit, which is an ES module: jest loads none, so nothing but this file imports it.
 * The token comes from GITHUB_TOKEN alone.
 */
export function connect({ owner, name: repo }: Repository, variables: NodeJS.ProcessEnv): GitHub {
  const apiUrl = variables["GITHUB_API_URL"] ?? "https://api.github.com";
  const octokit = octokitFor(apiUrl, tokenOf(variables));
  const { issues, pulls, repos } = octokit.rest;
  const at = { owner, repo };
  const page = { ...at, per_page: 100 };

  const call = async <T>(task: Task, request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      throw explain(error, task, apiUrl);
    }
  };
  const callUnlessGone = (task: Task, request: () => Promise<unknown>): Promise<void> =>
    call(task, async () => {
      try {
        await request();
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    });
  const toRead = (what: string): Task => ({ doing: `read ${what}`, permission: "pull-requests: read" });
  const toWrite = (doing: string): Task => ({ doing, permission: "pull-requests: write" });

  return {
    login: () =>
      // GET /user is refused to the token of a job, the same question in GraphQL is not; any permission will do.
      // https://github.com/marocchino/sticky-pull-request-comment/pull/332
      call({ doing: "say whose token this is", permission: "contents: read" }, async () => {
        const { viewer } = await octokit.graphql<{ viewer: { login: string } }>("query { viewer { login } }");
        return viewer.login;
      }),

    pullRequest: (number) =>
      call(toRead(`#${number}`), async () => pullRequest((await pulls.get({ ...at, pull_number: number })).data)),
    pullRequestsOf: (commit) =>
      call(toRead(`the pull requests of ${commit}`), async () =>
        (await octokit.paginate(repos.listPullRequestsAssociatedWithCommit, { ...page, commit_sha: commit })).map(
          pullRequest,
        ),
      ),
    removeLabel: (number, label) =>
      callUnlessGone(toWrite(`take the label ${label} from #${number}`), () =>
        issues.removeLabel({ ...at, issue_number: number, name: label }),
      ),

    comments: (number) =>
      call(toRead(`the comments of #${number}`), async () =>
        (await octokit.paginate(issues.listComments, { ...page, issue_number: number })).map(
          ({ id, user, body = "" }) => ({ id, author: user?.login ?? "", body }),
        ),
      ),
    createComment: (number, body) =>
      call(toWrite(`comment on #${number}`), async () => {
        await issues.createComment({ ...at, issue_number: number, body });
      }),
    updateComment: (id, body) =>
      call(toWrite(`update comment ${id}`), async () => {
        await issues.updateComment({ ...at, comment_id: id, body });
      }),
    deleteComment: (id) =>
      callUnlessGone(toWrite(`delete comment ${id}`), () => issues.deleteComment({ ...at, comment_id: id })),

    issues: (label) =>
      call({ doing: `list issues with the label ${label}`, permission: "issues: read" }, async () => {
        const options = { ...page, labels: label, state: "all", sort: "created", direction: "asc" } as const;
        const found = await octokit.paginate(issues.listForRepo, options);
        // GitHub takes pull requests for issues too. https://docs.github.com/en/rest/issues/issues#list-repository-issues
        return found
          .filter(({ pull_request }) => pull_request === undefined)
          .map(({ number, user, body, state }) => ({
            number,
            author: user?.login ?? "",
            body: body ?? "",
            open: state === "open",
          }));
      }),
    createIssue: ({ title, body, label }) =>
      call({ doing: "open an issue", permission: "issues: write" }, async () => {
        await issues.create({ ...at, title, body, labels: [label] });
      }),
    updateIssue: (number, { body, open }) =>
      call({ doing: `update #${number}`, permission: "issues: write" }, async () => {
        await issues.update({
          ...at,
          issue_number: number,
          ...(body !== undefined && { body }),
          ...(open !== undefined && { state: open ? "open" : "closed" }),
        });
      }),
  };
}

const ResilientOctokit = Octokit.plugin(retry, throttling);

/** Seconds; whoever has to wait longer had better start again. */
const longestWait = 120;
const patience = { attempts: 3, requestMilliseconds: 30_000 };

function octokitFor(baseUrl: string, auth: string) {
  /** Whether to call again after so many seconds, as GitHub asks. */
  const waits = (seconds: number, { method, url }: { method: string; url: string }, _: unknown, retries: number) => {
    const again = retries < patience.attempts - 1 && seconds <= longestWait;
    say(`GitHub limits the rate of calls: ${method} ${url} ${again ? `again in ${seconds} s` : "is given up"}`);
    return again;
  };
  return new ResilientOctokit({
    auth,
    baseUrl,
    // Errors are told by whoever calls; that something is gone is none.
    log: { debug: silent, info: silent, warn: say, error: silent },
    request: {
      fetch: (url: string, options: RequestInit) =>
        fetch(url, { ...options, signal: AbortSignal.timeout(patience.requestMilliseconds) }),
    },
    // 429 belongs to the other plugin, which reads how long to wait.
    retry: { retries: patience.attempts - 1, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
    throttle: { onRateLimit: waits, onSecondaryRateLimit: waits },
  });
}

function tokenOf({ GITHUB_TOKEN: token = "" }: NodeJS.ProcessEnv): string {
  if (token !== "") return token;
  throw new UsageError(
    "GITHUB_TOKEN: it is not set. Allowed: the token of the workflow's job. " +
      "Set `GITHUB_TOKEN: ${{ github.token }}` in the `env` of the workflow's step.",
  );
}

function pullRequest({
  number,
  head,
  base,
  merged_at,
  merge_commit_sha,
  labels,
}: {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly labels: readonly { readonly name: string }[];
}): PullRequest {
  return {
    number,
    head: head.sha,
    base: base.ref,
    merged: merged_at !== null,
    mergeCommit: merge_commit_sha ?? undefined,
    labels: labels.map(({ name }) => name),
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function silent(): void {
  // What Octokit tells of each call is of no use to those who read a job's log.
}
