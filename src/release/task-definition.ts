import type { ContainerDefinition, RegisterTaskDefinitionCommandInput, Tag, TaskDefinition } from "@aws-sdk/client-ecs";
import { isDeepStrictEqual } from "node:util";

/** A revision as DescribeTaskDefinition answers it, with its tags. */
export interface Revision {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** What a revision says apart from who registered it and when: what RegisterTaskDefinition takes. */
export type RevisionContent = RegisterTaskDefinitionCommandInput;

/** What AWS computes: answered by DescribeTaskDefinition, not taken by RegisterTaskDefinition. */
const computed = new Set([
  "taskDefinitionArn",
  "revision",
  "status",
  "requiresAttributes",
  "compatibilities",
  "registeredAt",
  "registeredBy",
  "deregisteredAt",
  "deleteRequestedAt",
]);

/** The content of a revision: every field that AWS does not compute itself, and the tags. */
export function contentOf({ definition, tags }: Pick<Revision, "definition" | "tags">): RevisionContent {
  const kept = Object.fromEntries(Object.entries(definition).filter(([field]) => !computed.has(field)));
  // AWS sets tags of its own (aws:...) and lets nobody else write them.
  const own = tags.filter(({ key }) => key?.startsWith("aws:") !== true);
  const { family, containerDefinitions } = definition;
  return { ...kept, family, containerDefinitions, ...(own.length > 0 && { tags: [...own] }) };
}

/** The same content with another image in one container. */
export function withImage(content: RevisionContent, containerName: string, image: string): RevisionContent {
  return {
    ...content,
    containerDefinitions: content.containerDefinitions?.map((container) =>
      container.name === containerName ? { ...container, image } : container,
    ),
  };
}

export function imageOf(
  content: { readonly containerDefinitions?: readonly ContainerDefinition[] | undefined },
  container: string,
): string | undefined {
  return content.containerDefinitions?.find(({ name }) => name === container)?.image;
}

/** "ContainerHandsOn:7" of a revision's ARN. */
export function revisionName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** 7 of "...:task-definition/ContainerHandsOn:7". */
export function revisionNumber(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(":") + 1));
}

/** Whether registering `wanted` would only repeat `existing`. */
export function sameContent(existing: RevisionContent, wanted: RevisionContent): boolean {
  return isDeepStrictEqual(normalize(existing), normalize(wanted));
}

/** What tells the elements of a list apart; lists named here have no order that matters. */
export const listKeys: Readonly<Record<string, string>> = {
  containerDefinitions: "name",
  dependsOn: "containerName",
  environment: "name",
  environmentFiles: "value",
  extraHosts: "hostname",
  mountPoints: "containerPath",
  portMappings: "containerPort",
  resourceRequirements: "type",
  secretOptions: "name",
  secrets: "name",
  systemControls: "namespace",
  tags: "key",
  ulimits: "name",
  volumes: "name",
  volumesFrom: "sourceContainer",
};

/**
 * Plain data in which absent, empty and "in another order" are one: AWS answers empty lists where nothing was given,
 * and environment variables in an order of its own. Keyed lists become records.
 */
export function normalize(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    const key = listKeys[name];
    if (key === undefined) return value.map((element) => normalize(element));
    return Object.fromEntries(value.map((element: unknown) => [keyOf(element, name, key), normalize(element)]));
  }
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const entries = Object.entries(value)
    .map(([field, inner]): [string, unknown] => [field, normalize(inner, field)])
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function keyOf(element: unknown, list: string, key: string): string {
  const record = element as Readonly<Record<string, string | number | undefined>>;
  const id = String(record[key]);
  return list === "portMappings" ? `${id}/${String(record["protocol"] ?? "tcp")}` : id;
}
