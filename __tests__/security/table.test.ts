import { relaxedIn } from "../../src/security/relaxed";
import type { SecurityRule } from "../../src/security/rule";
import { securityRules, waivedRules } from "../../src/security/rules";
import { securityTables } from "../../src/security/table";

const rule: SecurityRule = {
  ids: ["CKV_AWS_7", "KMS.4"],
  group: "IAM, KMS, logs, alarms",
  rule: "keys rotate",
  check: "`enable_key_rotation`",
  examine: () => ({ looked: [], violations: [] }),
};

const withoutHeads = (tables: string) =>
  tables.split("\n").filter((line) => line !== "" && !/^\| (ids|rule|---) /.test(line));

describe("the security tables", () => {
  it("are one for each group, one for what is waived, one for what an environment does without, and who is exempt", () => {
    const lines = withoutHeads(
      securityTables([rule], [{ ids: ["EC2.172"], rule: "no way in", waived: "it faces the internet" }]),
    );
    expect(lines).toEqual([
      "**Network**",
      "**Load balancer**",
      "**ECS, ECR**",
      "**IAM, KMS, logs, alarms**",
      "| CKV_AWS_7, KMS.4 | keys rotate | `enable_key_rotation` |",
      "**Buckets**",
      "**CodeDeploy**",
      "**Waived**",
      "| EC2.172 | no way in | it faces the internet |",
      "**What `staging` does without**",
      ...Object.entries(relaxedIn("staging")).map(([words, why]) => `| ${words} | ${why} |`),
      "`hands-on` is exempt. It is the published lesson, value for value, and not meant for real traffic.",
    ]);
  });

  it("have a row for each rule, with as many cells as their heads", () => {
    const rows = withoutHeads(securityTables(securityRules, waivedRules)).filter((line) => line.startsWith("| "));
    const cells = (count: number) => rows.filter((row) => row.split("|").length === count + 2);
    expect(cells(3)).toHaveLength(securityRules.length + waivedRules.length);
    expect(cells(2)).toHaveLength(Object.keys(relaxedIn("staging")).length);
    expect(rows).toHaveLength(cells(3).length + cells(2).length);
  });
});
