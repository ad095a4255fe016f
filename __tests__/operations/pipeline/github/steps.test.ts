import { actionsBot } from "../../../fakes/github-repository";
import { anotherHash, hash, head, markerLine, runUrl } from "./samples";
import { Workflow } from "./workflow";

/** Side by side: each waits for processes most of the time, and for GitHub's limits as Octokit keeps them. */
function inWorkflow(name: string, test: (workflow: Workflow) => Promise<void>, permissions?: readonly string[]): void {
  it.concurrent(name, async () => {
    const workflow = await Workflow.start(permissions);
    try {
      await test(workflow);
    } finally {
      workflow.close();
    }
  });
}

function markers({ api: { repository } }: Workflow): readonly (string | undefined)[] {
  return repository.comments.filter(({ author }) => author === actionsBot).map(({ body }) => body.split("\n")[0]);
}

const reviewRead = "staging: #7 has the review.";
const stopped = `${reviewRead} This plan stops it: change it, or accept it with the label accept-plan:staging.`;

describe("a comment over HTTP", () => {
  inWorkflow(
    "is created though GitHub fails at first, and is then updated, found behind 250 others",
    async (workflow) => {
      const { api } = workflow;
      api.fail({ on: /^POST .*\/comments$/, answer: { status: 502, body: { message: "Server Error" } } });
      for (let count = 0; count < 125; count++) api.repository.addComment(7, "somebody", "Before.");
      workflow.plan({ severity: "refuse" });
      expect(await workflow.run("comment")).toEqual({ code: 3, stdout: "", stderr: `${stopped}\n` });
      expect(markers(workflow)).toEqual([markerLine()]);

      for (let count = 0; count < 125; count++) api.repository.addComment(7, "somebody", "After.");
      api.repository.pullRequests[0]?.labels.push("accept-plan:staging", "other");
      workflow.plan({ severity: "refuse", hash: anotherHash });
      expect(await workflow.run("comment", { GITHUB_RUN_ID: "101" })).toMatchObject({ code: 3 });
      expect(markers(workflow)).toEqual([markerLine({ hash: anotherHash, run: "101.1" })]);
      expect(api.repository.pullRequests[0]?.labels).toEqual(["other"]);
      expect(api.writes()).toEqual([
        "POST /issues/7/comments",
        "POST /issues/7/comments",
        "DELETE /issues/7/labels/accept-plan%3Astaging",
        "PATCH /issues/comments/1126",
      ]);
    },
    ["pull-requests: write"],
  );

  inWorkflow("is one where two runs write at the same time, with the review of the newer", async (workflow) => {
    workflow.plan();
    const runs = await Promise.all(["100", "101"].map((id) => workflow.run("comment", { GITHUB_RUN_ID: id })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(markers(workflow)).toEqual([markerLine({ run: "101.1" })]);
  });

  inWorkflow("is one where GitHub wrote it and did not say so", async (workflow) => {
    workflow.api.fail({ on: /^POST .*\/comments$/, answer: "drop", done: true });
    workflow.plan();
    expect(await workflow.run("comment")).toEqual({ code: 0, stdout: "", stderr: `${reviewRead}\n` });
    expect(markers(workflow)).toEqual([markerLine()]);
    expect(workflow.api.writes()).toEqual([
      "POST /issues/7/comments",
      "POST /issues/7/comments",
      "DELETE /issues/comments/1002",
    ]);
  });

  inWorkflow(
    "is refused where the job asked for too little, and says for what to ask",
    async (workflow) => {
      workflow.plan();
      const { code, stderr } = await workflow.run("comment");
      expect(code).toBe(2);
      expect(stderr).toContain("GitHub does not let the token in GITHUB_TOKEN comment on #7.");
      expect(stderr).toContain("It needs `pull-requests: write` in the `permissions` of the job");
      expect(workflow.api.writes()).toEqual(["POST /issues/7/comments"]);
    },
    ["pull-requests: read"],
  );

  inWorkflow("is not written with a token that is none", async (workflow) => {
    workflow.plan();
    const { code, stderr } = await workflow.run("comment", { GITHUB_TOKEN: "" });
    expect(code).toBe(2);
    expect(stderr).toContain("GITHUB_TOKEN: it is not set. Allowed: the token of the workflow's job.");
    expect(workflow.api.calls).toEqual([]);
  });
});

describe("the reviewed plan over HTTP", () => {
  inWorkflow(
    "is told with a token that can only read, after the time that GitHub asks for",
    async (workflow) => {
      const { api } = workflow;
      api.repository.addPullRequest({ number: 8, head, merged: true, mergeCommit: head, commits: [head] });
      api.repository.addComment(8, actionsBot, markerLine());
      const body = { message: "You have exceeded a secondary rate limit. Please wait." };
      api.fail({ on: /\/pulls\?/, answer: { status: 429, headers: { "retry-after": "1" }, body } });
      const { code, stdout, stderr } = await workflow.run("reviewed");
      expect({ code, stdout }).toEqual({ code: 0, stdout: `${hash}\n` });
      expect(stderr).toMatch(/^GitHub limits the rate of calls: GET \S+\/commits\/a{40}\/pulls\S* again in 1 s\n$/);
      expect(api.writes()).toEqual([]);
    },
    ["pull-requests: read"],
  );
});

describe("the issue about drift over HTTP", () => {
  inWorkflow(
    "is opened with its label, beside a pull request with that label, and closed with a comment",
    async (workflow) => {
      const { api } = workflow;
      api.repository.pullRequests[0]?.labels.push("drift");
      workflow.plan({}, [{ id: "drift-unexpected", severity: "warn", address: "aws_vpc.main", what: "tags changed." }]);
      expect(await workflow.run("drift")).toEqual({
        code: 0,
        stdout: "",
        stderr: "staging: there is drift. An issue is opened.\n",
      });
      expect(api.repository.issues.map(({ title, labels, open }) => ({ title, labels, open }))).toEqual([
        { title: "Drift in staging", labels: ["drift"], open: true },
      ]);

      workflow.plan();
      expect(await workflow.run("drift")).toMatchObject({
        code: 0,
        stderr: "staging: there is no drift any more. #8 is closed.\n",
      });
      expect(api.repository.issues.map(({ number, open }) => ({ number, open }))).toEqual([{ number: 8, open: false }]);
      expect(api.repository.commentsOf(8).map(({ body }) => body)).toEqual([
        `There is no drift any more. [Run](${runUrl})`,
      ]);
    },
    ["issues: write"],
  );
});
