import type { Construct } from "constructs";
import { CloudwatchLogGroup, EcsCluster, SecurityGroup, VpcSecurityGroupEgressRule } from "../../../src/aws";
import { Ec2Capacity, type Ec2CapacityProps } from "../../../src/constructs/cluster/ec2-capacity";
import type { GroupOf, InstanceAccess } from "../../../src/constructs/security-groups/security-groups";
import { type Block, counts, jsonOf, ref, resource } from "../../support/synthesized";

const capacity = {
  instanceType: "t3.medium",
  minInstances: 2,
  maxInstances: 6,
  targetCapacityPercent: 80,
  rootVolumeGiB: 50,
};

/** As the environment groups its instances. */
function forInstances(scope: Construct, { name, s3PrefixListId }: InstanceAccess): GroupOf {
  const group = new SecurityGroup(scope, "group", { name: name.name });
  const way = new VpcSecurityGroupEgressRule(scope, "way", {
    securityGroupId: group.id,
    ipProtocol: "-1",
    prefixListId: s3PrefixListId,
  });
  return { id: group.id, ready: [way] };
}

function synthesized(changes: Partial<Ec2CapacityProps> = {}) {
  return jsonOf((stack) => {
    const cluster = new EcsCluster(stack, "cluster", { name: "Shop" });
    const wayToEcs = new CloudwatchLogGroup(stack, "endpoints", {});
    new Ec2Capacity(stack, "capacity", {
      names: {
        capacity: "instances-Shop",
        instanceRole: "ShopInstances",
        securityGroup: { name: "ShopInstances", tag: "Shop-Instances" },
      },
      region: "ap-northeast-1",
      account: "123456789012",
      cluster,
      securityGroups: { forInstances },
      s3PrefixListId: "pl-1",
      subnetIds: ["subnet-1", "subnet-2"],
      capacity,
      after: [wayToEcs],
      ...changes,
    });
  });
}

const json = synthesized();
const template = resource(json, "aws_launch_template.capacity_template");
const group = resource(json, "aws_autoscaling_group.capacity");

function disk(of: Block): unknown {
  return of["block_device_mappings"];
}

describe("Ec2Capacity", () => {
  it("makes a group of instances with all that it needs", () => {
    expect(counts(json)).toEqual({
      aws_autoscaling_group: 1,
      aws_cloudwatch_log_group: 1,
      aws_ecs_capacity_provider: 1,
      aws_ecs_cluster: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_launch_template: 1,
      aws_security_group: 1,
      aws_vpc_security_group_egress_rule: 1,
    });
  });

  it("spans the private subnets between its limits and leaves the number of instances to ECS", () => {
    expect(group).toMatchObject({
      name: "instances-Shop",
      min_size: 2,
      max_size: 6,
      vpc_zone_identifier: ["subnet-1", "subnet-2"],
      protect_from_scale_in: true,
      launch_template: { id: ref("aws_launch_template.capacity_template", "id"), version: "$Latest" },
    });
    expect(group).not.toHaveProperty("desired_capacity");
    expect(group).not.toHaveProperty("force_delete");
    expect(group).not.toHaveProperty("instance_refresh");
  });

  it("starts an instance only when it has rights and a way to ECS", () => {
    expect(group["depends_on"]).toEqual([
      "aws_iam_role_policy.capacity_role_rights",
      "aws_vpc_security_group_egress_rule.capacity_way",
      "aws_cloudwatch_log_group.endpoints",
    ]);
  });

  it("tags instances, with the tag that ECS would add itself", () => {
    expect(group["tag"]).toEqual([
      { key: "Name", value: "instances-Shop", propagate_at_launch: true },
      { key: "AmazonECSManaged", value: "true", propagate_at_launch: true },
    ]);
    const tagged = synthesized({ tags: { CostCentre: "42" } });
    expect(resource(tagged, "aws_autoscaling_group.capacity")["tag"]).toEqual([
      { key: "CostCentre", value: "42", propagate_at_launch: true },
      { key: "Name", value: "instances-Shop", propagate_at_launch: true },
      { key: "AmazonECSManaged", value: "true", propagate_at_launch: true },
    ]);
    expect(resource(tagged, "aws_launch_template.capacity_template")["tag_specifications"]).toEqual([
      { resource_type: "volume", tags: { CostCentre: "42", Name: "instances-Shop" } },
    ]);
  });

  it("lets ECS scale it and keeps instances with tasks", () => {
    expect(resource(json, "aws_ecs_capacity_provider.capacity_provider")).toEqual({
      name: "instances-Shop",
      auto_scaling_group_provider: {
        auto_scaling_group_arn: ref("aws_autoscaling_group.capacity", "arn"),
        managed_draining: "ENABLED",
        managed_scaling: {
          instance_warmup_period: 300,
          maximum_scaling_step_size: 10_000,
          minimum_scaling_step_size: 1,
          status: "ENABLED",
          target_capacity: 80,
        },
        managed_termination_protection: "ENABLED",
      },
      tags: { Name: "instances-Shop" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it.each([
    ["t3.medium", "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"],
    ["m7g.large", "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"],
  ])("starts %s from the newest image of its architecture", (instanceType, image) => {
    const other = resource(
      synthesized({ capacity: { ...capacity, instanceType } }),
      "aws_launch_template.capacity_template",
    );
    expect(other).toMatchObject({ instance_type: instanceType, image_id: image, update_default_version: true });
  });

  it("hides an instance: metadata by token and one hop only, no public address, the group that the environment gives it", () => {
    expect(template).toMatchObject({
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      network_interfaces: [
        {
          associate_public_ip_address: "false",
          delete_on_termination: "true",
          security_groups: [ref("aws_security_group.capacity_group", "id")],
        },
      ],
      monitoring: { enabled: true },
    });
    expect(resource(json, "aws_security_group.capacity_group")["name"]).toBe("ShopInstances");
    expect(resource(json, "aws_vpc_security_group_egress_rule.capacity_way")["prefix_list_id"]).toBe("pl-1");
  });

  it("joins the cluster and keeps containers from the instance's metadata", () => {
    const script = [
      "#!/bin/bash",
      "echo ECS_CLUSTER=${aws_ecs_cluster.cluster.name} >> /etc/ecs/ecs.config",
      "echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config",
      "",
    ].join("\\n");
    expect(template["user_data"]).toBe(`\${base64encode("${script}")}`);
  });

  it("encrypts disks, with the key of EBS that every launch may use", () => {
    const ebs = { delete_on_termination: "true", encrypted: "true", volume_size: 50, volume_type: "gp3" };
    expect(disk(template)).toEqual([{ device_name: "/dev/xvda", ebs }]);
  });
});

describe("the role of a container instance", () => {
  const role = resource(json, "aws_iam_role.capacity_role");
  const rights = resource(json, "aws_iam_role_policy.capacity_role_rights");

  it("is EC2's to take and goes to instances by a profile", () => {
    expect(role["name"]).toBe("ShopInstances");
    expect(JSON.parse(String(role["assume_role_policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    expect(resource(json, "aws_iam_instance_profile.capacity_role_profile")).toEqual({
      name: "ShopInstances",
      role: ref("aws_iam_role.capacity_role", "name"),
    });
    expect(template["iam_instance_profile"]).toEqual({
      arn: ref("aws_iam_instance_profile.capacity_role_profile", "arn"),
    });
  });

  it("may belong to one cluster, and nothing else", () => {
    const cluster = ref("aws_ecs_cluster.cluster", "arn");
    expect(JSON.parse(String(rights["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "ecs:DiscoverPollEndpoint", Resource: "*" },
        {
          Effect: "Allow",
          Action: [
            "ecs:RegisterContainerInstance",
            "ecs:DeregisterContainerInstance",
            "ecs:SubmitAttachmentStateChanges",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitTaskStateChange",
          ],
          Resource: cluster,
        },
        {
          Effect: "Allow",
          Action: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
          Resource: "arn:aws:ecs:ap-northeast-1:123456789012:container-instance/${aws_ecs_cluster.cluster.name}/*",
          Condition: { ArnEquals: { "ecs:cluster": cluster } },
        },
      ],
    });
  });
});
