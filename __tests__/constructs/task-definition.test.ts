import { TaskDefinition } from "../../src/constructs/task-definition";
import { Registry } from "../../src/constructs/registry";
import { counts, jsonOf, resource } from "../support/synthesized";

const json = jsonOf((stack) => {
  const registry = new Registry(stack, "registry", { tag: "Shop", name: "shop" });
  new TaskDefinition(stack, "task_definition", {
    family: "Shop",
    cpu: 512,
    memory: 1024,
    executionRoleArn: "arn:role",
    container: {
      name: "web",
      image: `${registry.url}:v1`,
      port: 3000,
      logs: { group: "shop", region: "eu-central-1", streamPrefix: "web" },
    },
  });
});
const { container_definitions: containers, ...shape } = resource(json, "aws_ecs_task_definition.task_definition");

describe("TaskDefinition", () => {
  it("makes one Fargate task definition that outlives a destroy", () => {
    expect(counts(json)).toEqual({ aws_ecr_repository: 1, aws_ecs_task_definition: 1 });
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
    expect(JSON.parse(String(containers))).toEqual([
      expect.objectContaining({ name: "web", image: "${aws_ecr_repository.registry.repository_url}:v1" }),
    ]);
  });
});
