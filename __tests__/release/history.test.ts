import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import { appSpecOf, formatAppSpec } from "../../src/lib/app-spec";
import { UsageError } from "../../src/lib/errors";
import { namedRevision, previousRevision, successes } from "../../src/release/history";
import { arn, contract } from "./support/samples";

/** Deployments of these revisions, newest first. */
function history(...revisions: number[]) {
  return successes(revisions.map((revision, index) => deployment(revision, { deploymentId: `d-${index + 1}` })));
}

function deployment(revision: number, overrides: Partial<DeploymentInfo> = {}): DeploymentInfo {
  return {
    deploymentId: "d-1",
    status: "Succeeded",
    revision: {
      revisionType: "AppSpecContent",
      appSpecContent: { content: formatAppSpec(appSpecOf(contract, arn(revision))) },
    },
    ...overrides,
  };
}

describe("what can be repeated", () => {
  it("is what succeeded with an AppSpec that can be read", () => {
    const readable = deployment(2, { deploymentId: "d-2" });
    const found = successes([
      deployment(4, { status: "Failed" }),
      deployment(3, { revision: { revisionType: "S3", s3Location: { bucket: "b", key: "k" } } }),
      deployment(3, { revision: { revisionType: "AppSpecContent", appSpecContent: { content: "{" } } }),
      readable,
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      deploymentId: "d-2",
      appSpec: { taskDefinitionArn: arn(2) },
      content: readable.revision?.appSpecContent?.content,
    });
  });
});

describe("the revision before the live one", () => {
  it.each<[string, number[], number, number, string | undefined]>([
    ["is the last that succeeded before it", [7, 6, 5], 7, 1, "d-2"],
    ["is not the same revision deployed twice", [7, 7, 6], 7, 1, "d-3"],
    ["is, after a rollback, the one that was rolled back", [6, 7, 6], 6, 1, "d-2"],
    ["is the last success when something that never succeeded is live", [6, 5], 7, 1, "d-1"],
    ["is the one Terraform made the service with, before the second release", [2], 2, 1, "declared"],
    ["is not one that Terraform declares but nobody ever ran", [2], 2, 3, undefined],
    ["is unknown where nothing else was ever deployed", [1], 1, 1, undefined],
    ["is unknown on a new service", [], 1, 1, undefined],
  ])("%s", (_case, deployed, live, declared, expected) => {
    const found = previousRevision(history(...deployed), arn(live), arn(declared));
    expect(found?.kind === "success" ? found.success.deploymentId : found && "declared").toBe(expected);
  });
});

describe("--to", () => {
  it.each([["6"], ["ContainerHandsOn:6"], [arn(6)]])("%s repeats the last success of that revision", (wanted) => {
    expect(namedRevision(history(7, 6, 6), wanted, arn(7))).toMatchObject({
      kind: "success",
      success: { deploymentId: "d-2" },
    });
  });

  it("takes a revision that no deployment carried", () => {
    expect(namedRevision(history(7), "3", arn(7))).toEqual({ kind: "revision", arn: arn(3) });
  });

  it.each(["x", "", "-1", "other:3", "6.5", "d-2"])("refuses %j", (wanted) => {
    expect(() => namedRevision(history(7), wanted, arn(7))).toThrow(
      new UsageError(`--to "${wanted}" is no revision of ContainerHandsOn. Write its number, for example --to 7.`),
    );
  });
});
