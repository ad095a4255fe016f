import { commandLine } from "../../lib/command-line";
import type { ImportConfig } from "./import-config";
import { ending, type SearchResult, type SearchOutcome } from "./search";

/** What the search came to, for a person who has to say yes or no. */
export function describeFindings(stack: string, findings: readonly SearchResult[]): string {
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

/** What was imported, what was not and why, and what to do next. */
export function describeImports(stack: string, { imports, left }: Omit<ImportConfig, "json">): string {
  return [
    ...left.map(
      ({ address, importId }) =>
        `${address} (${importId}): not imported, since its configuration refers to something that does not exist. ` +
        "Once an apply has made that, run the same command again.",
    ),
    `Imported ${imports.length}. See what Terraform would still do: ${commandLine("diff", stack)}`,
  ].join("\n");
}

/** What to do about things that exist where a deploy would make them: AWS refuses a second one of the same name. */
export function adviceBeforeDeploy(stack: string): string {
  return (
    "A deploy stops where one of these has the same name. Choose another name in the environment's file (`names`), or " +
    `import it: ${commandLine("adopt", stack)}. What is imported is changed by a deploy and deleted by a destroy: ` +
    "import nothing that others use."
  );
}

/** Two of what there should be one of: only a person knows which is meant, and nothing is imported until then. */
export function ambiguity(ambiguous: readonly SearchOutcome<"ambiguous">[]): Error {
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
