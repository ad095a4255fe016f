import { DescribeServicesCommand, ListTaskDefinitionsCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DescribeListenersCommand, ModifyListenerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type AwsClients, awsClients } from "../support/aws-clients";
import { Sandbox } from "../support/sandbox";
import { type Account, readAccount } from "./account";
import { handsOnFacts } from "./hands-on-facts";

const bucket = "container-hands-on-terraform-state";

describe("the hands-on, from nothing to a deployed service and back", () => {
  let sandbox: Sandbox;
  let aws: AwsClients;
  let account: Account;

  /** Fails with Terraform's text unless the plan is empty: exit code 0 of -detailed-exitcode, 2 means changes. */
  async function expectEmptyPlan(): Promise<void> {
    await sandbox.expectSuccess(
      sandbox.terraform("hands-on", ["plan", "-input=false", "-no-color", "-detailed-exitcode"]),
    );
  }

  async function stateSerial(key: string): Promise<number> {
    const object = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (JSON.parse((await object.Body?.transformToString()) ?? "{}") as { serial: number }).serial;
  }

  beforeAll(async () => {
    sandbox = Sandbox.create();
    await sandbox.expectSuccess(sandbox.run("npm", ["start"]));
    aws = awsClients(sandbox.endpoint());
    account = await readAccount(aws);
  }, 600_000);

  afterAll(() => sandbox.dispose());

  it.each(handsOnFacts)("$fact", ({ observe, expected }) => {
    const wanted: unknown =
      typeof expected === "function" ? (expected as (read: Account) => unknown)(account) : expected;
    expect(observe(account)).toEqual(wanted);
  });

  it("publishes the release contract as an SSM parameter and as an output of the same text", async () => {
    const output = await sandbox.expectSuccess(sandbox.terraform("hands-on", ["output", "-raw", "ReleaseContract"]));
    expect(account.releaseContract).toBeDefined();
    expect(JSON.parse(output.stdout)).toEqual(JSON.parse(account.releaseContract ?? ""));
    expect(JSON.parse(output.stdout)).toMatchObject({
      version: 1,
      environment: "hands-on",
      account: "123456789012",
      taskDefinitionArn: account.taskDefinition?.taskDefinition?.taskDefinitionArn,
      network: { subnetIds: expect.any(Array) as unknown, assignPublicIp: "DISABLED" },
      scalingResourceId: null,
    });
  });

  it("writes export.log as the hands-on prints it", () => {
    const lines = sandbox.read("export.log").split("\n");
    const exported = new Map(lines.map((line) => [/^export (\w+)=/.exec(line)?.[1], /="(.*)"$/.exec(line)?.[1]]));
    expect(lines).toHaveLength(17);
    expect(lines[16]).toBe("");
    expect([...exported.keys()].slice(0, 16)).toEqual([
      "AccountID",
      "VpcId",
      "SubnetId1aPublic",
      "SubnetId1cPublic",
      "SubnetId1aPrivate",
      "SubnetId1cPrivate",
      "InternetGatewayId",
      "RouteTableIdPublic",
      "RouteTableIdPrivate",
      "PublicSecurityGroupsId",
      "PrivateSecurityGroupsId",
      "InstanceId",
      "LoadBalancersDnsName",
      "LoadBalancerArn",
      "TargetGroupArn",
      "RevisionNo",
    ]);
    expect(exported.get("AccountID")).toBe("123456789012");
    expect(exported.get("VpcId")).toBe(account.vpcs[0]?.VpcId);
    expect(exported.get("InstanceId")).toBe("");
    expect(exported.get("LoadBalancersDnsName")).toBe(account.loadBalancers[0]?.DNSName);
    expect(exported.get("LoadBalancerArn")).toBe(account.loadBalancers[0]?.LoadBalancerArn);
    expect(exported.get("TargetGroupArn")).toBe(
      account.targetGroups.find((group) => group.TargetGroupName === "ContainerHandsOn")?.TargetGroupArn,
    );
    expect(exported.get("RevisionNo")).toBe(String(account.taskDefinition?.taskDefinition?.revision));
  });

  it("keeps both states in the bucket and no lock behind", async () => {
    const { Contents } = await aws.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents?.map((object) => object.Key).sort()).toEqual([
      "hands-on-state/terraform.tfstate",
      "hands-on/terraform.tfstate",
    ]);
  });

  it("plans nothing a second time", expectEmptyPlan, 120_000);

  it("changes nothing when bootstrap and npm start are run again, and says so", async () => {
    const before = [
      await stateSerial("hands-on-state/terraform.tfstate"),
      await stateSerial("hands-on/terraform.tfstate"),
    ];
    const again = await sandbox.expectSuccess(sandbox.run("npm", ["start"]));
    expect(again.stdout).toContain('Nothing has changed: "hands-on" is in the local AWS');
    expect([
      await stateSerial("hands-on-state/terraform.tfstate"),
      await stateSerial("hands-on/terraform.tfstate"),
    ]).toEqual(before);
  }, 300_000);

  it("plans nothing after both listeners were swapped to green, as CodeDeploy leaves them", async () => {
    const [blue, green] = ["ContainerHandsOn", "ContainerHandsOn8080"].map(
      (name) => account.targetGroups.find((group) => group.TargetGroupName === name)?.TargetGroupArn,
    );
    expect(account.listeners).toHaveLength(2);
    for (const { ListenerArn } of account.listeners) {
      await aws.elb.send(
        new ModifyListenerCommand({
          ListenerArn,
          DefaultActions: [
            {
              Type: "forward",
              ForwardConfig: {
                TargetGroups: [
                  { TargetGroupArn: green, Weight: 100 },
                  { TargetGroupArn: blue, Weight: 0 },
                ],
              },
            },
          ],
        }),
      );
    }
    await expectEmptyPlan();
    const { Listeners } = await aws.elb.send(
      new DescribeListenersCommand({ ListenerArns: account.listeners.map((found) => found.ListenerArn ?? "") }),
    );
    expect(Listeners).toHaveLength(2);
    for (const found of Listeners ?? []) {
      expect(found.DefaultActions?.[0]?.ForwardConfig?.TargetGroups?.[0]).toEqual({
        TargetGroupArn: green,
        Weight: 100,
      });
    }
  }, 120_000);

  it("neither replaces nor changes the service after it was moved to ECS's own deployments, with that in the state", async () => {
    const [service] = account.services;
    expect(service?.deploymentController).toEqual({ type: "CODE_DEPLOY" });
    const { clusterArn: cluster, serviceName, serviceArn } = service ?? {};
    await aws.ecs.send(
      new UpdateServiceCommand({ cluster, service: serviceName, deploymentController: { type: "ECS" } }),
    );
    await sandbox.expectSuccess(
      sandbox.terraform("hands-on", ["apply", "-refresh-only", "-input=false", "-no-color", "-auto-approve"]),
    );
    const { stdout } = await sandbox.expectSuccess(
      sandbox.terraform("hands-on", ["state", "show", "-no-color", "aws_ecs_service.service_web"]),
    );
    expect(stdout).toMatch(/deployment_controller \{\s+type = "ECS"\s+\}/);
    await expectEmptyPlan();
    const { services } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [serviceName ?? ""] }));
    expect(services).toHaveLength(1);
    expect(services?.[0]).toMatchObject({ serviceArn, status: "ACTIVE", deploymentController: { type: "ECS" } });
  }, 180_000);

  it("is destroyed without leaving anything but old task definition revisions and the state bucket", async () => {
    await sandbox.expectSuccess(
      sandbox.local("npx", ["cdktf", "destroy", "hands-on", "--auto-approve", "--skip-provider-lock"]),
    );
    const left = await readAccount(aws);
    expect(left).toEqual({
      vpcs: [],
      vpcAttributes: [],
      subnets: [],
      internetGateways: [],
      natGateways: [],
      routeTables: [],
      endpoints: [],
      securityGroups: [],
      loadBalancers: [],
      loadBalancerTags: [],
      listeners: [],
      targetGroups: [],
      repositories: [],
      repositoryTags: [],
      logGroups: [],
      taskExecutionRole: undefined,
      codeDeployRole: undefined,
      clusters: [],
      services: [],
      taskDefinition: undefined,
      codeDeploy: undefined,
      releaseContract: undefined,
    });
    const { taskDefinitionArns } = await aws.ecs.send(new ListTaskDefinitionsCommand({ status: "ACTIVE" }));
    expect(taskDefinitionArns).toEqual([account.taskDefinition?.taskDefinition?.taskDefinitionArn]);
  }, 600_000);
});
