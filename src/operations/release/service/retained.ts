import type { ReleaseContract } from "../../../release-contract/contract";
import { finding } from "../plan/problems";
import { imageOf, revisionName, type Revision } from "./task-definition";
import type { ServiceState } from "./service";
import { commandLine } from "../target/service-reference";

/** What the environment keeps declared for running tasks, and which of it the tasks of this service still use. */
export interface RetainedPart {
  readonly what: "security groups" | "subnets" | "container port" | "secrets" | "task role";
  readonly retained: readonly string[];
  readonly inUse: readonly string[];
}

/**
 * While a deployment's original tasks still run beside the new ones, everything counts as used. Task sets without tasks
 * count too: scaling may start some.
 */
export function retainedParts(
  { retained }: ReleaseContract,
  { service, primary }: ServiceState,
  running: Revision,
): RetainedPart[] {
  if (retained === undefined) return [];
  const sets = service.taskSets ?? [];
  const replacing = sets.length > 1;
  const networks = (primary === undefined ? [service] : sets).map(
    ({ networkConfiguration }) => networkConfiguration?.awsvpcConfiguration,
  );
  const containers = running.definition.containerDefinitions ?? [];
  const parts: readonly [what: RetainedPart["what"], retained: readonly string[], used: readonly string[]][] = [
    ["security groups", retained.securityGroupIds, networks.flatMap((network) => network?.securityGroups ?? [])],
    ["subnets", retained.subnetIds, networks.flatMap((network) => network?.subnets ?? [])],
    [
      "container port",
      retained.containerPort === undefined ? [] : [String(retained.containerPort)],
      containers.flatMap(({ portMappings = [] }) => portMappings.map(({ containerPort }) => String(containerPort))),
    ],
    ["secrets", retained.secretArns ?? [], containers.flatMap(({ secrets = [] }) => secrets.flatMap(arnOfSecret))],
    [
      "task role",
      retained.taskRoleArn === undefined ? [] : [retained.taskRoleArn],
      [running.definition.taskRoleArn ?? ""],
    ],
  ];
  return parts
    .filter(([, kept]) => kept.length > 0)
    .map(([what, kept, used]) => ({
      what,
      retained: kept,
      inUse: kept.filter((one) => replacing || used.includes(one)),
    }));
}

function arnOfSecret({ valueFrom }: { readonly valueFrom?: string | undefined }): string[] {
  return valueFrom === undefined ? [] : [valueFrom];
}

/** What a release leaves to do. */
export function retainedNotices({ retained, environment }: ReleaseContract): string[] {
  return retained === undefined
    ? []
    : [
        "the environment retains what the running tasks use of the configuration before. Once every service is released " +
          `and the original tasks have stopped, remove retained from ${fileOf(environment)} and deploy`,
      ];
}

/** Where the setting stands. */
export function fileOf(environment: string): string {
  return `src/environments/${environment}.ts`;
}

/** A deployment that is repeated may name subnets and security groups that were removed since. */
export function requireNetwork(
  contract: ReleaseContract,
  network: ReleaseContract["network"] | undefined,
  revision: Revision,
): void {
  if (network === undefined) return;
  const { retained } = contract;
  const known = [
    ...contract.network.subnetIds,
    ...contract.network.securityGroupIds,
    ...(retained?.subnetIds ?? []),
    ...(retained?.securityGroupIds ?? []),
  ];
  const gone = [...network.subnetIds, ...network.securityGroupIds].filter((id) => !known.includes(id));
  if (gone.length === 0) return;
  const image = imageOf(revision.definition, contract.container.name);
  throw finding(
    `The deployment of ${revisionName(revision.arn)} names ${gone.join(", ")}, which the environment no longer has.`,
    `Release its image with the network of today: ${commandLine("release", contract, `--image ${image ?? "<tag>"}`)}.`,
  );
}
