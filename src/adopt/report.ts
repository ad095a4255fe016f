import type { Finding } from "./search";

export type Outcome<Kind extends Finding["outcome"]> = Extract<Finding, { readonly outcome: Kind }>;

/** Those findings that ended in one way. */
export function ending<Kind extends Finding["outcome"]>(
  findings: readonly Finding[],
  outcome: Kind,
): readonly Outcome<Kind>[] {
  return findings.filter((finding): finding is Outcome<Kind> => finding.outcome === outcome);
}

/** What the search came to, for a person who has to say yes or no. */
export function describeFindings(stack: string, findings: readonly Finding[]): string {
  const found = ending(findings, "found");
  const unsearchable = ending(findings, "unsearchable");
  const width = Math.max(0, ...found.map(({ address }) => address.length));
  return [
    `${stack}: ${findings.length} resources are declared. ${ending(findings, "managed").length} are in the state, ` +
      `${found.length} exist without being in it, ${ending(findings, "absent").length} do not exist yet` +
      (unsearchable.length > 0 ? `, ${unsearchable.length} could not be looked for.` : "."),
    ...found.map(({ address, importId }) => `  ${address.padEnd(width)}  ${importId}`),
    ...unsearchable.map(
      ({ address, reason }) =>
        `  ${address}: not looked for (${reason}). If it exists, import it yourself: ` +
        `terraform -chdir=cdktf.out/stacks/${stack} import ${address} <id>`,
    ),
  ].join("\n");
}

/** Two of what there should be one of: only a person knows which is meant, and nothing is imported until then. */
export function ambiguity(ambiguous: readonly Outcome<"ambiguous">[]): Error {
  const lines = ambiguous.map(
    ({ address, importIds }) => `${address}: ${importIds.length} in the account match: ${importIds.join(", ")}.`,
  );
  return new Error(
    [
      ...lines,
      "Nothing was imported. Remove or rename those that are not meant, or import the right one yourself with " +
        "`terraform import`, then run the same command again.",
    ].join("\n"),
  );
}
