import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareRecords, formatDifferences } from "../../../src/operations/conformance/compare";
import { readRecord, writeRecord, type ConformanceRecord } from "../../../src/operations/conformance/record";

const record: ConformanceRecord = {
  version: 1,
  complete: true,
  service: { scaling: "no" },
  scenarios: { release: { ready: { status: "Ready", production: "original 100" } } },
  operations: {
    "CodeDeploy GetDeployment": {
      answer: { deploymentInfo: "structure", "deploymentInfo.status": "Ready or Succeeded" },
      errors: {},
    },
    "CodeDeploy CreateDeployment": { answer: {}, errors: { DeploymentLimitExceededException: "400" } },
  },
};

const other: ConformanceRecord = {
  ...record,
  scenarios: { release: { ready: { status: "Ready", production: "original 90, replacement 10" } } },
  operations: {
    "CodeDeploy GetDeployment": {
      answer: {
        deploymentInfo: "structure",
        "deploymentInfo.status": "Baking or Ready or Succeeded",
        "deploymentInfo.revision.appSpecContent.content": "string",
      },
      errors: {},
    },
  },
};

describe("two records", () => {
  it("that are equal have no difference", () => {
    expect(compareRecords(record, structuredClone(record))).toEqual([]);
    expect(formatDifferences([], ["one.json", "other.json"])).toBe("No difference between one.json and other.json.\n");
  });

  it("are compared row by row: operation, member path, this record, that record", () => {
    const differences = compareRecords(record, other);
    expect(formatDifferences(differences, ["one.json", "other.json"])).toBe(
      [
        "scenario release",
        "  ready: production",
        "    one.json: original 100",
        "    other.json: original 90, replacement 10",
        "",
        "CodeDeploy GetDeployment",
        "  deploymentInfo.revision.appSpecContent.content",
        "    one.json: absent",
        "    other.json: string",
        "  deploymentInfo.status",
        "    one.json: Ready or Succeeded",
        "    other.json: Baking or Ready or Succeeded",
        "",
        "CodeDeploy CreateDeployment",
        "  error DeploymentLimitExceededException",
        "    one.json: HTTP status 400",
        "    other.json: absent",
        "",
        "4 differences between one.json and other.json.",
        "",
      ].join("\n"),
    );
  });

  it("say when one of them is of another service or not complete", () => {
    expect(compareRecords(record, { ...record, complete: false, service: { scaling: "yes" } })).toEqual([
      { subject: "record", path: "complete", one: "true", other: "false" },
      { subject: "service", path: "scaling", one: "no", other: "yes" },
    ]);
  });
});

describe("the file of a record", () => {
  const folder = mkdtempSync(join(tmpdir(), "records-"));
  const file = join(folder, "record.json");
  const remedy = "Give a file that npm run conformance wrote, for example docs/conformance/local-aws.json.";

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read as it was written", () => {
    writeRecord(file, record);
    expect(readRecord(file)).toEqual(record);
  });

  it.each([
    ["{", `The record ${file} is not JSON. ${remedy}`],
    ['{"version":2}', `The record ${file} is not valid: version: Invalid input: expected 1. ${remedy}`],
  ])("is refused when it holds %s", (text, message) => {
    writeFileSync(file, text);
    expect(() => readRecord(file)).toThrow(new Error(message));
  });

  it("is refused when it is not there", () => {
    const nowhere = join(folder, "nowhere.json");
    expect(() => readRecord(nowhere)).toThrow(new Error(`The record ${nowhere} cannot be read: ENOENT. ${remedy}`));
  });
});
