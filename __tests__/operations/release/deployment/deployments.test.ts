import { appSpecOf } from "../../../../src/release-contract/contract";
import { AppSpecs } from "../../../../src/operations/release/deployment/app-specs";
import { awsClients } from "../../../../src/operations/release/target/clients";
import { findRunningDeployment, toSnapshot } from "../../../../src/operations/release/deployment/deployments";
import { arn, contract } from "../support/samples";

it("asks for a running deployment in each status in which one can run", async () => {
  const aws = awsClients(contract.region);
  const asked: unknown[] = [];
  const answer = { output: { deployments: [], $metadata: {} }, response: {} };
  aws.codeDeploy.middlewareStack.add(
    () =>
      ({ input }) => {
        asked.push(input);
        return Promise.resolve(answer);
      },
    { step: "initialize" },
  );
  const target = { aws, contract, appSpecs: new AppSpecs(aws, contract) };
  expect(await findRunningDeployment(target)).toBeUndefined();
  expect(asked).toEqual([
    {
      applicationName: "ContainerHandsOn",
      deploymentGroupName: "ContainerHandsOn",
      includeOnlyStatuses: ["Created", "Queued", "InProgress", "Baking", "Ready"],
      nextToken: undefined,
    },
  ]);
});

describe("CodeDeploy's answers as plain data", () => {
  it("name the original first, each with its colour, whatever the order and the labels say", () => {
    const set = (taskSetLabel: "Blue" | "Green", name: string, trafficWeight: number) => ({
      taskSetLabel,
      targetGroup: { name },
      desiredCount: 2,
      runningCount: 1,
      pendingCount: 1,
      trafficWeight,
    });
    const snapshot = toSnapshot(
      {
        deployment: {
          deploymentId: "d-1",
          status: "Failed",
          creator: "user",
          createTime: new Date(0),
          completeTime: new Date(1_000),
          deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
          errorInformation: { code: "ALARM_ACTIVE", message: "errors" },
          rollbackInfo: { rollbackDeploymentId: "d-2", rollbackMessage: "because" },
        },
        appSpec: { kind: "found", spec: appSpecOf(contract, arn(7)), content: "" },
      },
      {
        lifecycleEvents: [
          { lifecycleEventName: "Install", status: "Failed", diagnostics: { message: "no tasks" } },
          { lifecycleEventName: "AfterInstall" },
        ],
        // The second release of a pair: the replacement, labelled Green, uses the blue target group.
        taskSetsInfo: [set("Green", "ContainerHandsOn", 10), set("Blue", "ContainerHandsOn8080", 90)],
      },
      contract.targetGroups,
    );
    const tasks = { desired: 2, running: 1, pending: 1 };
    expect(snapshot).toEqual({
      id: "d-1",
      status: "Failed",
      creator: "user",
      createdAt: "1970-01-01T00:00:00.000Z",
      completedAt: "1970-01-01T00:00:01.000Z",
      config: "CodeDeployDefault.ECSAllAtOnce",
      description: "",
      taskDefinitionArn: arn(7),
      events: [
        { name: "Install", status: "Failed", message: "no tasks" },
        { name: "AfterInstall", status: "Pending" },
      ],
      taskSets: [
        { role: "original", targetGroup: "ContainerHandsOn8080", colour: "green", weight: 90, ...tasks },
        { role: "replacement", targetGroup: "ContainerHandsOn", colour: "blue", weight: 10, ...tasks },
      ],
      terminationWaitStarted: false,
      error: { code: "ALARM_ACTIVE", message: "errors" },
      rollbackDeploymentId: "d-2",
      rollbackMessage: "because",
    });
  });

  it("bear what is missing: no target yet, an AppSpec that cannot be read, a stranger's target group", () => {
    const appSpec = { kind: "unknown", reason: "denied", why: "" } as const;
    const early = toSnapshot({ deployment: { deploymentId: "d-1" }, appSpec }, undefined, contract.targetGroups);
    expect(early).toMatchObject({ status: "Created", events: [], taskSets: [] });
    expect(early).not.toHaveProperty("taskDefinitionArn");
    const others = { taskSetsInfo: [{ targetGroup: { name: "other" } }] };
    const strange = toSnapshot({ deployment: {}, appSpec }, others, contract.targetGroups);
    expect(strange.taskSets).toEqual([
      { role: "original", targetGroup: "other", desired: 0, running: 0, pending: 0, weight: 0 },
    ]);
  });
});
