import { driftFingerprint, reportDrift } from "../../../../src/operations/pipeline/github/drift-issue";
import type { GitHub } from "../../../../src/operations/pipeline/github/github";
import { readPlanJson } from "../../../../src/operations/review/plan/plan-json";
import { renderJson } from "../../../../src/operations/review/render/json";
import { review } from "../../../../src/operations/review/review";
import { planText } from "../../review/support";
import { actionsBot, GitHubRepository } from "../../../fakes/github-repository";
import { plan, runUrl } from "./samples";

const found = "3".repeat(64);
const other = "4".repeat(64);

describe("the issue about drift", () => {
  let repository: GitHubRepository;
  let edits: number;
  let github: GitHub;

  beforeEach(() => {
    repository = new GitHubRepository();
    edits = 0;
    const plain = repository.as(actionsBot);
    github = {
      ...plain,
      updateIssue: (number, changes) => {
        edits++;
        return plain.updateIssue(number, changes);
      },
    };
  });

  function report(fingerprint: string | undefined, environment = "staging") {
    return reportDrift(github, runUrl, plan({ environment }), fingerprint);
  }

  function issues() {
    return repository.issues.map(({ number, title, open, labels, body }) => ({
      number,
      title,
      open,
      labels,
      marker: body.split("\n")[0],
    }));
  }

  const issue = {
    number: 1,
    title: "Drift in staging",
    open: true,
    labels: ["drift"],
    marker: `<!-- blue-green-drift environment=staging findings=${found} -->`,
  };

  it("is opened where there is drift, with the review", async () => {
    expect(await report(found)).toEqual({ exitCode: 0, message: "staging: there is drift. An issue is opened." });
    expect(issues()).toEqual([issue]);
    expect(repository.issues[0]?.body.split("\n").slice(1)).toEqual([
      "Something in staging is not what its code says, and Terraform did not make it so.",
      "",
      "This issue is closed when a later run finds nothing.",
      "",
      "## Plan of staging: Nothing changes.",
      "",
      `[Run](${runUrl}): the whole review is in its summary, the picture among its artifacts.`,
      "",
    ]);
  });

  it("is left alone while the drift is the same", async () => {
    await report(found);
    expect(await report(found)).toEqual({ exitCode: 0, message: "staging: there is drift. #1 says so already." });
    expect(issues()).toEqual([issue]);
    expect({ edits, comments: repository.comments }).toEqual({ edits: 0, comments: [] });
  });

  it("is updated where the drift is another", async () => {
    await report(found);
    expect((await report(other)).message).toBe("staging: there is drift. #1 is updated.");
    expect(issues()).toEqual([{ ...issue, marker: issue.marker.replace(found, other) }]);
  });

  it("is closed where there is none, with one comment, and is not touched after", async () => {
    await report(found);
    expect(await report(undefined)).toEqual({
      exitCode: 0,
      message: "staging: there is no drift any more. #1 is closed.",
    });
    expect(await report(undefined)).toEqual({ exitCode: 0, message: "staging: there is no drift." });
    expect(issues()).toEqual([{ ...issue, open: false }]);
    expect(repository.comments.map(({ number, body }) => ({ number, body }))).toEqual([
      { number: 1, body: `There is no drift any more. [Run](${runUrl})` },
    ]);
  });

  it.each([
    ["the same", found],
    ["another", other],
  ])("is opened again where drift is back: %s", async (_, back) => {
    await report(found);
    await report(undefined);
    expect((await report(back)).message).toBe("staging: there is drift. #1 is open again.");
    expect(issues()).toEqual([{ ...issue, marker: issue.marker.replace(found, back) }]);
  });

  it("is not opened where there was never drift", async () => {
    expect(await report(undefined)).toEqual({ exitCode: 0, message: "staging: there is no drift." });
    expect(issues()).toEqual([]);
  });

  it("is one for each environment, also where names begin alike", async () => {
    await report(found, "staging-eu");
    await report(found);
    await report(undefined, "staging-eu");
    expect(issues().map(({ title, open }) => ({ title, open }))).toEqual([
      { title: "Drift in staging-eu", open: false },
      { title: "Drift in staging", open: true },
    ]);
  });

  it("is never one by somebody else", async () => {
    const forged = {
      ...repository.addIssue({ title: "Drift", body: issue.marker, labels: ["drift"], author: "mallory" }),
    };
    await report(found);
    await report(undefined);
    expect(repository.issues).toHaveLength(2);
    expect(repository.issues[0]).toEqual(forged);
  });

  it("is one, the oldest, where a call was carried out twice", async () => {
    for (let twice = 0; twice < 2; twice++) {
      repository.addIssue({ title: issue.title, body: issue.marker, labels: ["drift"], author: actionsBot });
    }
    await report(found);
    expect(issues().map(({ number, open }) => ({ number, open }))).toEqual([
      { number: 1, open: true },
      { number: 2, open: false },
    ]);
  });

  it("is opened where the plan failed, since drift is unknown then", async () => {
    const failed = plan({ hash: undefined, failure: "no credentials" });
    expect(await reportDrift(github, runUrl, failed, other)).toEqual({
      exitCode: 1,
      message: "staging: the plan failed, so that drift is unknown. An issue is opened.",
    });
    expect(repository.issues[0]?.body.split("\n")[1]).toBe(
      "Whether staging still is what its code says is unknown: it could not be planned.",
    );
  });
});

describe("what is worth an issue", () => {
  function fingerprintOf(drift: Parameters<typeof planText>[0]["drift"]): string | undefined {
    return driftFingerprint(renderJson(review(readPlanJson(planText({ drift: drift ?? {} }), "plan.json"))));
  }

  const updated = (before: object, after: object) => ({
    actions: ["update"],
    before: { ...before },
    after: { ...after },
  });
  const tagged = { "aws_vpc.main": updated({ tags: {} }, { tags: { by: "hand" } }) };
  const deleted = { "aws_vpc.main": { actions: ["delete"], before: { id: "vpc-1" } } };

  it.each([
    ["nothing", {}],
    [
      "a count that autoscaling changed",
      { "aws_ecs_service.web": updated({ desired_count: 2 }, { desired_count: 4 }) },
    ],
    ["rules that are read for the first time", { "aws_security_group.a": updated({ ingress: [] }, { ingress: [{}] }) }],
  ])("is not %s", (_, drift) => {
    expect(fingerprintOf(drift)).toBeUndefined();
  });

  it("is what somebody changed or deleted by hand, each in its own way", () => {
    const fingerprints = [fingerprintOf(tagged), fingerprintOf(deleted)];
    expect(fingerprints).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(new Set(fingerprints).size).toBe(2);
  });

  it("is the same beside whatever is expected", () => {
    const scaled = { "aws_ecs_service.web": updated({ desired_count: 2 }, { desired_count: 4 }) };
    expect(fingerprintOf({ ...scaled, ...tagged })).toBe(fingerprintOf(tagged));
  });
});
