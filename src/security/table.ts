import { exempt } from "./exempt";
import { relaxed } from "./relaxed";
import { groups, type SecurityRule, type WaivedRule } from "./rule";

/** The security tables of docs/security.md, as Markdown. */
export function securityTables(rules: readonly SecurityRule[], waived: readonly WaivedRule[]): string {
  const kept = groups.map((group) => {
    const rows = rules.filter((rule) => rule.group === group);
    return table(
      group,
      ["ids", "rule", "how it is checked"],
      rows.map(({ ids, rule, check }) => [ids.join(", "), rule, check]),
    );
  });
  const askedOfNobody = table(
    "Waived",
    ["ids", "rule", "because"],
    waived.map(({ ids, rule, waived: why }) => [ids.join(", "), rule, why]),
  );
  const doneWithout = Object.entries(relaxed).map(([environment, reasons]) =>
    table(`What \`${environment}\` does without`, ["rule", "because"], Object.entries(reasons)),
  );
  const exemptions = Object.entries(exempt).map(([environment, why]) => `\`${environment}\` is exempt. ${why}`);
  return [...kept, askedOfNobody, ...doneWithout, ...exemptions].join("\n\n");
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`**${title}**`, "", ...lines].join("\n");
}
