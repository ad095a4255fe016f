/** Of a repository: `owner/name`. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
}

export interface Comment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

export interface Issue {
  readonly number: number;
  readonly author: string;
  readonly body: string;
  readonly open: boolean;
}

export interface PullRequest {
  readonly number: number;
  /** Its last commit. */
  readonly head: string;
  /** The branch that it goes into. */
  readonly base: string;
  readonly merged: boolean;
  /** Where the base branch stood after the merge, whether merged, squashed or rebased; before it, a merge that GitHub tries. */
  readonly mergeCommit: string | undefined;
  readonly labels: readonly string[];
}

/** The little of GitHub's API that pipelines call, for one repository. Lists are complete, the oldest first. */
export interface GitHub {
  /** Who is the author of what this token writes. */
  login(): Promise<string>;

  pullRequest(number: number): Promise<PullRequest>;
  /** Those that brought a commit into its branch, or would. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>;
  /** Well also where it is gone. */
  removeLabel(pullRequest: number, label: string): Promise<void>;

  /** Of an issue or a pull request, as for all that is said of comments. */
  comments(number: number): Promise<readonly Comment[]>;
  createComment(number: number, body: string): Promise<void>;
  updateComment(id: number, body: string): Promise<void>;
  /** Well also where it is gone. */
  deleteComment(id: number): Promise<void>;

  /** Open and closed ones, without pull requests. */
  issues(label: string): Promise<readonly Issue[]>;
  /** GitHub makes a label that is not there. https://github.com/github/docs/issues/35718 */
  createIssue(issue: { readonly title: string; readonly body: string; readonly label: string }): Promise<void>;
  updateIssue(number: number, changes: { readonly body?: string; readonly open?: boolean }): Promise<void>;
}
