import { exempt } from "./exempt";
import { groups, type SecurityRule, type WaivedRule } from "./rule";

/** The security table of README.md, as Markdown. */
export function securityTable(rules: readonly SecurityRule[], waived: readonly WaivedRule[]): string {
  const sections = groups.map((group) => {
    const rows = rules.filter((rule) => rule.group === group);
    return section(
      group,
      "how it is checked",
      rows.map(({ ids, rule, check }) => [ids.join(", "), rule, check]),
    );
  });
  const waivers = section(
    "Waived",
    "because",
    waived.map(({ ids, rule, waived: why }) => [ids.join(", "), rule, why]),
  );
  return [...sections, waivers, ...Object.entries(exempt).map(([name, why]) => `\`${name}\` is exempt. ${why}`)].join(
    "\n\n",
  );
}

function section(title: string, last: string, rows: readonly (readonly string[])[]): string {
  const lines = [["ids", "rule", last], ["---", "---", "---"], ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`**${title}**`, "", ...lines].join("\n");
}
