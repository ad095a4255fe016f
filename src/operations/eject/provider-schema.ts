import { z } from "zod";

/** What a block may hold: everything else in it is an error. */
export interface BlockSchema {
  readonly attributes: { readonly has: (name: string) => boolean };
  readonly blocks: ReadonlyMap<string, BlockSchema>;
}

export interface ProviderSchema {
  readonly provider: BlockSchema;
  readonly resources: ReadonlyMap<string, BlockSchema>;
  readonly dataSources: ReadonlyMap<string, BlockSchema>;
}

interface BlockJson {
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly block_types?: Readonly<Record<string, { readonly block: BlockJson }>> | undefined;
}

const block: z.ZodType<BlockJson> = z.lazy(() =>
  z.object({
    attributes: z.record(z.string(), z.unknown()).optional(),
    block_types: z.record(z.string(), z.object({ block })).optional(),
  }),
);
const schemas = z.record(z.string(), z.object({ block })).default({});
const format = z.object({
  provider_schemas: z.record(
    z.string(),
    z.object({ provider: z.object({ block }), resource_schemas: schemas, data_source_schemas: schemas }),
  ),
});

/**
 * What `terraform providers schema -json` prints for the one provider of a stack, of the types that the stack uses.
 * Terraform JSON does not tell an attribute from a block, HCL does.
 * https://developer.hashicorp.com/terraform/cli/commands/providers/schema
 */
export function readProviderSchema(text: string, used: (type: string) => boolean): ProviderSchema {
  const [schema, ...others] = Object.values(format.parse(JSON.parse(text)).provider_schemas);
  if (schema === undefined || others.length > 0) throw new Error("The stack has to have exactly one provider.");
  const chosen = (all: z.output<typeof schemas>): ReadonlyMap<string, BlockSchema> =>
    new Map(
      Object.entries(all)
        .filter(([type]) => used(type))
        .map(([type, { block: json }]) => [type, blockSchema(json)]),
    );
  return {
    provider: blockSchema(schema.provider.block),
    resources: chosen(schema.resource_schemas),
    dataSources: chosen(schema.data_source_schemas),
  };
}

function blockSchema({ attributes = {}, block_types = {} }: BlockJson): BlockSchema {
  return {
    attributes: new Set(Object.keys(attributes)),
    blocks: new Map(Object.entries(block_types).map(([name, { block: json }]) => [name, blockSchema(json)])),
  };
}
