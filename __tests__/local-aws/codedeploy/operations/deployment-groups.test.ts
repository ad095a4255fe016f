import {
  BatchGetDeploymentGroupsCommand,
  type CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  type CreateDeploymentGroupCommandInput,
  DeleteDeploymentGroupCommand,
  GetDeploymentGroupCommand,
  ListDeploymentGroupsCommand,
  ListTagsForResourceCommand,
  UpdateDeploymentGroupCommand,
  type UpdateDeploymentGroupCommandInput,
} from "@aws-sdk/client-codedeploy";
import { codeDeploy } from "../../../../src/local-aws/codedeploy";
import {
  ACCOUNT,
  clientOf,
  handsOnGroup,
  neighboursWith,
  PRODUCTION,
  REGION,
  refusal,
  ROLE,
  serve,
  servicesWith,
  TEST,
} from "../support";

const applicationName = "ContainerHandsOn";
const deploymentGroupName = "ContainerHandsOn";
let client: CodeDeployClient;
let close: () => Promise<void>;

beforeEach(async () => {
  const server = await serve(
    codeDeploy({
      accountId: ACCOUNT,
      services: servicesWith({
        "ContainerHandsOn:ContainerHandsOn": "CODE_DEPLOY",
        "ContainerHandsOn:Other": "CODE_DEPLOY",
        "ContainerHandsOn:Rolling": "ECS",
      }),
      ...neighboursWith(["ContainerHandsOn", "ContainerHandsOn8080"], [PRODUCTION, TEST]),
    }),
  );
  client = clientOf(server.url);
  close = server.close;
  await client.send(new CreateApplicationCommand({ applicationName, computePlatform: "ECS" }));
});

afterEach(async () => {
  client.destroy();
  await close();
});

const create = (changes: Partial<CreateDeploymentGroupCommandInput> = {}) =>
  client.send(new CreateDeploymentGroupCommand({ ...handsOnGroup(), ...changes }));
const get = (name = deploymentGroupName) =>
  client
    .send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName: name }))
    .then((answer) => answer.deploymentGroupInfo);

const pair = handsOnGroup().loadBalancerInfo.targetGroupPairInfoList[0];
const withPair = (changes: object) => ({
  loadBalancerInfo: { targetGroupPairInfoList: [{ ...pair, ...changes } as NonNullable<typeof pair>] },
});

describe("a deployment group", () => {
  it("is read back as it was created, with AWS's defaults", async () => {
    const { deploymentGroupId } = await create({ tags: [{ Key: "Name", Value: "x" }] });
    expect(await get()).toEqual({
      ...handsOnGroup(),
      deploymentGroupId,
      computePlatform: "ECS",
      autoScalingGroups: [],
      ec2TagFilters: [],
      onPremisesInstanceTagFilters: [],
      triggerConfigurations: [],
      outdatedInstancesStrategy: "UPDATE",
      terminationHookEnabled: false,
    });
    const { Tags } = await client.send(
      new ListTagsForResourceCommand({
        ResourceArn: `arn:aws:codedeploy:${REGION}:${ACCOUNT}:deploymentgroup:${applicationName}/${deploymentGroupName}`,
      }),
    );
    expect(Tags).toEqual([{ Key: "Name", Value: "x" }]);
  });

  it("deploys all at once unless told otherwise", async () => {
    await create({ deploymentConfigName: undefined });
    expect((await get())?.deploymentConfigName).toBe("CodeDeployDefault.ECSAllAtOnce");
  });

  it("changes what an update gives and keeps the rest", async () => {
    const { deploymentGroupId } = await create();
    const alarmConfiguration = { enabled: true, ignorePollAlarmFailure: false, alarms: [{ name: "5xx" }] };
    const autoRollbackConfiguration = { enabled: true, events: ["DEPLOYMENT_FAILURE" as const] };
    await client.send(
      new UpdateDeploymentGroupCommand({
        applicationName,
        currentDeploymentGroupName: deploymentGroupName,
        newDeploymentGroupName: "renamed",
        deploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes",
        alarmConfiguration,
        autoRollbackConfiguration,
      }),
    );
    const { loadBalancerInfo, ecsServices } = handsOnGroup();
    expect(await get("renamed")).toMatchObject({
      deploymentGroupId,
      deploymentGroupName: "renamed",
      deploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      alarmConfiguration,
      autoRollbackConfiguration,
      loadBalancerInfo,
      ecsServices,
    });
    expect(await refusal(get())).toBe(
      "DeploymentGroupDoesNotExistException: No Deployment Group found for name: ContainerHandsOn",
    );
  });

  it.each<[string, Partial<UpdateDeploymentGroupCommandInput>, string]>([
    [
      "an unknown configuration",
      { deploymentConfigName: "none" },
      "DeploymentConfigDoesNotExistException: No deployment configuration found for name: none",
    ],
    ["no role", { serviceRoleArn: "" }, 'InvalidRoleException: The service role "" is not the ARN of an IAM role.'],
    [
      "a second production listener",
      withPair({ prodTrafficRoute: { listenerArns: [PRODUCTION, TEST] } }),
      "InvalidTrafficRoutingConfigurationException: Production traffic route must have exactly one listener Arn",
    ],
  ])("stays as it was when an update to %s is refused", async (_what, changes, message) => {
    await create();
    const before = await get();
    const update = client.send(
      new UpdateDeploymentGroupCommand({
        applicationName,
        currentDeploymentGroupName: deploymentGroupName,
        newDeploymentGroupName: "renamed",
        ...changes,
      }),
    );
    expect(await refusal(update)).toBe(message);
    expect(await get()).toEqual(before);
  });

  it("can be deleted twice, as on AWS", async () => {
    await create();
    const remove = () => client.send(new DeleteDeploymentGroupCommand({ applicationName, deploymentGroupName }));
    expect(await remove()).toMatchObject({ hooksNotCleanedUp: [] });
    expect(await remove()).toMatchObject({ hooksNotCleanedUp: [] });
    const { deploymentGroups } = await client.send(new ListDeploymentGroupsCommand({ applicationName }));
    expect(deploymentGroups).toEqual([]);
  });

  it("is listed and read in batches, unknown names told apart", async () => {
    await create();
    const { deploymentGroups } = await client.send(new ListDeploymentGroupsCommand({ applicationName }));
    expect(deploymentGroups).toEqual([deploymentGroupName]);
    const batch = await client.send(
      new BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames: [deploymentGroupName, "none"] }),
    );
    expect(batch.deploymentGroupsInfo?.map((info) => info.deploymentGroupName)).toEqual([deploymentGroupName]);
    expect(batch.errorMessage).toBe("No Deployment Group found for name: none");
  });

  it("of a service that has one already is refused", async () => {
    await create();
    expect(await refusal(create())).toBe(
      "DeploymentGroupAlreadyExistsException: Deployment group name already exists: ContainerHandsOn",
    );
    expect(await refusal(create({ deploymentGroupName: "second" }))).toBe(
      "ECSServiceMappingLimitExceededException: The ECS service ContainerHandsOn:ContainerHandsOn already belongs to the " +
        "deployment group ContainerHandsOn/ContainerHandsOn: a service has one group.",
    );
    await create({
      deploymentGroupName: "second",
      ecsServices: [{ clusterName: "ContainerHandsOn", serviceName: "Other" }],
    });
  });

  it("of an application for another platform is not offered here", async () => {
    await client.send(new CreateApplicationCommand({ applicationName: "fleet", computePlatform: "Server" }));
    expect(await refusal(create({ applicationName: "fleet" }))).toBe(
      "NotImplementedException: The local AWS deploys to ECS only, and the application fleet is for Server.",
    );
  });
});

const { deploymentReadyOption, terminateBlueInstancesOnDeploymentSuccess } =
  handsOnGroup().blueGreenDeploymentConfiguration;
const needsBoth =
  "InvalidBlueGreenDeploymentConfigurationException: A deployment group for ECS needs blueGreenDeploymentConfiguration with " +
  "deploymentReadyOption and terminateBlueInstancesOnDeploymentSuccess.";

it.each<[string, Partial<CreateDeploymentGroupCommandInput>, string]>([
  [
    "an unknown application",
    { applicationName: "none" },
    "ApplicationDoesNotExistException: No application found for name: none",
  ],
  [
    "no name",
    { deploymentGroupName: "" },
    "DeploymentGroupNameRequiredException: The deployment group name was not specified.",
  ],
  [
    "a bad name",
    { deploymentGroupName: "a/b" },
    'InvalidDeploymentGroupNameException: The deployment group name "a/b" is not valid: 1 to 100 letters, digits and . _ + = , @ - are allowed.',
  ],
  ["no role", { serviceRoleArn: "" }, "RoleRequiredException: The service role ARN was not specified."],
  [
    "a user as role",
    { serviceRoleArn: ROLE.replace("role/", "user/") },
    `InvalidRoleException: The service role "${ROLE.replace("role/", "user/")}" is not the ARN of an IAM role.`,
  ],
  [
    "a configuration for EC2",
    { deploymentConfigName: "CodeDeployDefault.OneAtATime" },
    "InvalidDeploymentConfigNameException: The deployment configuration CodeDeployDefault.OneAtATime is for Server, and the application is for ECS.",
  ],
  [
    "in-place deployment",
    { deploymentStyle: { deploymentType: "IN_PLACE", deploymentOption: "WITH_TRAFFIC_CONTROL" } },
    "InvalidDeploymentStyleException: A deployment group for ECS needs deploymentType BLUE_GREEN with deploymentOption WITH_TRAFFIC_CONTROL; given: IN_PLACE with WITH_TRAFFIC_CONTROL.",
  ],
  [
    "no style",
    { deploymentStyle: undefined },
    "InvalidDeploymentStyleException: A deployment group for ECS needs deploymentType BLUE_GREEN with deploymentOption WITH_TRAFFIC_CONTROL; given: none with none.",
  ],
  ["no blue/green configuration", { blueGreenDeploymentConfiguration: undefined }, needsBoth],
  ["no ready option", { blueGreenDeploymentConfiguration: { terminateBlueInstancesOnDeploymentSuccess } }, needsBoth],
  [
    "a wait beyond two days",
    {
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { ...deploymentReadyOption, waitTimeInMinutes: 2881 },
        terminateBlueInstancesOnDeploymentSuccess,
      },
    },
    "InvalidBlueGreenDeploymentConfigurationException: waitTimeInMinutes is 0 to 2880 minutes; given: 2881.",
  ],
  [
    "blue instances kept alive",
    {
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption,
        terminateBlueInstancesOnDeploymentSuccess: { action: "KEEP_ALIVE" },
      },
    },
    "InvalidBlueGreenDeploymentConfigurationException: For ECS, terminateBlueInstancesOnDeploymentSuccess is TERMINATE; given: KEEP_ALIVE.",
  ],
  [
    "an Auto Scaling group",
    { autoScalingGroups: ["asg"] },
    "InvalidInputException: A deployment group for ECS has no instances: autoScalingGroups must be empty.",
  ],
  [
    "no service",
    { ecsServices: [] },
    "InvalidECSServiceException: A deployment group for ECS has exactly one ECS service; given: 0.",
  ],
  [
    "an unknown service",
    { ecsServices: [{ clusterName: "ContainerHandsOn", serviceName: "none" }] },
    "InvalidECSServiceException: There is no ECS service none in cluster ContainerHandsOn.",
  ],
  [
    "a service with rolling updates",
    { ecsServices: [{ clusterName: "ContainerHandsOn", serviceName: "Rolling" }] },
    "InvalidECSServiceException: Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
  ],
  [
    "single target groups",
    { loadBalancerInfo: { targetGroupInfoList: [{ name: "ContainerHandsOn" }] } },
    "InvalidLoadBalancerInfoException: A deployment group for ECS needs loadBalancerInfo with targetGroupPairInfoList, and neither elbInfoList nor targetGroupInfoList.",
  ],
  [
    "a pair of one",
    withPair({ targetGroups: [{ name: "ContainerHandsOn" }] }),
    "InvalidTargetGroupPairException: A deployment group for ECS has one pair of two different target groups; given: ContainerHandsOn.",
  ],
  [
    "an unknown target group",
    withPair({ targetGroups: [{ name: "ContainerHandsOn" }, { name: "none" }] }),
    'InvalidTargetGroupPairException: There is no target group named "none".',
  ],
  [
    "no name for its deployment configuration",
    { deploymentConfigName: "" },
    "InvalidDeploymentConfigNameException: The deployment configuration name was not specified.",
  ],
  [
    "two production listeners",
    withPair({ prodTrafficRoute: { listenerArns: [PRODUCTION, TEST] } }),
    "InvalidTrafficRoutingConfigurationException: Production traffic route must have exactly one listener Arn",
  ],
  [
    "two test listeners",
    withPair({ testTrafficRoute: { listenerArns: [PRODUCTION, TEST] } }),
    "InvalidTrafficRoutingConfigurationException: Test traffic route must have exactly one listener Arn",
  ],
  [
    "an unknown test listener",
    withPair({ testTrafficRoute: { listenerArns: [`${TEST}0`] } }),
    `InvalidTargetGroupPairException: There is no listener ${TEST}0.`,
  ],
  [
    "alarms without a name",
    { alarmConfiguration: { enabled: true, alarms: [] } },
    "InvalidAlarmConfigException: Alarms are enabled, but none is named.",
  ],
  [
    "eleven alarms",
    {
      alarmConfiguration: { enabled: true, alarms: Array.from({ length: 11 }, (_, index) => ({ name: `a${index}` })) },
    },
    "AlarmsLimitExceededException: A deployment group has at most 10 alarms; given: 11.",
  ],
  [
    "one alarm twice",
    { alarmConfiguration: { enabled: true, alarms: [{ name: "a" }, { name: "a" }] } },
    'InvalidAlarmConfigException: The alarm name "a" is empty, longer than 255 characters, or given twice.',
  ],
  [
    "rollback on nothing",
    { autoRollbackConfiguration: { enabled: true, events: [] } },
    "InvalidAutoRollbackConfigException: Automatic rollback is enabled, but no event is named.",
  ],
  [
    "a trigger without a topic",
    { triggerConfigurations: [{ triggerName: "t", triggerTargetArn: "t", triggerEvents: ["DeploymentStart"] }] },
    'InvalidTriggerConfigException: The trigger "t" needs a name of its own, the ARN of an SNS topic and at least one event.',
  ],
])("a group with %s is refused", async (_what, changes, message) => {
  expect(await refusal(create(changes))).toBe(message);
  const { deploymentGroups } = await client.send(new ListDeploymentGroupsCommand({ applicationName }));
  expect(deploymentGroups).toEqual([]);
});
