import type { RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { AwsError } from "../../../../src/local-aws/protocol/call";
import { checkTaskDefinition } from "../../../../src/local-aws/ecs/checks/check-task-definition";

const fargate: RegisterTaskDefinitionRequest = {
  family: "web",
  containerDefinitions: [],
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
};

describe("a task definition for Fargate", () => {
  test.each([
    ["256", "512"],
    ["1024", "8192"],
    [".5 vCPU", "1 GB"],
    ["16 vCPU", "120GB"],
  ])("takes cpu %s with memory %s", (cpu, memory) => {
    expect(() => {
      checkTaskDefinition({ ...fargate, cpu, memory });
    }).not.toThrow();
  });

  test.each([
    [{ cpu: "256", memory: "4096" }, "No Fargate configuration exists for given values: 256 CPU, 4096 memory."],
    [{ cpu: "300", memory: "512" }, "No Fargate configuration exists for given values: 300 CPU, 512 memory."],
    [{ memory: "512" }, "Fargate requires that 'cpu' be defined at the task level."],
    [{ cpu: "256" }, "Fargate requires that 'memory' be defined at the task level."],
    [{ cpu: "256", memory: "512", networkMode: "bridge" as const }, "Fargate only supports network mode ‘awsvpc’."],
  ])("with %j is refused", (settings, message) => {
    expect(() => {
      checkTaskDefinition({ ...fargate, ...settings });
    }).toThrow(new AwsError("ClientException", message));
  });

  test("is the only one that is checked", () => {
    expect(() => {
      checkTaskDefinition({ family: "web", containerDefinitions: [], cpu: "300" });
    }).not.toThrow();
  });
});
