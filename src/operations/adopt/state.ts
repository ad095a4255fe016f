import { z } from "zod";

/** Attributes of the resources that a state knows, by address. */
export type StateAttributes = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Terraform's state, format version 4, as `terraform state pull` prints it; the root module's part of it. */
const pulledState = z.object({
  version: z.literal(4),
  resources: z.array(
    z.object({
      mode: z.enum(["managed", "data"]),
      module: z.string().optional(),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

/** Reads what `terraform state pull` printed: nothing at all where there is no state yet. */
export function readState(pulled: string): StateAttributes {
  if (pulled.trim() === "") return new Map();
  const { resources } = pulledState.parse(JSON.parse(pulled));
  return new Map(
    resources
      .filter(({ mode, module }) => mode === "managed" && module === undefined)
      .flatMap(({ type, name, instances }) =>
        instances.map(({ attributes }) => [`${type}.${name}`, attributes] as const),
      ),
  );
}
