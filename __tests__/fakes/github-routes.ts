import {
  type GitHubRepository,
  longestBody,
  type StoredComment,
  type StoredIssue,
  type StoredPullRequest,
} from "./github-repository";

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Bodies of requests. */
interface Given {
  readonly title?: string;
  readonly body?: string;
  readonly state?: string;
  readonly labels?: string[];
}

/** One call of the API. */
export interface Route {
  /** Method and path below the repository's. */
  readonly route: RegExp;
  /** Any of them will do. */
  readonly permissions: readonly string[];
  readonly handle: (asked: {
    readonly names: readonly string[];
    readonly given: Given;
    readonly query: URLSearchParams;
    readonly url: URL;
    readonly login: string;
  }) => Answer;
}

/** What of GitHub's API pipelines call. https://docs.github.com/en/rest */
export function routesOf(repository: GitHubRepository): readonly Route[] {
  return [
    {
      route: /^GET pulls\/(\d+)$/,
      permissions: ["pull-requests: read"],
      handle: ({ names: [number] }) => {
        const pull = repository.pullRequests.find((one) => one.number === Number(number));
        return pull === undefined ? refusal(404, "Not Found") : { status: 200, body: pullJson(pull) };
      },
    },
    {
      route: /^GET commits\/([^/]+)\/pulls$/,
      permissions: ["pull-requests: read"],
      handle: ({ names: [commit = ""], url, query }) =>
        page(repository.pullRequests.filter(({ commits }) => commits.includes(commit)).map(pullJson), url, query),
    },
    {
      route: /^GET issues\/(\d+)\/comments$/,
      permissions: ["pull-requests: read", "issues: read"],
      handle: ({ names: [number], url, query }) =>
        page(repository.commentsOf(Number(number)).map(commentJson), url, query),
    },
    {
      route: /^POST issues\/(\d+)\/comments$/,
      permissions: ["pull-requests: write", "issues: write"],
      handle: ({ names: [number], given: { body = "" }, login }) =>
        tooLong(body, "IssueComment") ?? {
          status: 201,
          body: commentJson(repository.addComment(Number(number), login, body)),
        },
    },
    {
      route: /^PATCH issues\/comments\/(\d+)$/,
      permissions: ["pull-requests: write", "issues: write"],
      handle: ({ names: [id], given: { body = "" } }) => {
        const comment = repository.comments.find((one) => one.id === Number(id));
        if (comment === undefined) return refusal(404, "Not Found");
        const refused = tooLong(body, "IssueComment");
        if (refused !== undefined) return refused;
        comment.body = body;
        return { status: 200, body: commentJson(comment) };
      },
    },
    {
      route: /^DELETE issues\/comments\/(\d+)$/,
      permissions: ["pull-requests: write", "issues: write"],
      handle: ({ names: [id] }) => (repository.removeComment(Number(id)) ? { status: 204 } : refusal(404, "Not Found")),
    },
    {
      route: /^DELETE issues\/(\d+)\/labels\/([^/]+)$/,
      permissions: ["pull-requests: write", "issues: write"],
      handle: ({ names: [number, label = ""] }) => {
        const pull = repository.pullRequests.find((one) => one.number === Number(number));
        if (pull?.labels.includes(label) !== true) return refusal(404, "Label does not exist");
        pull.labels = pull.labels.filter((one) => one !== label);
        return { status: 200, body: pull.labels.map(labelJson) };
      },
    },
    {
      route: /^GET issues$/,
      permissions: ["issues: read"],
      handle: ({ url, query }) => {
        const label = query.get("labels");
        const all = query.get("state") === "all";
        const isAsked = ({ labels, open }: { labels: readonly string[]; open?: boolean }) =>
          (label === null || labels.includes(label)) && (all || open !== false);
        const pulls = repository.pullRequests.filter(isAsked);
        return page([...repository.issues.filter(isAsked).map(issueJson), ...pulls.map(pullAsIssue)], url, query);
      },
    },
    {
      route: /^POST issues$/,
      permissions: ["issues: write"],
      handle: ({ given: { title = "", body = "", labels = [] }, login }) =>
        tooLong(body, "Issue") ?? {
          status: 201,
          body: issueJson(repository.addIssue({ title, body, labels, author: login })),
        },
    },
    {
      route: /^PATCH issues\/(\d+)$/,
      permissions: ["issues: write"],
      handle: ({ names: [number], given: { body, state } }) => {
        const issue = repository.issues.find((one) => one.number === Number(number));
        if (issue === undefined) return refusal(404, "Not Found");
        issue.body = body ?? issue.body;
        issue.open = state === undefined ? issue.open : state === "open";
        return { status: 200, body: issueJson(issue) };
      },
    },
  ];
}

export function refusal(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: "https://docs.github.com/rest", status: String(status) } };
}

function tooLong(body: string, resource: string): Answer | undefined {
  if (Buffer.byteLength(body) <= longestBody) return undefined;
  const error = { resource, field: "body", code: "custom", message: "body is too long (maximum is 65536 characters)" };
  return { status: 422, body: { message: "Validation Failed", errors: [error] } };
}

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function page(all: readonly unknown[], url: URL, query: URLSearchParams): Answer {
  const size = Math.min(Number(query.get("per_page") ?? 30), 100);
  const number = Number(query.get("page") ?? 1);
  const body = all.slice((number - 1) * size, number * size);
  if (number * size >= all.length) return { status: 200, body };
  const next = new URL(url);
  next.searchParams.set("page", String(number + 1));
  return { status: 200, body, headers: { link: `<${next.href}>; rel="next"` } };
}

function commentJson({ id, author, body }: StoredComment) {
  return { id, user: userJson(author), body };
}

function issueJson({ number, title, author, body, open, labels }: StoredIssue) {
  return {
    number,
    title,
    user: userJson(author),
    body,
    state: open ? "open" : "closed",
    labels: labels.map(labelJson),
  };
}

function pullAsIssue({ number, labels }: StoredPullRequest) {
  return {
    number,
    user: userJson("somebody"),
    body: "",
    state: "open",
    labels: labels.map(labelJson),
    pull_request: {},
  };
}

function pullJson({ number, head, base, merged, mergeCommit, labels }: StoredPullRequest) {
  return {
    number,
    head: { sha: head },
    base: { ref: base },
    merged_at: merged ? "2026-11-22T09:00:00Z" : null,
    merge_commit_sha: mergeCommit ?? null,
    labels: labels.map(labelJson),
  };
}

function labelJson(name: string) {
  return { name };
}

function userJson(login: string) {
  return { login, type: login.endsWith("[bot]") ? "Bot" : "User" };
}
