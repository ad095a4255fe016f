import { createHash } from "node:crypto";
import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import { formatAppSpec } from "../../../../src/release-contract/app-spec";
import { appSpecOf } from "../../../../src/release-contract/contract";
import { AppSpecs } from "../../../../src/operations/release/deployment/app-specs";
import { ProblemsError } from "../../../../src/operations/release/plan/problems";
import { loadHistory, type LiveRevision } from "../../../../src/operations/release/deployment/history";
import { chooseRevision } from "../../../../src/operations/release/plan/rollback-choice";
import { arn, contract, definition } from "../support/samples";
import { scriptedAws } from "../support/scripted-aws";

const day = (number: number) => new Date(Date.UTC(2024, 0, number));
const live = (number: number, deploymentId?: string): LiveRevision => ({
  arn: arn(number),
  deploymentId,
  serviceCreatedAt: day(0),
});

/** An account whose group has had successful deployments of these revisions, newest first; null: one without AppSpec. */
function account(revisions: readonly (number | null)[], registeredAt?: Date, changes: DeploymentInfo = {}) {
  const contents = revisions.map((number) => (number === null ? "" : formatAppSpec(appSpecOf(contract, arn(number)))));
  const inline = (content: string) => ({ sha256: createHash("sha256").update(content).digest("hex") });
  const infos = contents.map((content, index): DeploymentInfo => {
    const revision = { revisionType: "AppSpecContent" as const, appSpecContent: inline(content) };
    const createTime = new Date(day(300).getTime() - index * 60_000);
    return { deploymentId: `d-${index + 1}`, status: "Succeeded", creator: "user", createTime, revision, ...changes };
  });
  const script = scriptedAws(({ call, input }): object => {
    switch (call) {
      case "ListDeployments":
        return { deployments: infos.map(({ deploymentId }) => deploymentId) };
      case "BatchGetDeployments": {
        const ids = input["deploymentIds"] as string[];
        return { deploymentsInfo: infos.filter(({ deploymentId = "" }) => ids.includes(deploymentId)) };
      }
      case "BatchGetApplicationRevisions": {
        const known = [...new Set(contents)].filter((content) => content !== "");
        const locations = known.map((content) => ({
          revisionType: "AppSpecContent",
          appSpecContent: { ...inline(content), content },
        }));
        return { revisions: locations.map((revisionLocation) => ({ revisionLocation })) };
      }
      case "GetApplicationRevision":
        return { revision: {} };
      default:
        return { taskDefinition: definition({ registeredAt }) };
    }
  });
  const target = { contract, aws: script.aws, appSpecs: new AppSpecs(script.aws, contract) };
  return { target, calls: () => script.asked.map(({ call }) => call) };
}

/** What a rollback deploys, or why it does not. */
async function choice({ target }: ReturnType<typeof account>, now: LiveRevision, to?: string) {
  try {
    return await chooseRevision(target, to, now);
  } catch (error) {
    if (error instanceof ProblemsError) return error.findings;
    throw error;
  }
}

describe("a rollback", () => {
  it("repeats the last success before the live revision", async () => {
    expect(await choice(account([4, 3, 2]), live(4, "d-1"))).toMatchObject({
      kind: "success",
      success: { deploymentId: "d-2", content: formatAppSpec(appSpecOf(contract, arn(3))) },
      note: "repeats deployment d-2, which succeeded",
    });
  });

  it("brings back what the service was created with, before the second release", async () => {
    expect(await choice(account([2], day(0)), live(2, "d-1"))).toEqual({
      kind: "revision",
      arn: arn(1),
      note: "the service was created with ContainerHandsOn:1; network and platform are those Terraform declares",
    });
  });

  const remedy = "Name the revision to deploy: --to <revision>. The last deployments: npm run status -- hands-on.";
  const none = {
    problem: "No revision but the live one, ContainerHandsOn:1, has been deployed with success.",
    remedy: "Name one: --to <revision>.",
  };
  it.each([
    [
      "a deployment since carried what cannot be read",
      account([4, null, 2]),
      live(4, "d-1"),
      {
        problem:
          "Which revision was live before ContainerHandsOn:4 is not certain. What these deployments carried cannot be read, and they succeeded: d-2: CodeDeploy answers its revision without the AppSpec. Before, deployment d-3 carried ContainerHandsOn:2.",
        remedy,
      },
    ],
    [
      "all that is read carries the live revision",
      account(Array.from({ length: 101 }, () => 4)),
      live(4, "d-1"),
      {
        problem: "The last 100 deployments that succeeded all carried ContainerHandsOn:4, and older ones are not read.",
        remedy,
      },
    ],
    [
      "Terraform has declared another revision since it created the service",
      account([2], day(1)),
      live(2, "d-1"),
      {
        problem:
          "All deployments since the service was created carried ContainerHandsOn:2. Which revision it was created with is not recorded: ContainerHandsOn:1, which Terraform declares, was registered later.",
        remedy,
      },
    ],
    ["only the live revision was ever deployed", account([1], day(0)), live(1, "d-1"), none],
    ["nothing was ever deployed", account([]), live(1), none],
  ])("asks for --to where %s", async (_case, given, now, expected) => {
    expect(await choice(given, now)).toEqual([expected]);
  });
});

describe("a rollback to a named revision", () => {
  it("repeats its last success", async () => {
    expect(await choice(account([4, null, 2]), live(4, "d-1"), "2")).toMatchObject({
      kind: "success",
      success: { deploymentId: "d-3" },
    });
  });

  it.each([
    ["none carried it", [4, 3], "no deployment carried ContainerHandsOn:2 before"],
    [
      "one may have carried it",
      [4, null],
      "no deployment is known to have carried ContainerHandsOn:2 (d-2: CodeDeploy answers its revision without the AppSpec.)",
    ],
    [
      "older ones are not read",
      Array.from({ length: 101 }, () => 4),
      "none of the last 100 deployments carried ContainerHandsOn:2",
    ],
  ])("takes network and platform from Terraform where %s", async (_case, revisions, note) => {
    expect(await choice(account(revisions), live(4, "d-1"), "2")).toEqual({
      kind: "revision",
      arn: arn(2),
      note: `${note}; network and platform are those Terraform declares`,
    });
  });
});

describe("the history of deployments", () => {
  it("is read 25 at a time, until what is wanted is known", async () => {
    const long = account(Array.from({ length: 60 }, (_, index) => 60 - index));
    const history = await loadHistory(long.target, ({ successes }) => successes.length >= 30);
    expect(history.successes).toHaveLength(50);
    expect(history.complete).toBe(false);
    const batches = ["BatchGetDeployments", "BatchGetApplicationRevisions"];
    expect(long.calls()).toEqual(["ListDeployments", ...batches, ...batches]);
  });

  it("is complete where nothing is older", async () => {
    const history = await loadHistory(account([3, 2]).target, () => false);
    expect(history.successes.map(({ deploymentId }) => deploymentId)).toEqual(["d-1", "d-2"]);
    expect(history.complete).toBe(true);
  });

  it("has none of CodeDeploy's rollbacks: they bring back what was live", async () => {
    const rolledBack = account([3, 2], undefined, { creator: "codeDeployRollback" });
    expect(await loadHistory(rolledBack.target, () => false)).toEqual({ successes: [], complete: true });
    expect(rolledBack.calls()).toEqual(["ListDeployments", "BatchGetDeployments"]);
  });
});
