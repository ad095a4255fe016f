import type { BlockSchema, ProviderSchema } from "./provider-schema";
import { isJson, type Json, writeBlock, writeValue } from "./write-block";

/** Files of HCL by name. */
export type Files = ReadonlyMap<string, string>;

const known = new Set(["//", "data", "import", "locals", "output", "provider", "resource", "terraform"]);

/** For blocks of Terraform itself, which checks them when it reads the files. */
const anything = (blocks: readonly (readonly [string, BlockSchema])[] = []): BlockSchema => ({
  attributes: { has: () => true },
  blocks: new Map(blocks),
});

/**
 * The Terraform JSON of a stack as HCL: `terraform.tf` with backend and provider, `outputs.tf`, and the resources in one file
 * for each top-level construct, `network.tf`. Every address stays.
 *
 * @throws where the JSON holds what this does not write: nothing is left out silently
 */
export function writeStack(stack: Json, schema: ProviderSchema): Files {
  const unknown = Object.keys(stack).filter((key) => !known.has(key));
  if (unknown.length > 0) throw new Error(`The stack has ${unknown.join(", ")}, which eject does not write.`);
  const files = new Map<string, string[]>();
  const add = (file: string, text: string): void => {
    files.set(file, [...(files.get(file) ?? []), text]);
  };

  add("terraform.tf", writeTerraform(section(stack, "terraform")));
  for (const [name, providers] of Object.entries(section(stack, "provider"))) {
    for (const body of list(providers)) add("terraform.tf", writeBlock(`provider "${name}"`, body, schema.provider));
  }
  for (const body of list(stack["import"])) add("terraform.tf", writeBlock("import", body, anything()));
  for (const [kind, schemas] of [
    ["data", schema.dataSources],
    ["resource", schema.resources],
  ] as const) {
    for (const [type, byName] of Object.entries(section(stack, kind))) {
      const own = schemas.get(type);
      if (own === undefined) throw new Error(`The provider has no ${kind} ${type}.`);
      for (const [name, body] of Object.entries(isJson(byName) ? byName : {})) {
        if (isJson(body)) add(fileOf(body), writeBlock(`${kind} "${type}" "${name}"`, body, own));
      }
    }
  }
  const locals = Object.entries(section(stack, "locals"));
  if (locals.length > 0) {
    add("main.tf", ["locals {", ...locals.map(([name, value]) => `${name} = ${writeValue(value)}`), "}"].join("\n"));
  }
  for (const [name, body] of Object.entries(section(stack, "output"))) {
    if (isJson(body)) add("outputs.tf", writeBlock(`output "${name}"`, body, anything()));
  }
  return new Map([...files].map(([file, blocks]) => [file, `${blocks.join("\n\n")}\n`]));
}

function section(stack: Json, name: string): Json {
  const value = stack[name];
  return isJson(value) ? value : {};
}

function list(value: unknown): readonly Json[] {
  return (Array.isArray(value) ? value : [value]).filter(isJson);
}

function writeTerraform({ backend, cloud, required_providers, required_version }: Json): string {
  const providers = Object.entries(isJson(required_providers) ? required_providers : {});
  return [
    "terraform {",
    ...(required_version === undefined ? [] : [`required_version = ${writeValue(required_version)}`]),
    "required_providers {",
    ...providers.map(([name, value]) => `${name} = ${writeValue(value)}`),
    "}",
    ...Object.entries(isJson(backend) ? backend : {}).map(([type, body]) =>
      writeBlock(`backend "${type}"`, isJson(body) ? body : {}, anything()),
    ),
    ...(isJson(cloud) ? [writeBlock("cloud", cloud, anything([["workspaces", anything()]]))] : []),
    "}",
  ].join("\n");
}

/** CDKTF notes in each resource which construct made it: `production/network/private_1a/Resource`. */
function fileOf(body: Json): string {
  const comment = body["//"];
  const metadata = isJson(comment) ? comment["metadata"] : undefined;
  const path = isJson(metadata) ? metadata["path"] : undefined;
  const [, construct = "Resource"] = typeof path === "string" ? path.split("/") : [];
  return construct === "Resource" ? "main.tf" : `${construct.replaceAll(/[^\w-]/g, "_")}.tf`;
}
