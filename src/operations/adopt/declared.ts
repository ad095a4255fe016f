import { z } from "zod";

/** A resource as the synthesized stack declares it. */
export interface DeclaredResource {
  /** `aws_vpc.network`, as `terraform import` takes it. */
  readonly address: string;
  readonly type: string;
  /** Its arguments, references unresolved: `"${aws_vpc.network.id}"`. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface DeclaredStack {
  /** Where the provider works, and where its resources are therefore looked for. */
  readonly region: string;
  readonly resources: readonly DeclaredResource[];
}

/** The parts of Terraform's JSON configuration syntax that CDKTF writes and that count here. */
const stackJson = z.object({
  provider: z.object({ aws: z.array(z.object({ region: z.string() })).length(1) }),
  resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
});

/**
 * Reads a `cdk.tf.json`.
 *
 * @throws if a resource is declared once for many (`count`, `for_each`): which of them is which cannot be told from names
 */
export function readDeclaredStack(json: string): DeclaredStack {
  const { provider, resource } = stackJson.parse(JSON.parse(json));
  const resources = Object.entries(resource).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, config]) => ({ address: `${type}.${name}`, type, config })),
  );
  for (const { address, config } of resources) {
    const repeated = ["count", "for_each"].find((key) => key in config);
    if (repeated !== undefined) {
      throw new Error(
        `${address}: declared with ${repeated}, which adopt cannot follow. Declare each one with a name of its own.`,
      );
    }
  }
  return { region: provider.aws.map(({ region }) => region).join(), resources };
}
