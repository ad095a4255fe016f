import {
  type CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentConfigCommand,
  type CreateDeploymentConfigCommandInput,
  CreateDeploymentGroupCommand,
  DeleteDeploymentConfigCommand,
  GetDeploymentConfigCommand,
  ListDeploymentConfigsCommand,
} from "@aws-sdk/client-codedeploy";
import { codeDeploy } from "../../../../src/local-aws/codedeploy";
import {
  ACCOUNT,
  clientOf,
  handsOnGroup,
  neighboursWith,
  PRODUCTION,
  refusal,
  serve,
  servicesWith,
  TEST,
} from "../support";

let client: CodeDeployClient;
let close: () => Promise<void>;

beforeEach(async () => {
  const server = await serve(
    codeDeploy({
      accountId: ACCOUNT,
      services: servicesWith({ "ContainerHandsOn:ContainerHandsOn": "CODE_DEPLOY" }),
      ...neighboursWith(["ContainerHandsOn", "ContainerHandsOn8080"], [PRODUCTION, TEST]),
    }),
  );
  client = clientOf(server.url);
  close = server.close;
});

afterEach(async () => {
  client.destroy();
  await close();
});

const create = (input: Partial<CreateDeploymentConfigCommandInput>) =>
  client.send(new CreateDeploymentConfigCommand({ deploymentConfigName: "mine", computePlatform: "ECS", ...input }));
const get = (deploymentConfigName: string) =>
  client.send(new GetDeploymentConfigCommand({ deploymentConfigName })).then((answer) => answer.deploymentConfigInfo);

describe("predefined configurations", () => {
  it.each([
    ["ECSAllAtOnce", { type: "AllAtOnce" }],
    [
      "ECSCanary10Percent5Minutes",
      { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 } },
    ],
    [
      "ECSCanary10Percent15Minutes",
      { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval: 15 } },
    ],
    [
      "ECSLinear10PercentEvery1Minutes",
      { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 10, linearInterval: 1 } },
    ],
    [
      "ECSLinear10PercentEvery3Minutes",
      { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 10, linearInterval: 3 } },
    ],
  ])("include CodeDeployDefault.%s", async (name, trafficRoutingConfig) => {
    expect(await get(`CodeDeployDefault.${name}`)).toMatchObject({ computePlatform: "ECS", trafficRoutingConfig });
  });

  it("are seventeen, five of them for ECS", async () => {
    const { deploymentConfigsList = [] } = await client.send(new ListDeploymentConfigsCommand({}));
    expect(deploymentConfigsList).toHaveLength(17);
    expect(deploymentConfigsList.filter((name) => name.startsWith("CodeDeployDefault.ECS"))).toHaveLength(5);
  });

  it("can be neither made nor deleted", async () => {
    expect(await refusal(create({ deploymentConfigName: "CodeDeployDefault.Mine" }))).toBe(
      'InvalidDeploymentConfigNameException: Names that begin with "CodeDeployDefault." are AWS\'s own.',
    );
    const deleted = client.send(
      new DeleteDeploymentConfigCommand({ deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce" }),
    );
    expect(await refusal(deleted)).toBe(
      "InvalidOperationException: The predefined configuration CodeDeployDefault.ECSAllAtOnce cannot be deleted.",
    );
  });
});

describe("a custom configuration", () => {
  it("is read back as it was made", async () => {
    const trafficRoutingConfig = {
      type: "TimeBasedLinear",
      timeBasedLinear: { linearPercentage: 25, linearInterval: 2 },
    } as const;
    const { deploymentConfigId } = await create({ trafficRoutingConfig });
    expect(await get("mine")).toEqual({
      deploymentConfigId,
      deploymentConfigName: "mine",
      computePlatform: "ECS",
      createTime: expect.any(Date) as Date,
      trafficRoutingConfig,
    });
    expect(await refusal(create({ trafficRoutingConfig }))).toBe(
      "DeploymentConfigAlreadyExistsException: Deployment configuration already exists with name: mine",
    );
  });

  it("for Server holds its healthy hosts", async () => {
    await create({ computePlatform: "Server", minimumHealthyHosts: { type: "FLEET_PERCENT", value: 75 } });
    expect(await get("mine")).toMatchObject({ minimumHealthyHosts: { type: "FLEET_PERCENT", value: 75 } });
    expect(await refusal(create({ deploymentConfigName: "other", computePlatform: "Server" }))).toMatch(
      /^InvalidMinimumHealthyHostValueException: /,
    );
  });

  it.each([
    [undefined, "A configuration for ECS or Lambda needs a trafficRoutingConfig with a type."],
    [{ type: "TimeBasedCanary" }, "The percentage of TimeBasedCanary is 1 to 99; given: none."],
    [
      { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 100, linearInterval: 1 } },
      "The percentage of TimeBasedLinear is 1 to 99; given: 100.",
    ],
    [
      { type: "TimeBasedCanary", timeBasedCanary: { canaryPercentage: 10, canaryInterval: 0 } },
      "The interval of TimeBasedCanary is 1 minute or more, and all shifts together 2880 at most; given: 0.",
    ],
    [
      { type: "TimeBasedLinear", timeBasedLinear: { linearPercentage: 1, linearInterval: 30 } },
      "The interval of TimeBasedLinear is 1 minute or more, and all shifts together 2880 at most; given: 30.",
    ],
  ] as const)("with traffic routing %j is refused", async (trafficRoutingConfig, message) => {
    expect(await refusal(create({ trafficRoutingConfig }))).toBe(
      `InvalidTrafficRoutingConfigurationException: ${message}`,
    );
  });

  it.each([
    [{ computePlatform: "Mars" }, /^InvalidComputePlatformException: /],
    [{ trafficRoutingConfig: { type: "Random" } }, /^InvalidTrafficRoutingConfigurationException: /],
    [
      { computePlatform: "Server", minimumHealthyHosts: { type: "MOST", value: 1 } },
      /^InvalidMinimumHealthyHostValueException: /,
    ],
  ])("with the unknown value of %j is refused", async (input, message) => {
    expect(await refusal(create(input as Parameters<typeof create>[0]))).toMatch(message);
  });

  it("cannot be deleted while a group uses it", async () => {
    await create({ trafficRoutingConfig: { type: "AllAtOnce" } });
    await client.send(new CreateApplicationCommand({ applicationName: "ContainerHandsOn", computePlatform: "ECS" }));
    await client.send(new CreateDeploymentGroupCommand({ ...handsOnGroup(), deploymentConfigName: "mine" }));
    const remove = () => client.send(new DeleteDeploymentConfigCommand({ deploymentConfigName: "mine" }));
    expect(await refusal(remove())).toBe(
      "DeploymentConfigInUseException: Deployment configuration mine is in use by deployment group ContainerHandsOn/ContainerHandsOn.",
    );
  });

  it("is gone after it was deleted", async () => {
    await create({ trafficRoutingConfig: { type: "AllAtOnce" } });
    await client.send(new DeleteDeploymentConfigCommand({ deploymentConfigName: "mine" }));
    expect(await refusal(get("mine"))).toBe(
      "DeploymentConfigDoesNotExistException: No deployment configuration found for name: mine",
    );
  });
});
