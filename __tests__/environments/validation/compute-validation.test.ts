import {
  computeProblems,
  type ServiceToPlace,
  type SettingsOfCompute,
} from "../../../src/environments/validation/compute-validation";
import type { PartialSettings } from "../../../src/environments/settings/partial-settings";
import { describe as sentence, formatPath } from "../../../src/lib/problem";

const web: ServiceToPlace = {
  compute: { type: "fargate" },
  cpu: 256,
  memory: 512,
  architecture: "X86_64",
  executeCommand: false,
};

const ec2Capacity = {
  instanceType: "t3.medium",
  minInstances: 2,
  maxInstances: 4,
  targetCapacityPercent: 100,
  rootVolumeGiB: 30,
};

const spot = { type: "fargate-spot", onDemandBase: 1, onDemandWeight: 1, spotWeight: 1 } as const;
const cluster = { containerInsights: "enabled", fargateCapacityProviders: true } as const;
const withInstances = { ...cluster, ec2Capacity };

function problems(settings: PartialSettings<SettingsOfCompute>): string[] {
  return [...computeProblems(settings)].map(({ path, explanation }) => `${formatPath(path)}: ${sentence(explanation)}`);
}

function problemsOf(service: Partial<ServiceToPlace>, changes: Partial<SettingsOfCompute> = {}): string[] {
  return problems({ encryption: "customer-managed", cluster, services: { web: { ...web, ...service } }, ...changes });
}

describe("compute and cluster", () => {
  it.each<[string, Partial<ServiceToPlace>, Partial<SettingsOfCompute>]>([
    ["Fargate alone", {}, {}],
    ["Fargate by launch type", {}, { cluster: { ...cluster, fargateCapacityProviders: false } }],
    ["Fargate with ephemeral storage", { ephemeralStorageGiB: 50 }, {}],
    ["spot", { compute: spot }, {}],
    ["spot on ARM64", { compute: spot, architecture: "ARM64" }, {}],
    ["spot alone beyond the base", { compute: { ...spot, onDemandWeight: 0 } }, {}],
    ["on-demand by the weights of spot", { compute: { ...spot, spotWeight: 0 } }, {}],
    ["instances", { compute: { type: "ec2" } }, { cluster: withInstances }],
    [
      "instances, in sizes that Fargate has not",
      { compute: { type: "ec2" }, cpu: 300, memory: 700 },
      { cluster: withInstances },
    ],
    [
      "commands that are logged",
      { executeCommand: true },
      { cluster: { ...cluster, executeCommandLogs: { retentionDays: 365 } } },
    ],
    [
      "Graviton for ARM64",
      { compute: { type: "ec2" }, architecture: "ARM64" },
      { cluster: { ...cluster, ec2Capacity: { ...ec2Capacity, instanceType: "m7g.large" } } },
    ],
    ["Fargate on another architecture than the instances", { architecture: "ARM64" }, { cluster: withInstances }],
  ])("agree on %s", (_name, service, changes) => {
    expect(problemsOf(service, changes)).toEqual([]);
  });

  it.each<[string, Partial<ServiceToPlace>, Partial<SettingsOfCompute>, string]>([
    [
      "more instances at least than at most",
      {},
      { cluster: { ...cluster, ec2Capacity: { ...ec2Capacity, minInstances: 5 } } },
      "cluster.ec2Capacity.minInstances: 5 is more than cluster.ec2Capacity.maxInstances. Allowed: 0 to 4. Lower it, or " +
        "raise maxInstances.",
    ],
    [
      "an audit log without a key",
      {},
      { encryption: "aws-managed", cluster: { ...cluster, executeCommandLogs: { retentionDays: 365 } } },
      'cluster.executeCommandLogs: given with encryption "aws-managed", which has no key for sessions and their log. ' +
        'Allowed: executeCommandLogs with encryption "customer-managed". Set encryption to "customer-managed", or remove ' +
        "executeCommandLogs.",
    ],
    [
      "two weights of 0",
      { compute: { ...spot, onDemandWeight: 0, spotWeight: 0 } },
      {},
      "services.web.compute.spotWeight: 0, as is compute.onDemandWeight: ECS would place no task beyond the base. " +
        'Allowed: one weight of 1 or more. Raise one of the two, or choose { type: "fargate" }.',
    ],
    [
      "a CPU size that Fargate has not",
      { cpu: 300 },
      {},
      "services.web.cpu: 300 is not a CPU size of Fargate. Allowed: 256, 512, 1024, 2048, 4096, 8192, 16384 (CPU units, " +
        '1024 are one vCPU). Choose one of these, or compute { type: "ec2" }.',
    ],
    [
      "a memory size that Fargate has not, on spot too",
      { compute: spot, memory: 700 },
      {},
      "services.web.memory: 700 is not a memory size that Fargate takes with 256 CPU units. Allowed: 512, 1024, 2048 " +
        "(MiB). Choose one of these or another cpu.",
    ],
    [
      "ephemeral storage on instances",
      { compute: { type: "ec2" }, ephemeralStorageGiB: 50 },
      { cluster: withInstances },
      "services.web.ephemeralStorageGiB: 50 is given to a service on instances, and only Fargate has ephemeral storage. " +
        'Allowed: ephemeralStorageGiB with compute "fargate" or "fargate-spot". Remove it; the disk of instances is ' +
        "cluster.ec2Capacity.rootVolumeGiB.",
    ],
    [
      "spot without capacity providers",
      { compute: spot },
      { cluster: { ...cluster, fargateCapacityProviders: false } },
      'services.web.compute.type: "fargate-spot" needs a capacity provider, which cluster.fargateCapacityProviders leaves ' +
        "out. Allowed: fargate, or fargate-spot with cluster.fargateCapacityProviders true. Set " +
        "cluster.fargateCapacityProviders to true; it is free of charge.",
    ],
    [
      "instances that are not described",
      { compute: { type: "ec2" } },
      {},
      'services.web.compute.type: "ec2" needs instances, and cluster.ec2Capacity describes none. Allowed: fargate, ' +
        "fargate-spot, or ec2 with cluster.ec2Capacity. Add cluster.ec2Capacity, or choose fargate.",
    ],
    [
      "instances of another architecture",
      { compute: { type: "ec2" }, architecture: "ARM64" },
      { cluster: withInstances },
      'services.web.architecture: "ARM64" does not run on cluster.ec2Capacity.instanceType "t3.medium". Allowed: X86_64. ' +
        "Choose this architecture, or an instance type of the other (Graviton types are ARM64).",
    ],
    [
      "commands that nothing logs",
      { executeCommand: true },
      {},
      "services.web.executeCommand: true lets people run commands that cluster.executeCommandLogs does not log. Allowed: " +
        'false, or true with cluster.executeCommandLogs and encryption "customer-managed". Add cluster.executeCommandLogs, ' +
        "or remove executeCommand.",
    ],
  ])("refuse %s", (_name, service, changes, message) => {
    expect(problemsOf(service, changes)).toEqual([message]);
  });

  it("say nothing of what is not known, because it is wrong by itself", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ cluster: { ec2Capacity: undefined }, services: { web: { compute: { type: "ec2" } } } })).toEqual(
      [],
    );
    expect(
      problems({ cluster: { executeCommandLogs: undefined }, services: { web: { executeCommand: true } } }),
    ).toEqual([]);
    expect(problems({ cluster, services: { web: undefined, api: { cpu: 300 } } })).toEqual([]);
  });
});
