import type { RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { fargateMemorySizes } from "../../../lib/aws/fargate";
import { AwsError } from "../../protocol/call";
import { checkContainers } from "./check-containers";

/** What AWS demands of a task definition and moto does not: of its containers anywhere, of its size on Fargate. */
export function checkTaskDefinition(request: RegisterTaskDefinitionRequest): void {
  checkContainers(request);
  if (request.requiresCompatibilities?.includes("FARGATE") !== true) return;
  if (request.networkMode !== "awsvpc") throw refusal("Fargate only supports network mode ‘awsvpc’.");
  const cpu = units(request.cpu, "vcpu");
  const memory = units(request.memory, "gb");
  if (cpu === undefined) throw refusal("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw refusal("Fargate requires that 'memory' be defined at the task level.");
  if (!fargateMemorySizes(cpu).includes(memory)) {
    throw refusal(`No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory.`);
  }
}

/** "512" is CPU units or MiB; ".5 vCPU" and "1 GB" are 1024 times as much. */
function units(given: string | undefined, unit: string): number | undefined {
  const [, number, suffix] = /^\s*([\d.]+)\s*([a-z]*)\s*$/i.exec(given ?? "") ?? [];
  if (number === undefined) return undefined;
  return suffix?.toLowerCase() === unit ? Number(number) * 1024 : Number(number);
}

function refusal(message: string): AwsError {
  return new AwsError("ClientException", message);
}
