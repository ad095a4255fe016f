import { fargateCpuSizes, fargateMemorySizes } from "../../lib/aws/fargate";
import { type Architecture, architectureOf } from "../../lib/aws/instance-type";
import { type Problem, show } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { ClusterSettings } from "../settings/cluster";
import type { Compute } from "../settings/service/compute";

/** What of a service decides where it can run. */
export interface ServiceToPlace {
  readonly compute: Compute;
  readonly cpu: number;
  readonly memory: number;
  readonly architecture: Architecture;
  readonly ephemeralStorageGiB?: number | undefined;
  readonly executeCommand: boolean;
}

/** The settings that decide where tasks run. */
export interface SettingsOfCompute {
  readonly encryption: "aws-managed" | "customer-managed";
  readonly cluster: ClusterSettings;
  readonly services: Readonly<Record<string, ServiceToPlace>>;
}

type KnownCluster = PartialSettings<ClusterSettings>;
type KnownService = PartialSettings<ServiceToPlace>;

/** What cluster and services must be to each other, so that AWS takes them and tasks find a place. */
export function* computeProblems({
  encryption,
  cluster,
  services,
}: PartialSettings<SettingsOfCompute>): Generator<Problem> {
  if (cluster !== undefined) {
    yield* limitsOfInstances(cluster);
    yield* keyOfExecuteCommandLogs(cluster, encryption);
  }
  for (const [key, service] of Object.entries(services ?? {})) {
    if (service === undefined) continue;
    const path = ["services", key];
    yield* weightOfSpot(path, service);
    yield* sizeOnFargate(path, service);
    yield* storageOnInstances(path, service);
    if (cluster !== undefined) yield* withinCluster(path, service, cluster);
  }
}

function* withinCluster(path: readonly string[], service: KnownService, cluster: KnownCluster): Generator<Problem> {
  yield* providersOfSpot(path, service, cluster);
  yield* capacityOfInstances(path, service, cluster);
  yield* architectureOfInstances(path, service, cluster);
  yield* logOfCommands(path, service, cluster);
}

function* limitsOfInstances({ ec2Capacity }: KnownCluster): Generator<Problem> {
  const { minInstances, maxInstances } = ec2Capacity ?? {};
  if (minInstances === undefined || maxInstances === undefined || minInstances <= maxInstances) return;
  yield {
    path: ["cluster", "ec2Capacity", "minInstances"],
    explanation: {
      fault: `${minInstances} is more than cluster.ec2Capacity.maxInstances`,
      allowed: `0 to ${maxInstances}`,
      remedy: "Lower it, or raise maxInstances.",
    },
  };
}

function* keyOfExecuteCommandLogs(
  { executeCommandLogs }: KnownCluster,
  encryption: SettingsOfCompute["encryption"] | undefined,
): Generator<Problem> {
  if (executeCommandLogs === undefined || encryption !== "aws-managed") return;
  yield {
    path: ["cluster", "executeCommandLogs"],
    explanation: {
      fault: 'given with encryption "aws-managed", which has no key for sessions and their log',
      allowed: 'executeCommandLogs with encryption "customer-managed"',
      remedy: 'Set encryption to "customer-managed", or remove executeCommandLogs.',
    },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
function* weightOfSpot(path: readonly string[], { compute }: KnownService): Generator<Problem> {
  if (compute?.type !== "fargate-spot" || compute.onDemandWeight !== 0 || compute.spotWeight !== 0) return;
  yield {
    path: [...path, "compute", "spotWeight"],
    explanation: {
      fault: "0, as is compute.onDemandWeight: ECS would place no task beyond the base",
      allowed: "one weight of 1 or more",
      remedy: 'Raise one of the two, or choose { type: "fargate" }.',
    },
  };
}

/** Instances give tasks any size that they have room for; Fargate has its own. */
function* sizeOnFargate(path: readonly string[], { compute, cpu, memory }: KnownService): Generator<Problem> {
  if (compute === undefined || compute.type === "ec2" || cpu === undefined) return;
  if (!fargateCpuSizes.includes(cpu)) {
    yield {
      path: [...path, "cpu"],
      explanation: {
        fault: `${cpu} is not a CPU size of Fargate`,
        allowed: `${fargateCpuSizes.join(", ")} (CPU units, 1024 are one vCPU)`,
        remedy: 'Choose one of these, or compute { type: "ec2" }.',
      },
    };
    return;
  }
  const sizes = fargateMemorySizes(cpu);
  if (memory === undefined || sizes.includes(memory)) return;
  yield {
    path: [...path, "memory"],
    explanation: {
      fault: `${memory} is not a memory size that Fargate takes with ${cpu} CPU units`,
      allowed: `${sizes.join(", ")} (MiB)`,
      remedy: "Choose one of these or another cpu.",
    },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html */
function* storageOnInstances(
  path: readonly string[],
  { compute, ephemeralStorageGiB }: KnownService,
): Generator<Problem> {
  if (compute?.type !== "ec2" || ephemeralStorageGiB === undefined) return;
  yield {
    path: [...path, "ephemeralStorageGiB"],
    explanation: {
      fault: `${ephemeralStorageGiB} is given to a service on instances, and only Fargate has ephemeral storage`,
      allowed: 'ephemeralStorageGiB with compute "fargate" or "fargate-spot"',
      remedy: "Remove it; the disk of instances is cluster.ec2Capacity.rootVolumeGiB.",
    },
  };
}

function* providersOfSpot(
  path: readonly string[],
  { compute }: KnownService,
  { fargateCapacityProviders }: KnownCluster,
): Generator<Problem> {
  if (compute?.type !== "fargate-spot" || fargateCapacityProviders !== false) return;
  yield {
    path: [...path, "compute", "type"],
    explanation: {
      fault: '"fargate-spot" needs a capacity provider, which cluster.fargateCapacityProviders leaves out',
      allowed: "fargate, or fargate-spot with cluster.fargateCapacityProviders true",
      remedy: "Set cluster.fargateCapacityProviders to true; it is free of charge.",
    },
  };
}

function* capacityOfInstances(
  path: readonly string[],
  { compute }: KnownService,
  cluster: KnownCluster,
): Generator<Problem> {
  // A section that is there but wrong is undefined too; its own problems are reported.
  if (compute?.type !== "ec2" || "ec2Capacity" in cluster) return;
  yield {
    path: [...path, "compute", "type"],
    explanation: {
      fault: '"ec2" needs instances, and cluster.ec2Capacity describes none',
      allowed: "fargate, fargate-spot, or ec2 with cluster.ec2Capacity",
      remedy: "Add cluster.ec2Capacity, or choose fargate.",
    },
  };
}

function* architectureOfInstances(
  path: readonly string[],
  { compute, architecture }: KnownService,
  { ec2Capacity }: KnownCluster,
): Generator<Problem> {
  const instanceType = ec2Capacity?.instanceType;
  if (compute?.type !== "ec2" || architecture === undefined || instanceType === undefined) return;
  const offered = architectureOf(instanceType);
  if (architecture === offered) return;
  yield {
    path: [...path, "architecture"],
    explanation: {
      fault: `${show(architecture)} does not run on cluster.ec2Capacity.instanceType ${show(instanceType)}`,
      allowed: offered,
      remedy: "Choose this architecture, or an instance type of the other (Graviton types are ARM64).",
    },
  };
}

/** Commands that nobody can trace are worse than none: CKV_AWS_223 and CKV_AWS_224. */
function* logOfCommands(
  path: readonly string[],
  { executeCommand }: KnownService,
  cluster: KnownCluster,
): Generator<Problem> {
  if (executeCommand !== true || "executeCommandLogs" in cluster) return;
  yield {
    path: [...path, "executeCommand"],
    explanation: {
      fault: "true lets people run commands that cluster.executeCommandLogs does not log",
      allowed: 'false, or true with cluster.executeCommandLogs and encryption "customer-managed"',
      remedy: "Add cluster.executeCommandLogs, or remove executeCommand.",
    },
  };
}
