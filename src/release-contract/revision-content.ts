import type { RegisterTaskDefinitionCommandInput } from "@aws-sdk/client-ecs";

/** What a revision says apart from who registered it and when: what RegisterTaskDefinition takes. */
export type RevisionContent = RegisterTaskDefinitionCommandInput;

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
  // AWS answers objects; a plan can hold what a person wrote, and AWS will refuse.
  if (typeof element !== "object" || element === null) return "?";
  const record = element as Readonly<Record<string, unknown>>;
  const id = nameIn(record, key);
  return list === "portMappings"
    ? `${id}/${record["protocol"] === undefined ? "tcp" : nameIn(record, "protocol")}`
    : id;
}

function nameIn(record: Readonly<Record<string, unknown>>, key: string): string {
  const id = record[key];
  return typeof id === "string" || typeof id === "number" ? String(id) : "?";
}
