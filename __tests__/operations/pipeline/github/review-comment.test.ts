import type { GitHub } from "../../../../src/operations/pipeline/github/github";
import type { PlanFolder } from "../../../../src/operations/pipeline/github/plan-folder";
import { commentReview } from "../../../../src/operations/pipeline/github/review-comment";
import { actionsBot, GitHubRepository, type StoredPullRequest } from "../../../fakes/github-repository";
import { anotherHash, hash, head, markerLine, olderCommit, plan, runUrl } from "./samples";

const label = "accept-plan:staging";
const stops =
  "**This plan stops the pull request.** If it is meant, set the label `accept-plan:staging`: it accepts this plan, and no other.";
const accepted = "**Accepted.** The label `accept-plan:staging` accepts this plan, and no other.";
const taken = "The label `accept-plan:staging` was set for another plan, and has been taken away.";

describe("the review of a plan on its pull request", () => {
  let repository: GitHubRepository;
  let pullRequest: StoredPullRequest;
  let runs: number;

  beforeEach(() => {
    repository = new GitHubRepository();
    pullRequest = repository.addPullRequest({ number: 7, head });
    runs = 0;
  });

  /** A run of the workflow, later than all before it. */
  function comment(found: PlanFolder, { id = 100 + runs++, commit = head, github = repository.as(actionsBot) } = {}) {
    return commentReview(github, { run: { id, attempt: 1 }, runUrl }, { number: 7, commit }, found);
  }

  function lines(): readonly string[] {
    expect(repository.comments).toHaveLength(1);
    return repository.comments.flatMap(({ body }) => body.split("\n"));
  }

  it("stands in one comment, and lets a plan pass that stops nothing", async () => {
    expect(await comment(plan())).toEqual({ exitCode: 0, message: "staging: #7 has the review." });
    expect(lines()).toEqual([
      markerLine(),
      "## Plan of staging: Nothing changes.",
      "",
      `[Run](${runUrl}): the whole review is in its summary, the picture among its artifacts.`,
      "",
    ]);
  });

  it.each([
    [undefined, 0],
    ["note", 0],
    ["warn", 0],
    ["traffic", 0],
    ["refuse", 3],
    ["hard-outage", 3],
  ] as const)("stops the pull request from refuse on: %s ends with %i", async (severity, exitCode) => {
    expect((await comment(plan({ severity }))).exitCode).toBe(exitCode);
    expect(lines().includes(stops)).toBe(exitCode === 3);
  });

  it("lets a plan pass that the label accepts, run after run", async () => {
    await comment(plan({ severity: "refuse" }));
    pullRequest.labels = ["other", label];
    for (let again = 0; again < 2; again++) {
      expect(await comment(plan({ severity: "refuse" }))).toEqual({
        exitCode: 0,
        message: "staging: #7 has the review. The label accept-plan:staging accepts this plan.",
      });
      expect(lines()).toContain(accepted);
      expect(lines()).not.toContain(stops);
    }
    expect(pullRequest.labels).toEqual(["other", label]);
  });

  it("takes the label from the next plan, and says so", async () => {
    await comment(plan({ severity: "refuse" }));
    pullRequest.labels = ["other", label];
    expect(await comment(plan({ severity: "refuse", hash: anotherHash }))).toEqual({
      exitCode: 3,
      message:
        "staging: #7 has the review. This plan stops it: change it, or accept it with the label accept-plan:staging.",
    });
    expect(pullRequest.labels).toEqual(["other"]);
    expect(lines().slice(0, 4)).toEqual([markerLine({ hash: anotherHash, run: "101.1" }), stops, "", taken]);
  });

  it("takes a label for none that was set before anybody saw a plan", async () => {
    pullRequest.labels = [label];
    expect((await comment(plan({ severity: "hard-outage" }))).exitCode).toBe(3);
    expect(pullRequest.labels).toEqual([]);
  });

  it("takes no label of another environment for its own", async () => {
    await comment(plan({ severity: "refuse" }));
    pullRequest.labels = ["accept-plan:production", "accept-plan:staging-eu"];
    expect((await comment(plan({ severity: "refuse" }))).exitCode).toBe(3);
    expect(pullRequest.labels).toEqual(["accept-plan:production", "accept-plan:staging-eu"]);
  });

  it("takes away a label that is set while the comment still shows the plan before", async () => {
    await comment(plan({ severity: "refuse" }));
    const github = repository.as(actionsBot);
    const whileLabelled: GitHub = {
      ...github,
      updateComment: (id, body) => {
        pullRequest.labels = [label];
        return github.updateComment(id, body);
      },
    };
    const { exitCode } = await comment(plan({ severity: "refuse", hash: anotherHash }), { github: whileLabelled });
    expect({ exitCode, labels: pullRequest.labels }).toEqual({ exitCode: 3, labels: [] });
  });

  it("keeps the plan before in its comment where the label cannot be taken away: the next run would accept the new one", async () => {
    await comment(plan({ severity: "refuse" }));
    pullRequest.labels = [label];
    const github: GitHub = { ...repository.as(actionsBot), removeLabel: () => Promise.reject(new Error("503")) };
    await expect(comment(plan({ severity: "refuse", hash: anotherHash }), { github })).rejects.toThrow("503");
    expect(lines()[0]).toBe(markerLine());
  });

  it("says that a plan failed, with no hash that could be applied, and takes the label away", async () => {
    await comment(plan({ severity: "refuse" }));
    pullRequest.labels = [label];
    const failed = { ...plan({ hash: undefined, failure: "no credentials" }), review: "## It failed\n" };
    expect(await comment(failed)).toEqual({ exitCode: 1, message: "staging: #7 has the review. The plan failed." });
    expect(lines().slice(0, 5)).toEqual([
      markerLine({ hash: "", run: "101.1" }),
      "**There is no plan, so that nothing can be applied.** Mend what is said below, then run the job again.",
      "",
      taken,
      "",
    ]);
    expect(pullRequest.labels).toEqual([]);
    pullRequest.labels = [label];
    expect((await comment(failed)).exitCode).toBe(1);
  });

  it.each([
    ["a run before the one that wrote it", { id: 99 }],
    ["a run of a commit that is no longer the last", { id: 102, commit: olderCommit }],
  ])("is not overwritten by %s, which takes no label either", async (_, older) => {
    await comment(plan({ severity: "refuse" }));
    pullRequest.labels = [label];
    const before = lines();
    expect(await comment(plan({ severity: "refuse", hash: anotherHash }), older)).toEqual({
      exitCode: 3,
      message:
        "staging: #7 has a newer review or a newer commit, and its comment stays as it is. " +
        "This plan stops it: change it, or accept it with the label accept-plan:staging.",
    });
    expect(lines()).toEqual(before);
    expect(pullRequest.labels).toEqual([label]);
  });

  it("has a comment of its own for each environment", async () => {
    await comment(plan());
    await comment(plan({ environment: "staging-eu", hash }));
    await comment(plan());
    expect(repository.comments.map(({ body }) => body.split("\n")[0])).toEqual([
      markerLine({ run: "102.1" }),
      markerLine({ environment: "staging-eu", run: "101.1" }),
    ]);
  });
});
