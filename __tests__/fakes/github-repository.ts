import type { GitHub, Issue, PullRequest } from "../../src/operations/pipeline/github/github";

export interface StoredComment {
  readonly id: number;
  /** Of the issue or pull request. */
  readonly number: number;
  readonly author: string;
  body: string;
}

export interface StoredIssue {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  body: string;
  open: boolean;
  labels: string[];
}

export interface StoredPullRequest extends Omit<PullRequest, "labels"> {
  readonly head: string;
  labels: string[];
  /** Commits that brought it, or would bring it, into its branch. */
  readonly commits: readonly string[];
}

/** The author of what the token of a workflow's job writes. */
export const actionsBot = "github-actions[bot]";

/** GitHub refuses longer ones, with 422. */
export const longestBody = 65_536;

/** What GitHub keeps of a repository, as far as pipelines see it: behind the stand-in for its API, or called straight. */
export class GitHubRepository {
  readonly comments: StoredComment[] = [];
  readonly issues: StoredIssue[] = [];
  readonly pullRequests: StoredPullRequest[] = [];
  private lastId = 1000;

  /** An open one into main, unless said otherwise. */
  addPullRequest({ number, head, ...rest }: Partial<StoredPullRequest> & { number: number; head: string }) {
    const defaults = { base: "main", merged: false, mergeCommit: undefined, labels: [], commits: [] };
    const made: StoredPullRequest = { ...defaults, ...rest, number, head };
    this.pullRequests.push(made);
    return made;
  }

  addComment(number: number, author: string, body: string): StoredComment {
    const made = { id: ++this.lastId, number, author, body };
    this.comments.push(made);
    return made;
  }

  /** Issues and pull requests share their numbers. */
  addIssue({ title, body, labels, author }: Pick<StoredIssue, "title" | "body" | "labels" | "author">): StoredIssue {
    const numbers = [...this.issues, ...this.pullRequests].map(({ number }) => number);
    const made = { number: Math.max(0, ...numbers) + 1, title, body, labels, author, open: true };
    this.issues.push(made);
    return made;
  }

  commentsOf(number: number): readonly StoredComment[] {
    return this.comments.filter((one) => one.number === number);
  }

  /** Whether it was there. */
  removeComment(id: number): boolean {
    const index = this.comments.findIndex((one) => one.id === id);
    if (index >= 0) this.comments.splice(index, 1);
    return index >= 0;
  }

  /** GitHub's API as its client offers it, for who writes as `author`. */
  as(author: string): GitHub {
    const pullRequest = (number: number) => found(this.pullRequests.find((one) => one.number === number));
    return {
      login: () => Promise.resolve(author),
      pullRequest: (number) => Promise.resolve(pullRequest(number)),
      pullRequestsOf: (commit) => Promise.resolve(this.pullRequests.filter(({ commits }) => commits.includes(commit))),
      removeLabel: (number, label) => {
        const from = pullRequest(number);
        from.labels = from.labels.filter((one) => one !== label);
        return Promise.resolve();
      },
      comments: (number) => Promise.resolve(this.commentsOf(number).map((one) => ({ ...one }))),
      createComment: (number, body) => {
        this.addComment(number, author, body);
        return Promise.resolve();
      },
      updateComment: (id, body) => {
        // Gone in the meantime: GitHub answers 404, a client throws.
        found(this.comments.find((one) => one.id === id)).body = body;
        return Promise.resolve();
      },
      deleteComment: (id) => {
        this.removeComment(id);
        return Promise.resolve();
      },
      issues: (label) =>
        Promise.resolve(this.issues.filter(({ labels }) => labels.includes(label)).map((one): Issue => ({ ...one }))),
      createIssue: ({ label, ...issue }) => {
        this.addIssue({ ...issue, labels: [label], author });
        return Promise.resolve();
      },
      updateIssue: (number, changes) => {
        Object.assign(found(this.issues.find((one) => one.number === number)), changes);
        return Promise.resolve();
      },
    };
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Not Found");
  return value;
}
