import { createHash } from "node:crypto";
import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  type CreateDeploymentCommandInput,
  CreateDeploymentConfigCommand,
  DeleteDeploymentGroupCommand,
  type DeploymentInfo,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  GetDeploymentTargetCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
  StopDeploymentCommand,
} from "@aws-sdk/client-codedeploy";
import type { ListenerRoute } from "../../../../src/local-aws/codedeploy/checks/ports";
import { until } from "../../../support/until";
import { handsOnGroup, PRODUCTION, refusal, TEST } from "../support";
import { BLUE, GREEN, setStage, type Stage, taskDefinition } from "../world";

const group = { applicationName: "ContainerHandsOn", deploymentGroupName: "ContainerHandsOn" };
const targetId = "ContainerHandsOn:ContainerHandsOn";
let stage: Stage;

afterEach(() => stage.close());

function appSpec(revision = 2, hooks?: Record<string, string>[]): string {
  const TargetService = {
    Type: "AWS::ECS::Service",
    Properties: {
      TaskDefinition: taskDefinition(revision),
      LoadBalancerInfo: { ContainerName: "web", ContainerPort: 80 },
    },
  };
  return JSON.stringify({ version: "0.0", Resources: [{ TargetService }], Hooks: hooks });
}

const inline = (content: string) => ({ revisionType: "AppSpecContent" as const, appSpecContent: { content } });
/** A revision as answers about deployments and groups name it: without its content. */
const registered = (content: string) => ({
  revisionType: "AppSpecContent",
  appSpecContent: { sha256: createHash("sha256").update(content).digest("hex") },
});

async function create(changes: Partial<CreateDeploymentCommandInput> = {}): Promise<string> {
  const input = { ...group, revision: inline(appSpec()), ...changes };
  const { deploymentId } = await stage.client.send(new CreateDeploymentCommand(input));
  expect(deploymentId).toMatch(/^d-[A-Z0-9]{9}$/);
  return deploymentId ?? "";
}

async function get(deploymentId: string): Promise<DeploymentInfo> {
  const { deploymentInfo } = await stage.client.send(new GetDeploymentCommand({ deploymentId }));
  if (deploymentInfo === undefined) throw new Error("GetDeployment answered nothing.");
  return deploymentInfo;
}

const reach = (id: string, status: string) => until(status, async () => (await get(id)).status === status);
const proceed = (deploymentId: string, deploymentWaitType: "READY_WAIT" | "TERMINATION_WAIT") =>
  stage.client.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType }));

async function target(deploymentId: string) {
  const { deploymentTarget } = await stage.client.send(new GetDeploymentTargetCommand({ deploymentId, targetId }));
  return deploymentTarget?.ecsTarget;
}

async function rollbackOf(id: string): Promise<string> {
  await until("a rollback", async () => (await get(id)).rollbackInfo?.rollbackDeploymentId !== undefined);
  const rollback = (await get(id)).rollbackInfo?.rollbackDeploymentId ?? "";
  await reach(rollback, "Succeeded");
  return rollback;
}

const rollbackOn = (
  ...events: ("DEPLOYMENT_FAILURE" | "DEPLOYMENT_STOP_ON_ALARM" | "DEPLOYMENT_STOP_ON_REQUEST")[]
) => ({
  autoRollbackConfiguration: { enabled: true, events },
});
const atOnce = {
  blueGreenDeploymentConfiguration: {
    ...handsOnGroup().blueGreenDeploymentConfiguration,
    deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" as const },
  },
};

const ORIGINAL = { tasks: ["PRIMARY web:1 blue"], production: "blue", test: "green" };
const now = () => ({
  tasks: stage.world.tasks(),
  production: stage.world.traffic(PRODUCTION),
  test: stage.world.traffic(TEST),
});

describe("a release of the hands-on", () => {
  it("waits with test traffic on the replacement, moves traffic, then ends the original, each time when told", async () => {
    stage = await setStage();
    const id = await create({ description: "second" });
    await reach(id, "Ready");
    expect(now()).toEqual({
      tasks: ["PRIMARY web:1 blue", "ACTIVE web:2 green"],
      production: "blue 100, green 0",
      test: "blue 0, green 100",
    });
    expect((await target(id))?.taskSetsInfo).toMatchObject([
      { taskSetLabel: "Blue", status: "PRIMARY", trafficWeight: 100, targetGroup: { name: "ContainerHandsOn" } },
      { taskSetLabel: "Green", status: "ACTIVE", trafficWeight: 0, targetGroup: { name: "ContainerHandsOn8080" } },
    ]);
    await proceed(id, "READY_WAIT");
    await until("termination wait", async () => (await get(id)).instanceTerminationWaitTimeStarted === true);
    expect(now()).toEqual({
      tasks: ["ACTIVE web:1 blue", "PRIMARY web:2 green"],
      production: "blue 0, green 100",
      test: "blue 0, green 100",
    });
    expect((await get(id)).status).toBe("InProgress");
    await proceed(id, "TERMINATION_WAIT");
    await reach(id, "Succeeded");
    expect(now()).toEqual({
      tasks: ["PRIMARY web:2 green"],
      production: "blue 0, green 100",
      test: "blue 0, green 100",
    });
    expect(await get(id)).toMatchObject({
      creator: "user",
      description: "second",
      computePlatform: "ECS",
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      deploymentOverview: { Succeeded: 1, Failed: 0 },
    });
    expect((await get(id)).revision).toEqual(registered(appSpec()));
    expect(
      (await target(id))?.lifecycleEvents?.map((event) => `${event.lifecycleEventName ?? ""} ${event.status ?? ""}`),
    ).toEqual([
      "BeforeInstall Succeeded",
      "Install Succeeded",
      "AfterInstall Succeeded",
      "AllowTestTraffic Succeeded",
      "AfterAllowTestTraffic Succeeded",
      "BeforeAllowTraffic Succeeded",
      "AllowTraffic Succeeded",
      "AfterAllowTraffic Succeeded",
    ]);
  });

  it("is followed by one back to blue", async () => {
    stage = await setStage(atOnce);
    for (const revision of [2, 3]) {
      const id = await create({ revision: inline(appSpec(revision)) });
      await until("termination wait", async () => (await get(id)).instanceTerminationWaitTimeStarted === true);
      stage.clock.advance(60);
      await reach(id, "Succeeded");
    }
    expect(now()).toEqual({
      tasks: ["PRIMARY web:3 blue"],
      production: "blue 100, green 0",
      test: "blue 100, green 0",
    });
    const { deploymentGroupInfo } = await stage.client.send(new GetDeploymentGroupCommand(group));
    expect(deploymentGroupInfo).toMatchObject({
      targetRevision: registered(appSpec(3)),
      lastSuccessfulDeployment: { status: "Succeeded" },
      lastAttemptedDeployment: { status: "Succeeded" },
    });
  });

  it("stops when nobody moves the traffic in time, everything as before", async () => {
    stage = await setStage();
    const id = await create();
    await reach(id, "Ready");
    stage.clock.advance(60);
    await reach(id, "Stopped");
    expect(now()).toEqual(ORIGINAL);
    expect((await get(id)).errorInformation).toEqual({
      code: "TIMEOUT",
      message: "The deployment was stopped: its traffic was not rerouted before the end of the wait time.",
    });
  });

  it("shifts in the steps of its configuration", async () => {
    stage = await setStage(atOnce);
    await stage.client.send(
      new CreateDeploymentConfigCommand({
        deploymentConfigName: "thirds",
        computePlatform: "ECS",
        trafficRoutingConfig: { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 40, linearInterval: 3 } },
      }),
    );
    const id = await create({ deploymentConfigName: "thirds" });
    for (const expected of ["blue 60, green 40", "blue 20, green 80", "blue 0, green 100"]) {
      await until(expected, () => stage.world.traffic(PRODUCTION) === expected);
      if (!expected.endsWith("100")) {
        await until(
          "shift recorded",
          async () => (await target(id))?.taskSetsInfo?.[1]?.trafficWeight === Number(expected.split(" ")[3]),
        );
      }
      stage.clock.advance(3);
    }
    await until("termination wait", async () => (await get(id)).instanceTerminationWaitTimeStarted === true);
    expect(stage.world.tasks()).toEqual(["ACTIVE web:1 blue", "PRIMARY web:2 green"]);
  });
});

describe("a rollback", () => {
  it("on request brings everything back by a deployment of its own", async () => {
    stage = await setStage(atOnce);
    const id = await create();
    await until("termination wait", async () => (await get(id)).instanceTerminationWaitTimeStarted === true);
    const answer = await stage.client.send(new StopDeploymentCommand({ deploymentId: id, autoRollbackEnabled: true }));
    expect(answer).toMatchObject({ status: "Succeeded", statusMessage: `Deployment ${id} is stopped.` });
    const rollback = await rollbackOf(id);
    expect(now()).toEqual(ORIGINAL);
    const message = `Deployment ${rollback} was created to roll back deployment ${id}: The deployment was stopped by a user.`;
    expect(await get(id)).toMatchObject({
      status: "Stopped",
      errorInformation: { code: "MANUAL_STOP", message: "The deployment was stopped by a user." },
      rollbackInfo: { rollbackDeploymentId: rollback, rollbackMessage: message },
    });
    expect(await get(rollback)).toMatchObject({
      creator: "codeDeployRollback",
      rollbackInfo: { rollbackTriggeringDeploymentId: id, rollbackMessage: message },
    });
  });

  it("on an alarm in the middle of a shift", async () => {
    stage = await setStage({
      ...atOnce,
      ...rollbackOn("DEPLOYMENT_STOP_ON_ALARM"),
      deploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      alarmConfiguration: { enabled: true, alarms: [{ name: "5xx" }] },
    });
    const id = await create();
    await until("canary", () => stage.world.traffic(PRODUCTION) === "blue 90, green 10");
    stage.world.alarms.add("5xx");
    stage.clock.advance(1);
    await rollbackOf(id);
    expect(now()).toEqual(ORIGINAL);
    expect(await get(id)).toMatchObject({
      status: "Stopped",
      errorInformation: {
        code: "ALARM_ACTIVE",
        message:
          "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: 5xx",
      },
    });
  });

  it("happens also when alarms cannot be read, unless the group ignores that", async () => {
    stage = await setStage({
      ...rollbackOn("DEPLOYMENT_STOP_ON_ALARM"),
      alarmConfiguration: { enabled: true, alarms: [{ name: "5xx" }] },
    });
    stage.world.alarmsAnswer = false;
    const ignoring = { enabled: true, ignorePollAlarmFailure: true, alarms: [{ name: "5xx" }] };
    const calm = await create({ overrideAlarmConfiguration: ignoring });
    await reach(calm, "Ready");
    await stage.client.send(new StopDeploymentCommand({ deploymentId: calm }));
    await reach(calm, "Stopped");
    const id = await create();
    await rollbackOf(id);
    expect((await get(id)).errorInformation?.message).toBe(
      "The state of the alarms could not be retrieved: Error: CloudWatch does not answer.",
    );
    expect(now()).toEqual(ORIGINAL);
  });

  it.each([
    [
      "createTaskSet",
      "ECS_UPDATE_ERROR",
      "The ECS service cannot be updated due to the following error: createTaskSet is broken.",
    ],
    [
      "setActions",
      "ELASTIC_LOAD_BALANCING_INVALID",
      "The ELB could not be updated due to the following error: setActions is broken.",
    ],
  ] as const)("follows when %s fails", async (broken, code, message) => {
    stage = await setStage(rollbackOn("DEPLOYMENT_FAILURE"));
    stage.world.broken = broken;
    const id = await create();
    await reach(id, "Failed");
    await rollbackOf(id);
    expect(await get(id)).toMatchObject({ errorInformation: { code, message } });
    expect(now()).toMatchObject({ tasks: ["PRIMARY web:1 blue"], test: "green" });
  });
});

describe("hooks", () => {
  const hooks = [{ AfterAllowTestTraffic: "smoke-test" }];
  const report = (deploymentId: string, executionId: string, status: string) =>
    stage.client.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId,
        lifecycleEventHookExecutionId: executionId,
        status: status as "Succeeded",
      }),
    );

  async function reachHook(changes: Parameters<typeof setStage>[0] = {}): Promise<{ id: string; executionId: string }> {
    stage = await setStage(changes);
    const id = await create({ revision: inline(appSpec(2, hooks)) });
    await until("the hook", () => stage.world.hookEvents.length === 1);
    const [call] = stage.world.hookEvents;
    expect(call?.functionName).toBe("smoke-test");
    expect(call?.event.DeploymentId).toBe(id);
    return { id, executionId: call?.event.LifecycleEventHookExecutionId ?? "" };
  }

  it("let the deployment go on when they report Succeeded, once", async () => {
    const { id, executionId } = await reachHook();
    expect((await get(id)).status).toBe("InProgress");
    await report(id, executionId, "Succeeded");
    await reach(id, "Ready");
    expect(await refusal(report(id, executionId, "Failed"))).toBe(
      `LifecycleEventAlreadyCompletedException: AfterAllowTestTraffic of deployment ${id} is already Succeeded.`,
    );
  });

  it("roll it back when they report Failed", async () => {
    const { id, executionId } = await reachHook(rollbackOn("DEPLOYMENT_FAILURE"));
    await report(id, executionId, "Failed");
    await rollbackOf(id);
    expect(now()).toEqual(ORIGINAL);
    expect(await get(id)).toMatchObject({
      status: "Failed",
      errorInformation: {
        code: "HOOK_EXECUTION_FAILURE",
        message: "The Lambda function of AfterAllowTestTraffic reported Failed.",
      },
    });
    const failed = (await target(id))?.lifecycleEvents?.filter((event) => event.status === "Failed");
    expect(failed).toMatchObject([
      {
        lifecycleEventName: "AfterAllowTestTraffic",
        diagnostics: {
          errorCode: "ScriptFailed",
          message: "The Lambda function of AfterAllowTestTraffic reported Failed.",
        },
      },
    ]);
  });

  it("are refused under a false id or with another word", async () => {
    const { id, executionId } = await reachHook();
    expect(await refusal(report(id, "false", "Succeeded"))).toBe(
      `InvalidLifecycleEventHookExecutionIdException: "false" is not the id of a hook that deployment ${id} invoked.`,
    );
    expect(await refusal(report(id, executionId, "Skipped"))).toBe(
      "InvalidLifecycleEventHookExecutionStatusException: A hook reports Succeeded or Failed; given: Skipped.",
    );
  });

  it("that cannot be run fail the deployment with the reason", async () => {
    stage = await setStage();
    stage.world.broken = "invoke";
    const id = await create({ revision: inline(appSpec(2, hooks)) });
    await reach(id, "Failed");
    expect((await get(id)).errorInformation).toEqual({
      code: "HOOK_EXECUTION_FAILURE",
      message: "smoke-test is broken.",
    });
    expect(now()).toEqual(ORIGINAL);
  });
});

describe("revisions", () => {
  const yaml = [
    "version: 0.0",
    "Resources:",
    "  - TargetService:",
    "      Type: AWS::ECS::Service",
    "      Properties:",
    `        TaskDefinition: "${taskDefinition(7)}"`,
    "        LoadBalancerInfo: { ContainerName: web, ContainerPort: 80 }",
    "        PlatformVersion: LATEST",
  ].join("\n");

  it("in YAML, JSON and S3 are deployed", async () => {
    stage = await setStage();
    const sha256 = createHash("sha256").update(yaml).digest("hex");
    const inYaml = await create({
      revision: { revisionType: "AppSpecContent", appSpecContent: { content: yaml, sha256 } },
    });
    await reach(inYaml, "Ready");
    expect(stage.world.tasks()).toEqual(["PRIMARY web:1 blue", "ACTIVE web:7 green"]);
    expect(stage.world.taskSets[1]?.specification.platformVersion).toBe("1.4.0");
    await stage.client.send(new StopDeploymentCommand({ deploymentId: inYaml }));
    await reach(inYaml, "Stopped");
    stage.world.objects.set("releases/appspec.json", appSpec(8));
    const inS3 = await create({
      revision: { revisionType: "S3", s3Location: { bucket: "releases", key: "appspec.json", bundleType: "JSON" } },
    });
    await reach(inS3, "Ready");
    expect(stage.world.tasks()).toEqual(["PRIMARY web:1 blue", "ACTIVE web:8 green"]);
  });

  it.each<[string, CreateDeploymentCommandInput["revision"], string]>([
    ["none", undefined, "RevisionRequiredException: RevisionLocation must be specified"],
    ["no content", inline(""), "InvalidRevisionException: The revision has no content in appSpecContent."],
    [
      "a false sum",
      { revisionType: "AppSpecContent", appSpecContent: { content: "x", sha256: "0" } },
      `InvalidRevisionException: The sha256 of the content is ${createHash("sha256").update("x").digest("hex")}, and the revision says 0.`,
    ],
    [
      "another resource",
      inline("Resources: []"),
      "InvalidRevisionException: The AppSpec file is missing or has an invalid configuration. The AppSpec names no resource of type AWS::ECS::Service.",
    ],
    ["broken YAML", inline("a: [1"), "InvalidRevisionException: The AppSpec file is missing"],
    [
      "an archive",
      { revisionType: "S3", s3Location: { bucket: "b", key: "k", bundleType: "zip" } },
      "InvalidRevisionException: BundleType must be either YAML or JSON",
    ],
    [
      "an object that is not there",
      { revisionType: "S3", s3Location: { bucket: "b", key: "k", bundleType: "YAML" } },
      "RevisionDoesNotExistException: There is no revision s3://b/k.",
    ],
    [
      "a commit",
      { revisionType: "GitHub", gitHubLocation: { repository: "a/b", commitId: "c" } },
      "InvalidRevisionException: A deployment to ECS takes revisions of type AppSpecContent, S3 or String; given: GitHub.",
    ],
  ])("with %s are refused, and no deployment is made", async (_what, revision, message) => {
    stage = await setStage();
    const answer = await refusal(stage.client.send(new CreateDeploymentCommand({ ...group, revision })));
    expect(answer.slice(0, message.length)).toBe(message);
    const { deployments } = await stage.client.send(new ListDeploymentsCommand(group));
    expect(deployments).toEqual([]);
  });
});

describe("while a deployment runs", () => {
  it("another of its group is refused, until it is over", async () => {
    stage = await setStage();
    const id = await create();
    expect(await refusal(create())).toBe(
      `DeploymentLimitExceededException: The Deployment Group 'ContainerHandsOn' already has an active Deployment '${id}'`,
    );
    await stage.client.send(new StopDeploymentCommand({ deploymentId: id }));
    await reach(id, "Stopped");
    await create();
  });

  it("it can be continued only in the wait it is in", async () => {
    stage = await setStage();
    const id = await create();
    await reach(id, "Ready");
    expect(await refusal(proceed(id, "TERMINATION_WAIT"))).toBe(
      `DeploymentIsNotInReadyStateException: Deployment ${id} has status Ready and is not in its TERMINATION_WAIT.`,
    );
    await stage.client.send(new StopDeploymentCommand({ deploymentId: id }));
    await reach(id, "Stopped");
    const over = `DeploymentAlreadyCompletedException: Deployment ${id} is already completed with status Stopped.`;
    expect(await refusal(proceed(id, "READY_WAIT"))).toBe(over);
    expect(await refusal(stage.client.send(new StopDeploymentCommand({ deploymentId: id })))).toBe(over);
  });

  it("deleting its group ends it and puts everything back", async () => {
    stage = await setStage();
    const id = await create();
    await reach(id, "Ready");
    await stage.client.send(new DeleteDeploymentGroupCommand(group));
    await reach(id, "Failed");
    expect((await get(id)).errorInformation?.code).toBe("DEPLOYMENT_GROUP_MISSING");
    expect(now()).toEqual(ORIGINAL);
  });

  it("a stop without rollback leaves shifted traffic alone, and the next deployment starts clean", async () => {
    stage = await setStage({ ...atOnce, deploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes" });
    const id = await create();
    await until("canary", () => stage.world.traffic(PRODUCTION) === "blue 90, green 10");
    await stage.client.send(new StopDeploymentCommand({ deploymentId: id }));
    await reach(id, "Stopped");
    expect(now()).toMatchObject({
      tasks: ["PRIMARY web:1 blue", "ACTIVE web:2 green"],
      production: "blue 90, green 10",
    });
    await create({ revision: inline(appSpec(3)) });
    await until("next canary", () => stage.world.tasks().includes("ACTIVE web:3 green"));
    expect(stage.world.tasks()).toEqual(["PRIMARY web:1 blue", "ACTIVE web:3 green"]);
  });
});

it("traffic that does not reach the original stops a deployment before it changes anything", async () => {
  stage = await setStage();
  stage.world.routes.set(PRODUCTION, { kind: "listener", arn: PRODUCTION, actions: [{ Type: "redirect" }] });
  const id = await create();
  await reach(id, "Failed");
  expect((await get(id)).errorInformation).toEqual({
    code: "ELASTIC_LOAD_BALANCING_INVALID",
    message: `The ELB could not be updated due to the following error: Primary taskset target group must be behind listener ${PRODUCTION}`,
  });
  expect(stage.world.tasks()).toEqual(["PRIMARY web:1 blue"]);
});

function addRule(id: string, ...weights: readonly (readonly [arn: string, weight: number])[]): ListenerRoute {
  const TargetGroups = weights.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight }));
  const route: ListenerRoute = {
    kind: "rule",
    arn: `${PRODUCTION}/${id}`,
    actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
  };
  stage.world.routes.set(route.arn, route);
  return route;
}

it("a service that is under another controller by now fails the deployment, which changes nothing", async () => {
  stage = await setStage();
  stage.world.controller = "ECS";
  const before = stage.world.tasks();
  const id = await create();
  await reach(id, "Failed");
  expect((await get(id)).errorInformation).toEqual({
    code: "INVALID_ECS_SERVICE",
    message: "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
  });
  expect(stage.world.tasks()).toEqual(before);
  expect(stage.world.traffic(PRODUCTION)).toBe("blue");
});

describe("a rule of the production listener that forwards to the pair", () => {
  async function failure(): Promise<unknown> {
    const before = [...stage.world.routes.values()];
    const id = await create();
    await reach(id, "Failed");
    expect([...stage.world.routes.values()]).toEqual(before);
    expect(stage.world.tasks()).toEqual(["PRIMARY web:1 blue"]);
    return (await get(id)).errorInformation;
  }

  const notBehind = {
    code: "ELASTIC_LOAD_BALANCING_INVALID",
    message: `The ELB could not be updated due to the following error: Primary taskset target group must be behind listener ${PRODUCTION}`,
  };

  it("and does not hold the primary task set's target group fails the deployment, which changes nothing", async () => {
    stage = await setStage(atOnce);
    addRule("new", [GREEN, 1]);
    expect(await failure()).toEqual(notBehind);
  });

  it("and differs from another one fails the deployment, which changes nothing", async () => {
    stage = await setStage(atOnce);
    addRule("other", [BLUE, 0], [GREEN, 100]);
    expect(await failure()).toEqual(notBehind);
  });

  it("and sends as much to the same groups in another form is in order", async () => {
    stage = await setStage(atOnce);
    addRule("same", [GREEN, 0], [BLUE, 100]);
    const id = await create();
    await until("termination wait", async () => (await get(id)).instanceTerminationWaitTimeStarted === true);
    expect(stage.world.traffic(`${PRODUCTION}/same`)).toBe("blue 0, green 100");
  });
});

it("rules that forward to the pair shift with the listener, others stay", async () => {
  stage = await setStage(atOnce);
  const ours = addRule("ours", [BLUE, 1]);
  const other = addRule("other", ["arn:other", 1]);
  const id = await create();
  await until("termination wait", async () => (await get(id)).instanceTerminationWaitTimeStarted === true);
  expect(stage.world.traffic(ours.arn)).toBe("blue 0, green 100");
  expect(stage.world.routes.get(other.arn)).toEqual(other);
});

describe("looking at deployments", () => {
  it("lists the newest first, by status and time", async () => {
    stage = await setStage();
    const first = await create();
    await reach(first, "Ready");
    await stage.client.send(new StopDeploymentCommand({ deploymentId: first }));
    await reach(first, "Stopped");
    stage.clock.advance(10);
    const second = await create();
    await reach(second, "Ready");
    const list = async (input: object) =>
      (await stage.client.send(new ListDeploymentsCommand({ ...group, ...input }))).deployments;
    expect(await list({})).toEqual([second, first]);
    expect(await list({ includeOnlyStatuses: ["Stopped", "Succeeded"] })).toEqual([first]);
    expect(await list({ createTimeRange: { start: new Date(stage.clock.now() - 60_000) } })).toEqual([second]);
    expect(await list({ includeOnlyStatuses: ["Baking"] })).toEqual([]);
    const [application, ownGroup] = [group.applicationName, group.deploymentGroupName];
    expect(await refusal(stage.client.send(new ListDeploymentsCommand({ applicationName: application })))).toMatch(
      /^DeploymentGroupNameRequiredException: /,
    );
    expect(await refusal(stage.client.send(new ListDeploymentsCommand({ deploymentGroupName: ownGroup })))).toMatch(
      /^ApplicationNameRequiredException: /,
    );
    expect(await refusal(list({ includeOnlyStatuses: ["Done"] }))).toMatch(/^InvalidDeploymentStatusException: /);
    const { deploymentsInfo } = await stage.client.send(
      new BatchGetDeploymentsCommand({ deploymentIds: [first, "d-UNKNOWN12", second] }),
    );
    expect(deploymentsInfo?.map(({ status }) => status)).toEqual(["Stopped", "Ready"]);
  });

  it("has one target, the service", async () => {
    stage = await setStage();
    stage.clock.frozen = true;
    const deploymentId = await create();
    expect(await refusal(target(deploymentId))).toBe(
      `DeploymentNotStartedException: Deployment ${deploymentId} has not started yet.`,
    );
    stage.clock.advance(0);
    await reach(deploymentId, "Ready");
    const { targetIds } = await stage.client.send(new ListDeploymentTargetsCommand({ deploymentId }));
    expect(targetIds).toEqual([targetId]);
    const { deploymentTargets } = await stage.client.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [targetId] }),
    );
    expect(deploymentTargets).toHaveLength(1);
    expect(deploymentTargets?.[0]).toMatchObject({ deploymentTargetType: "ECSTarget", ecsTarget: { status: "Ready" } });
    const wrong = (id: string) =>
      refusal(stage.client.send(new GetDeploymentTargetCommand({ deploymentId, targetId: id })));
    expect(await wrong("web")).toBe(
      "InvalidDeploymentTargetIdException: Invalid id web for ECS deployment, valid Id should be in format <cluster-name>:<service-name>",
    );
    expect(await wrong("a:b")).toBe(
      `DeploymentTargetDoesNotExistException: The target a:b does not belong to deployment ${deploymentId}.`,
    );
  });

  it.each([
    ["", "DeploymentIdRequiredException: At least one deployment ID must be specified."],
    ["d-1", 'InvalidDeploymentIdException: The deployment id "d-1" is not of the form d-ABCDEF123.'],
    ["d-ABCDEF123", "DeploymentDoesNotExistException: The deployment d-ABCDEF123 could not be found"],
  ])("refuses the id %j", async (deploymentId, message) => {
    stage = await setStage();
    expect(await refusal(stage.client.send(new GetDeploymentCommand({ deploymentId })))).toBe(message);
  });
});
