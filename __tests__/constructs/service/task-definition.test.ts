import { TaskDefinition, type TaskDefinitionProps } from "../../../src/constructs/service/task-definition";
import { type Block, counts, jsonOf, resource, type TerraformJson } from "../../support/synthesized";

const image = "${aws_ecr_repository.registry.repository_url}:v1";
const logs = { group: "shop", region: "eu-central-1", streamPrefix: "web" };

function synthesize(changes: Partial<TaskDefinitionProps> = {}): TerraformJson {
  return jsonOf((stack) => {
    new TaskDefinition(stack, "task_definition", {
      family: "Shop",
      cpu: 512,
      memory: 1024,
      executionRoleArn: "arn:role",
      containers: [{ name: "web", image, port: 3000 }],
      logs,
      ...changes,
    });
  });
}

function taskDefinition(changes: Partial<TaskDefinitionProps> = {}): Block {
  return resource(synthesize(changes), "aws_ecs_task_definition.task_definition");
}

function containersOf({ container_definitions: text }: Block): readonly Block[] {
  return JSON.parse(String(text)) as readonly Block[];
}

describe("TaskDefinition", () => {
  it("makes one Fargate task definition that outlives a destroy", () => {
    expect(counts(synthesize())).toEqual({ aws_ecs_task_definition: 1 });
    const { container_definitions, ...shape } = taskDefinition();
    expect(container_definitions).toEqual(expect.any(String));
    expect(shape).toEqual({
      family: "Shop",
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "512",
      memory: "1024",
      runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "LINUX" },
      execution_role_arn: "arn:role",
      skip_destroy: true,
      tags: { Name: "Shop" },
    });
  });

  it("takes the image from the repository, by a reference that Terraform resolves", () => {
    expect(containersOf(taskDefinition())).toEqual([expect.objectContaining({ name: "web", image })]);
  });

  it("runs on the environment's own instances, on ARM, with a role and a larger disk where it is told so", () => {
    const told = {
      compatibility: "EC2",
      architecture: "ARM64",
      taskRoleArn: "arn:task-role",
      ephemeralStorageGiB: 100,
    } as const;
    expect(taskDefinition(told)).toMatchObject({
      requires_compatibilities: ["EC2"],
      runtime_platform: { cpu_architecture: "ARM64", operating_system_family: "LINUX" },
      task_role_arn: "arn:task-role",
      ephemeral_storage: { size_in_gib: 100 },
    });
  });

  it("has each volume that its containers mount once, in the order of their names", () => {
    const json = taskDefinition({
      containers: [
        { name: "web", image, writableMounts: { tmp: "/tmp", cache: "/var/cache" } },
        { name: "proxy", image: "envoy:1", writableMounts: { tmp: "/run" } },
      ],
    });
    expect(json["volume"]).toEqual([{ name: "cache" }, { name: "tmp" }]);
    expect(containersOf(json).map(({ mountPoints }) => mountPoints)).toEqual([
      [
        { sourceVolume: "cache", containerPath: "/var/cache", readOnly: false },
        { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
      ],
      [{ sourceVolume: "tmp", containerPath: "/run", readOnly: false }],
    ]);
  });
});
