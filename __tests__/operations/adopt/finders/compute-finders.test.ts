import { CreateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { CreateLaunchTemplateCommand } from "@aws-sdk/client-ec2";
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  DeleteCapacityProviderCommand,
  PutClusterCapacityProvidersCommand,
} from "@aws-sdk/client-ecs";
import { CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { readDeclaredStack } from "../../../../src/operations/adopt/declared";
import { finders } from "../../../../src/operations/adopt/finders";
import { Search } from "../../../../src/operations/adopt/search";
import { SecurityGroup } from "../../../../src/aws";
import { CapacityProviders } from "../../../../src/constructs/cluster/capacity-providers";
import { Cluster } from "../../../../src/constructs/cluster/cluster";
import { Ec2Capacity } from "../../../../src/constructs/cluster/ec2-capacity";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { jsonOf } from "../../../support/synthesized";

const json = jsonOf((stack) => {
  const cluster = new Cluster(stack, "cluster", { name: "shop", containerInsights: "disabled" });
  const group = new SecurityGroup(stack, "group", {});
  const capacity = new Ec2Capacity(stack, "instances", {
    names: {
      capacity: "instances",
      instanceRole: "ShopInstances",
      securityGroup: { name: "ShopInstances", tag: "Shop-Instances" },
    },
    region: "ap-northeast-1",
    account: "123456789012",
    cluster,
    securityGroups: { forInstances: () => ({ id: group.id, ready: [] }) },
    s3PrefixListId: "pl-1",
    subnetIds: [],
    capacity: {
      instanceType: "t3.medium",
      minInstances: 0,
      maxInstances: 2,
      targetCapacityPercent: 100,
      rootVolumeGiB: 30,
    },
    after: [],
  });
  new CapacityProviders(stack, "providers", {
    clusterName: cluster.name,
    offered: { fargateCapacityProviders: true, ec2CapacityProvider: capacity.provider },
  });
});

const types = [
  "aws_autoscaling_group",
  "aws_ecs_capacity_provider",
  "aws_ecs_cluster_capacity_providers",
  "aws_iam_instance_profile",
  "aws_launch_template",
];
const { resources } = readDeclaredStack(JSON.stringify(json));

describe("finders of what tasks run on", () => {
  let local: TestGateway;

  const search = async () => {
    const findings = await new Search(finders, local.aws, new Map()).run(resources);
    const ours = findings.filter(({ address }) => types.includes(address.split(".")[0] ?? ""));
    expect(ours).toHaveLength(types.length);
    return Object.fromEntries(ours.map(({ address, ...finding }) => [address, finding]));
  };
  const found = (importId: unknown) => ({ outcome: "found", importId });
  const absent = { outcome: "absent" };

  beforeAll(async () => {
    local = await startTestGateway();
  }, 60_000);

  afterAll(() => local.close());

  // The tests are steps: the account starts empty and fills.

  it("find nothing in an empty account, and no providers of a cluster that has none", async () => {
    const nothing = {
      "aws_autoscaling_group.instances": absent,
      "aws_ecs_capacity_provider.instances_provider": absent,
      "aws_ecs_cluster_capacity_providers.providers": absent,
      "aws_iam_instance_profile.instances_role_profile": absent,
      "aws_launch_template.instances_template": absent,
    };
    expect(await search()).toMatchObject(nothing);
    await local.aws.ecs.send(new CreateClusterCommand({ clusterName: "shop" }));
    expect(await search()).toMatchObject(nothing);
  });

  it("find all that is there, by name", async () => {
    const { ec2, ec2AutoScaling, ecs, iam } = local.aws;
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "ShopInstances" }));
    const { LaunchTemplate } = await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "instances",
        LaunchTemplateData: { ImageId: "ami-12c6146b", InstanceType: "t3.medium" },
      }),
    );
    await ec2AutoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: "instances",
        LaunchTemplate: { LaunchTemplateName: "instances" },
        MinSize: 0,
        MaxSize: 2,
        AvailabilityZones: ["ap-northeast-1a"],
      }),
    );
    const autoScalingGroupProvider = { autoScalingGroupArn: "instances" };
    const { capacityProvider } = await ecs.send(
      new CreateCapacityProviderCommand({ name: "instances", autoScalingGroupProvider }),
    );
    const capacityProviders = ["FARGATE", "instances"];
    const defaultCapacityProviderStrategy: [] = [];
    await ecs.send(
      new PutClusterCapacityProvidersCommand({ cluster: "shop", capacityProviders, defaultCapacityProviderStrategy }),
    );
    expect(await search()).toMatchObject({
      "aws_autoscaling_group.instances": found("instances"),
      "aws_ecs_capacity_provider.instances_provider": found(must(capacityProvider?.capacityProviderArn)),
      "aws_ecs_cluster_capacity_providers.providers": found("shop"),
      "aws_iam_instance_profile.instances_role_profile": found("ShopInstances"),
      "aws_launch_template.instances_template": found(must(LaunchTemplate?.LaunchTemplateId)),
    });
  });

  it("find no capacity provider that was deleted", async () => {
    const { ecs } = local.aws;
    await ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: "shop",
        capacityProviders: ["FARGATE"],
        defaultCapacityProviderStrategy: [],
      }),
    );
    await ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: "instances" }));
    expect(await search()).toMatchObject({
      "aws_ecs_capacity_provider.instances_provider": absent,
      "aws_ecs_cluster_capacity_providers.providers": found("shop"),
    });
  });
});
