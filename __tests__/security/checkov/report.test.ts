import { readCheckovReport } from "../../../src/security/checkov/report";

function record(check_id: string, resource: string, file_path: string) {
  return { check_id, check_name: `Ensure ${check_id}`, file_path, resource, severity: null };
}

function report(parsing_errors: readonly string[] = []): string {
  return JSON.stringify({
    check_type: "terraform_json",
    results: {
      passed_checks: [record("CKV_AWS_1", "resource.logs", "/production.tf.json")],
      failed_checks: [
        record("CKV_AWS_2", "resource.logs", "/production.tf.json"),
        record("CKV2_AWS_3", "aws_vpc.network", "/staging.tf.json"),
      ],
      skipped_checks: [],
      parsing_errors,
    },
    summary: { passed: 1, failed: 2 },
  });
}

describe("what checkov reports", () => {
  it("is told by stack, and by the resource's Terraform name, however checkov names it", () => {
    expect([...readCheckovReport(report())]).toEqual([
      [
        "production",
        {
          passed: [{ check: "CKV_AWS_1", name: "Ensure CKV_AWS_1", id: "logs" }],
          failed: [{ check: "CKV_AWS_2", name: "Ensure CKV_AWS_2", id: "logs" }],
        },
      ],
      ["staging", { passed: [], failed: [{ check: "CKV2_AWS_3", name: "Ensure CKV2_AWS_3", id: "network" }] }],
    ]);
  });

  it("is worth nothing if a file could not be parsed, though checkov then finds no failure in it", () => {
    expect(() => readCheckovReport(report(["production.tf.json"]))).toThrow(
      new Error("checkov could not parse production.tf.json."),
    );
  });

  it("must be a report on Terraform JSON: without any, checkov prints only a summary", () => {
    expect(() => readCheckovReport(JSON.stringify({ passed: 0, failed: 0 }))).toThrow(/check_type/);
  });
});
