import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import type { TaskSet } from "@aws-sdk/client-ecs";
import { appSpecOf } from "../../../../src/release-contract/contract";
import type { WithAppSpec } from "../../../../src/operations/release/deployment/app-specs";
import { pastDeployments } from "../../../../src/operations/release/deployment/past-deployments";
import type { ServiceState } from "../../../../src/operations/release/service/service";
import { arn, contract, revision } from "../support/samples";

const hour = (number: number) => new Date(Date.UTC(2024, 0, 1, number));

/** A deployment that begins at this hour; without a revision, nobody can read what it carries. */
function deployment(at: number, carried: number | undefined, info: DeploymentInfo = {}): WithAppSpec<DeploymentInfo> {
  return {
    deployment: { deploymentId: `d-${at}`, status: "Succeeded", creator: "user", createTime: hour(at), ...info },
    appSpec:
      carried === undefined
        ? { kind: "unknown", reason: "none", why: "CodeDeploy records no revision for it." }
        : { kind: "found", spec: appSpecOf(contract, arn(carried)), content: "" },
  };
}

const rollback = (at: number, undone: number, carried?: number, info: DeploymentInfo = {}) =>
  deployment(at, carried, {
    creator: "codeDeployRollback",
    rollbackInfo: { rollbackTriggeringDeploymentId: `d-${undone}` },
    ...info,
  });

/** The service as ECS shows it while tasks of this revision serve, started at this hour by this deployment. */
function serving(taskDefinition: number, createdAt: number, externalId?: string): ServiceState {
  const primary: TaskSet = {
    status: "PRIMARY",
    taskDefinition: arn(taskDefinition),
    createdAt: hour(createdAt),
    ...(externalId !== undefined && { externalId }),
  };
  const service = { createdAt: hour(0), taskSets: [primary] };
  return { service, primary, runningRevisionArn: arn(taskDefinition) };
}

/** Revisions of these deployments, newest first. */
function revisions(deployments: readonly WithAppSpec<DeploymentInfo>[], service: ServiceState, complete = true) {
  const declared = revision(1, { registeredAt: hour(-1) });
  const past = pastDeployments({ deployments, complete }, service, declared);
  return past.map((one) => one.revision ?? one.revisionUnknown);
}

const unknown = "CodeDeploy records no revision for it.";

describe("the revision of a past deployment", () => {
  it("is what its tasks run, while the service has them", () => {
    expect(revisions([deployment(1, undefined)], serving(2, 1, "d-1"))).toEqual(["ContainerHandsOn:2"]);
  });

  it("is what its AppSpec says, once they are gone", () => {
    expect(revisions([deployment(2, 3), deployment(1, 2)], serving(3, 2, "d-2"))).toEqual([
      "ContainerHandsOn:3",
      "ContainerHandsOn:2",
    ]);
  });

  it("has a reason where it is unknown", () => {
    expect(revisions([deployment(1, undefined, { status: "Failed" })], serving(2, 0))).toEqual([unknown]);
  });
});

describe("the revision of a rollback that CodeDeploy made", () => {
  const undone = deployment(3, 3, { status: "Stopped" });

  it("is the one that serves, where its tasks are older than the rollback", () => {
    expect(revisions([rollback(4, 3), undone], serving(1, 0), false)).toEqual([
      "ContainerHandsOn:1",
      "ContainerHandsOn:3",
    ]);
    // Whatever its AppSpec says: ECS shows what runs.
    expect(revisions([rollback(4, 3, 9), undone], serving(2, 1, "d-1"), false)[0]).toBe("ContainerHandsOn:2");
  });

  it("is what its AppSpec says after the next release", () => {
    expect(revisions([deployment(5, 5), rollback(4, 3, 2), undone], serving(5, 5, "d-5"), false)[1]).toBe(
      "ContainerHandsOn:2",
    );
  });

  it("is what the service was created with, where no deployment had succeeded before", () => {
    const later = [deployment(5, 5), rollback(4, 3), undone];
    expect(revisions(later, serving(5, 5, "d-5"))[1]).toBe("ContainerHandsOn:1");
    expect(revisions(later, serving(5, 5, "d-5"), false)[1]).toBe(unknown);
    expect(revisions([...later, deployment(2, 2)], serving(5, 5, "d-5"))[1]).toBe(unknown);
  });

  it.each<[string, WithAppSpec<DeploymentInfo>, ServiceState]>([
    ["has not ended", rollback(4, 3, undefined, { status: "InProgress" }), serving(1, 0)],
    ["left the tasks of the deployment that it undid", rollback(4, 3), serving(3, 3, "d-3")],
  ])("is not that which serves where it %s", (_case, back, service) => {
    expect(revisions([back, undone], service, false)[0]).toBe(unknown);
  });
});
