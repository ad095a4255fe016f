import type { ContainerDefinition, Tag, TaskDefinition } from "@aws-sdk/client-ecs";
import { isDeepStrictEqual } from "node:util";
import { normalize, type RevisionContent } from "../../../release-contract/revision-content";

/** A revision as DescribeTaskDefinition answers it, with its tags. */
export interface Revision {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

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
