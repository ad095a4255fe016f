import type { StackJson } from "../../../src/lib/terraform/stack-json";
import type { FileReport, CheckovFinding } from "../../../src/security/checkov/report";
import { describe as describeVerdict, isClean, verdict } from "../../../src/security/checkov/verdict";

const waived = { "//": { checkov: { skip: [{ id: "CKV_AWS_18", comment: "It is the log itself." }] } } };
const json: StackJson = {
  data: {},
  resource: { aws_s3_bucket: { logs: waived, state: {} }, aws_vpc: { network: {} } },
};

function finding(check: string, id: string): CheckovFinding {
  return { check, name: `Ensure ${check}`, id };
}

function verdictOn(...failed: readonly CheckovFinding[]) {
  return verdict("production", json, { passed: [finding("CKV_AWS_21", "logs")], failed });
}

const needed = finding("CKV_AWS_18", "logs");

describe("a scan", () => {
  it("is clean if every failed check is waived", () => {
    const result = verdictOn(needed);
    expect(result).toEqual({
      stack: "production",
      passed: 1,
      failures: [],
      waived: [{ address: "aws_s3_bucket.logs", check: "CKV_AWS_18", reason: "It is the log itself." }],
      unused: [],
    });
    expect(isClean(result)).toBe(true);
  });

  it("fails by a check that is waived for another resource only", () => {
    const result = verdictOn(needed, finding("CKV_AWS_18", "state"));
    expect(result.failures).toEqual([
      { check: "CKV_AWS_18", name: "Ensure CKV_AWS_18", address: "aws_s3_bucket.state" },
    ]);
    expect(isClean(result)).toBe(false);
  });

  it("fails by another check of a resource with a waiver", () => {
    expect(isClean(verdictOn(needed, finding("CKV_AWS_21", "logs")))).toBe(false);
  });

  it("fails by a waiver that nothing needs", () => {
    const result = verdictOn();
    expect(result.unused).toEqual([
      { address: "aws_s3_bucket.logs", check: "CKV_AWS_18", reason: "It is the log itself." },
    ]);
    expect(isClean(result)).toBe(false);
  });

  it("is clean by a check that the whole environment does without, whatever fails it, and says why", () => {
    const report = { passed: [finding("CKV_AWS_21", "logs")], failed: [needed, finding("CKV_AWS_7", "network")] };
    const result = verdict("staging", json, report, { CKV_AWS_7: "It holds nothing worth it." });
    expect(isClean(result)).toBe(true);
    expect(result.waived).toContainEqual({ address: "*", check: "CKV_AWS_7", reason: "It holds nothing worth it." });
  });

  it("is clean by such a check that nothing fails here: it may fail in the environment's other stack", () => {
    const report = { passed: [finding("CKV_AWS_21", "logs")], failed: [needed] };
    const result = verdict("staging", json, report, { CKV_AWS_7: "It holds nothing worth it." });
    expect(isClean(result)).toBe(true);
    expect(result.waived).toHaveLength(1);
    expect(result.unused).toEqual([]);
  });

  it("fails if no check passed, since then none was made", () => {
    const nothing: FileReport = { passed: [], failed: [] };
    const result = verdict("production", { data: {}, resource: {} }, nothing);
    expect(isClean(result)).toBe(false);
    expect(describeVerdict(result)).toBe("production: checkov checked nothing, 0 failed, 0 waived");
  });

  it("names what is not a resource as checkov does", () => {
    expect(verdictOn(needed, finding("CKV_AWS_41", "aws")).failures).toEqual([
      { check: "CKV_AWS_41", name: "Ensure CKV_AWS_41", address: "aws" },
    ]);
  });

  it("tells failures in the order of their addresses, checkov's own changes from run to run", () => {
    const failures = [finding("CKV2_AWS_11", "network"), finding("CKV_AWS_9", "state"), finding("CKV_AWS_2", "state")];
    const expected = ["CKV_AWS_2 aws_s3_bucket.state", "CKV_AWS_9 aws_s3_bucket.state", "CKV2_AWS_11 aws_vpc.network"];
    for (const found of [failures, failures.toReversed()]) {
      expect(verdictOn(needed, ...found).failures.map(({ check, address }) => `${check} ${address}`)).toEqual(expected);
    }
  });

  it("says a line for each failure and waiver", () => {
    expect(describeVerdict(verdictOn(needed, finding("CKV_AWS_7", "network")))).toBe(
      [
        "production: 1 checks passed, 1 failed, 1 waived",
        "  failed CKV_AWS_7 aws_vpc.network: Ensure CKV_AWS_7",
        "  waived CKV_AWS_18 aws_s3_bucket.logs: It is the log itself.",
      ].join("\n"),
    );
    expect(describeVerdict(verdictOn())).toBe(
      [
        "production: 1 checks passed, 0 failed, 0 waived",
        "  unused waiver CKV_AWS_18 aws_s3_bucket.logs: the check does not fail, take the waiver away",
      ].join("\n"),
    );
  });
});
