import type { RunningTasks } from "../network/running-tasks";
import { priorOf, type Subject } from "./subject";
import { isRecord, getList, getString } from "./values";

/** What a revision of a task definition refers to. */
export interface References {
  readonly taskRole: readonly string[];
  readonly executionRole: readonly string[];
  /** Names. */
  readonly logGroup: readonly string[];
  /** ARNs, those of single fields of a secret too, and names of parameters. */
  readonly secret: readonly string[];
}

/** What running tasks refer to. */
export interface Revisions {
  /** Addresses of the services and task sets whose revision refers to one of these. */
  usersOf(kind: keyof References, ...ids: readonly string[]): readonly string[];
}

/**
 * A release takes the revision that Terraform declares as its template, so what running tasks refer to is what their
 * family's revisions in the state do.
 */
export function readRevisions(subject: Subject, running: readonly RunningTasks[]): Revisions {
  const families = new Map<string, References[]>();
  for (const { values } of priorOf(subject, "aws_ecs_task_definition")) {
    const family = getString(values, "arn")?.replace(/:\d+$/, "");
    if (family !== undefined) families.set(family, [...(families.get(family) ?? []), referencesOf(values)]);
  }
  return {
    usersOf: (kind, ...ids) =>
      running
        .filter(({ family }) => {
          const references = (families.get(family ?? "") ?? []).flatMap((one) => one[kind]);
          return references.some((one) => ids.some((id) => refersTo(one, id)));
        })
        .map(({ address }) => address),
  };
}

/** `<ARN of the secret>:<field>:<stage>:<version>` is one field of it. */
function refersTo(reference: string, id: string): boolean {
  return id !== "" && (reference === id || reference.startsWith(`${id}:`));
}

function referencesOf(definition: unknown): References {
  const containers = containersOf(getString(definition, "container_definitions"));
  return {
    taskRole: textOf(definition, "task_role_arn"),
    executionRole: textOf(definition, "execution_role_arn"),
    logGroup: containers.flatMap((container) => textOf(container, "logConfiguration", "options", "awslogs-group")),
    secret: containers.flatMap((container) => [
      ...getList(container, "secrets").flatMap((secret) => textOf(secret, "valueFrom")),
      ...getList(container, "logConfiguration", "secretOptions").flatMap((secret) => textOf(secret, "valueFrom")),
      ...textOf(container, "repositoryCredentials", "credentialsParameter"),
    ]),
  };
}

function textOf(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = getString(value, ...path);
  return found === undefined ? [] : [found];
}

function containersOf(json: string | undefined): readonly unknown[] {
  try {
    const containers: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(containers) ? containers.filter(isRecord) : [];
  } catch {
    return [];
  }
}
