import { TerraformOutput } from "cdktf";
import type { Environment } from "../../src/environments/schema";
import { names } from "../../src/environments/names";
import { addNetworking } from "../../src/stacks/networking";
import { addCompute, type ComputeProps } from "../../src/stacks/compute";
import { plain } from "../support/services";
import { addresses, jsonOf, ref, resource, type TerraformJson } from "../support/synthesized";

const ec2Capacity = {
  instanceType: "m7g.large",
  minInstances: 1,
  maxInstances: 4,
  targetCapacityPercent: 100,
  rootVolumeGiB: 30,
};

function made(changes: Partial<Environment> = {}, props: Partial<ComputeProps> = {}): TerraformJson {
  const environment = { ...plain, ...changes };
  return jsonOf((stack) => {
    const common = { environment, names: names(environment), account: "123456789012" };
    const { capacity, ready } = addCompute(stack, { ...common, networking: addNetworking(stack, common), ...props });
    new TerraformOutput(stack, "capacity", { value: { ...capacity }, staticId: true });
    new TerraformOutput(stack, "ready", { value: ready.length, staticId: true });
  });
}

const withCluster = (cluster: Partial<Environment["cluster"]>, props?: Partial<ComputeProps>) =>
  made({ cluster: { ...plain.cluster, ...cluster } }, props);
const json = made();
const clusterOf = (of: TerraformJson) => resource(of, "aws_ecs_cluster.cluster");
const providersOf = (of: TerraformJson) => resource(of, "aws_ecs_cluster_capacity_providers.capacity_providers");
const valueOf = (of: TerraformJson, output: string) => of.output?.[output]?.["value"];
const provider = ref("aws_ecs_capacity_provider.instances_provider", "name");

describe("the compute of an environment", () => {
  it("is a cluster with Fargate's capacity providers, which services wait for", () => {
    expect(clusterOf(json)).toMatchObject({
      name: "Lab",
      setting: [{ name: "containerInsights", value: "enabled" }],
    });
    expect(providersOf(json)["capacity_providers"]).toEqual(["FARGATE", "FARGATE_SPOT"]);
    expect(valueOf(json, "capacity")).toEqual({ fargateCapacityProviders: true });
    expect(valueOf(json, "ready")).toBe(1);
  });

  it("is a cluster alone where there are no capacity providers", () => {
    const bare = withCluster({ fargateCapacityProviders: false, containerInsights: "disabled" });
    expect(addresses(bare, "aws_ecs_cluster_capacity_providers")).toEqual([]);
    expect(addresses(bare, "aws_autoscaling_group")).toEqual([]);
    expect(clusterOf(bare)["setting"]).toEqual([{ name: "containerInsights", value: "disabled" }]);
    expect(valueOf(bare, "capacity")).toEqual({ fargateCapacityProviders: false });
    expect(valueOf(bare, "ready")).toBe(0);
  });

  it.each([
    [true, ["FARGATE", "FARGATE_SPOT", provider]],
    [false, [provider]],
  ])("offers instances of its own, beside Fargate or not: %s", (fargateCapacityProviders, offered) => {
    const own = withCluster({ fargateCapacityProviders, ec2Capacity });
    expect([...(providersOf(own)["capacity_providers"] as string[])].sort()).toEqual([...offered].sort());
    expect(valueOf(own, "capacity")).toEqual({ fargateCapacityProviders, ec2CapacityProvider: provider });
    expect(valueOf(own, "ready")).toBe(1);
    expect(resource(own, "aws_autoscaling_group.instances")).toMatchObject({ min_size: 1, max_size: 4 });
    expect(addresses(json, "aws_autoscaling_group")).toEqual([]);
  });

  it("tags what the instances bring along as everything else is tagged", () => {
    const tags = { owner: "team", costCentre: "1" };
    const tagged = made({ tags, cluster: { ...plain.cluster, ec2Capacity } });
    expect(JSON.stringify(resource(tagged, "aws_launch_template.instances_template"))).toContain('"Owner":"team"');
    const plainTemplate = resource(withCluster({ ec2Capacity }), "aws_launch_template.instances_template");
    expect(JSON.stringify(plainTemplate)).not.toContain("Owner");
  });
});

describe("sessions in containers", () => {
  const executeCommandLogs = { retentionDays: 30 } as const;

  it("are encrypted with the key of the environment, and recorded where that is wanted", () => {
    const recorded = withCluster({ executeCommandLogs }, { kmsKeyArn: "arn:key" });
    expect(clusterOf(recorded)).toHaveProperty("configuration.execute_command_configuration.kms_key_id", "arn:key");
    expect(resource(recorded, "aws_cloudwatch_log_group.cluster_execute_command_log_group")).toMatchObject({
      name: "/ecs/Lab/execute-command",
      retention_in_days: 30,
      kms_key_id: "arn:key",
    });
    const unrecorded = withCluster({}, { kmsKeyArn: "arn:key" });
    expect(clusterOf(unrecorded)).toHaveProperty("configuration.execute_command_configuration.kms_key_id", "arn:key");
    expect(addresses(unrecorded, "aws_cloudwatch_log_group")).toEqual([]);
  });

  it("are not spoken of where the environment has no key", () => {
    expect(clusterOf(json)).not.toHaveProperty("configuration");
  });
});
