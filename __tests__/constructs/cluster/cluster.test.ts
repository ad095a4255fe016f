import { TerraformOutput } from "cdktf";
import { Cluster } from "../../../src/constructs/cluster/cluster";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";

describe("Cluster", () => {
  it("is plain where nothing is asked for", () => {
    const json = jsonOf((stack) => new Cluster(stack, "cluster", { name: "Shop", containerInsights: "disabled" }));
    expect(counts(json)).toEqual({ aws_ecs_cluster: 1 });
    expect(resource(json, "aws_ecs_cluster.cluster")).toEqual({
      name: "Shop",
      setting: [{ name: "containerInsights", value: "disabled" }],
      tags: { Name: "Shop" },
    });
  });

  it.each(["enabled", "enhanced"] as const)("has Container Insights %s where asked for", (containerInsights) => {
    const json = jsonOf((stack) => new Cluster(stack, "cluster", { name: "Shop", containerInsights }));
    expect(counts(json)).toEqual({ aws_ecs_cluster: 1 });
    expect(resource(json, "aws_ecs_cluster.cluster")["setting"]).toEqual([
      { name: "containerInsights", value: containerInsights },
    ]);
  });

  it("encrypts what people do in containers and logs it apart", () => {
    const json = jsonOf((stack) => {
      const logs = { name: "/ecs/shop/exec", retentionDays: 365 };
      const executeCommand = { kmsKeyArn: "arn:key", logs };
      const cluster = new Cluster(stack, "cluster", { name: "Shop", containerInsights: "enabled", executeCommand });
      new TerraformOutput(stack, "log", { value: cluster.executeCommandLogGroupArn });
    });
    expect(counts(json)).toEqual({ aws_cloudwatch_log_group: 1, aws_ecs_cluster: 1 });
    const address = "aws_cloudwatch_log_group.cluster_execute_command_log_group";
    expect(resource(json, address)).toEqual({ name: "/ecs/shop/exec", retention_in_days: 365, kms_key_id: "arn:key" });
    expect(json.output?.["log"]).toEqual({ value: ref(address, "arn") });
    expect(resource(json, "aws_ecs_cluster.cluster")).toMatchObject({
      configuration: {
        execute_command_configuration: {
          kms_key_id: "arn:key",
          logging: "OVERRIDE",
          log_configuration: { cloud_watch_encryption_enabled: true, cloud_watch_log_group_name: "/ecs/shop/exec" },
        },
      },
      depends_on: [address],
    });
  });

  it("says so when there is a key but no log apart, since AWS would keep the log it had", () => {
    const json = jsonOf((stack) => {
      const executeCommand = { kmsKeyArn: "arn:key" };
      return new Cluster(stack, "cluster", { name: "Shop", containerInsights: "enabled", executeCommand });
    });
    expect(counts(json)).toEqual({ aws_ecs_cluster: 1 });
    const cluster = resource(json, "aws_ecs_cluster.cluster");
    expect(cluster["configuration"]).toEqual({
      execute_command_configuration: { kms_key_id: "arn:key", logging: "DEFAULT" },
    });
    expect(cluster).not.toHaveProperty("depends_on");
  });
});
