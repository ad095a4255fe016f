import { reviewedHash } from "../../../../src/operations/pipeline/github/reviewed-plan";
import { actionsBot, GitHubRepository, type StoredPullRequest } from "../../../fakes/github-repository";
import { hash, head, markerLine, olderCommit } from "./samples";

const pushed = "c".repeat(40);
const advice =
  "So there is no plan that somebody has read. " +
  "Read the one in the summary of this job; to apply it, run this workflow by hand with its hash.";

describe("the reviewed plan of a commit", () => {
  let repository: GitHubRepository;

  beforeEach(() => {
    repository = new GitHubRepository();
  });

  function addMerged(number: number, changes: Partial<StoredPullRequest> = {}): void {
    repository.addPullRequest({ number, head, merged: true, mergeCommit: pushed, commits: [pushed], ...changes });
  }

  function reviewed(): Promise<string> {
    return reviewedHash(repository.as(actionsBot), { commit: pushed, branch: "main" }, "staging");
  }

  it("is the one that the comment of its pull request shows", async () => {
    addMerged(7);
    repository.addComment(7, actionsBot, markerLine({ environment: "staging-eu", hash: "3".repeat(64) }));
    repository.addComment(7, actionsBot, `${markerLine()}\nReview`);
    expect(await reviewed()).toBe(hash);
  });

  it.each([
    ["open ones", { number: 8, merged: false }],
    ["those that went into another branch", { number: 8, base: "release" }],
    ["those that only have its commit, being merged by another", { number: 8, mergeCommit: olderCommit }],
  ])("is found beside %s", async (_, { number, ...other }) => {
    addMerged(number, other);
    addMerged(7);
    repository.addComment(7, actionsBot, markerLine());
    expect(await reviewed()).toBe(hash);
  });

  it("is that of the one pull request also where GitHub names another merge, as after a rebase of several commits", async () => {
    addMerged(7, { mergeCommit: olderCommit });
    repository.addComment(7, actionsBot, markerLine());
    expect(await reviewed()).toBe(hash);
  });

  it("is not there for a commit without a pull request", async () => {
    addMerged(8, { base: "release" });
    await expect(reviewed()).rejects.toThrow(
      new Error(`No pull request brought commit ${pushed} into main. ${advice}`),
    );
  });

  it("is not guessed from several pull requests", async () => {
    addMerged(7);
    addMerged(8);
    await expect(reviewed()).rejects.toThrow(
      new Error(`Several pull requests brought commit ${pushed} into main: #7, #8. ${advice}`),
    );
  });

  it.each([
    ["there is no comment", undefined],
    ["somebody else wrote the comment", { author: "mallory", body: markerLine() }],
    ["there is one of another environment", { author: actionsBot, body: markerLine({ environment: "staging-eu" }) }],
  ])("is not there where %s", async (_, comment) => {
    addMerged(7);
    if (comment !== undefined) repository.addComment(7, comment.author, comment.body);
    await expect(reviewed()).rejects.toThrow(
      new Error(`#7 has no review of staging by this workflow's token. ${advice}`),
    );
  });

  it("is not there where the last plan failed", async () => {
    addMerged(7);
    repository.addComment(7, actionsBot, markerLine({ hash: "" }));
    await expect(reviewed()).rejects.toThrow(new Error(`The last plan of staging in #7 failed. ${advice}`));
  });

  it("is not one of a commit before the last", async () => {
    addMerged(7);
    repository.addComment(7, actionsBot, markerLine({ commit: olderCommit }));
    await expect(reviewed()).rejects.toThrow(
      new Error(`The review of staging in #7 is of commit ${olderCommit}, but ${head} was merged. ${advice}`),
    );
  });
});
