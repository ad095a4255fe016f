import type { SecurityRule } from "../../src/security/rule";
import { securityRules, waivedRules } from "../../src/security/rules";
import { securityTable } from "../../src/security/table";

const rule: SecurityRule = {
  ids: ["CKV_AWS_7", "KMS.4"],
  group: "IAM, KMS, logs, alarms",
  rule: "keys rotate",
  check: "`enable_key_rotation`",
  examine: () => ({ looked: [], violations: [] }),
};

describe("the security table", () => {
  it("has a part for each group, one for what is waived, and says who is exempt", () => {
    const lines = securityTable([rule], [{ ids: ["EC2.172"], rule: "no way in", waived: "it faces the internet" }])
      .split("\n")
      .filter((line) => line !== "" && !/^\| (ids|---) /.test(line));
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
      "`hands-on` is exempt. It is what the ContainerHandsOn makes by hand, open doors included: a lesson, not a place for real traffic.",
    ]);
  });

  it("has a row for each rule, with three cells", () => {
    const rows = securityTable(securityRules, waivedRules)
      .split("\n")
      .filter((line) => line.startsWith("| ") && !/^\| (ids|---) /.test(line));
    expect(rows).toHaveLength(securityRules.length + waivedRules.length);
    expect(rows.filter((row) => row.split("|").length !== 5)).toEqual([]);
  });
});
