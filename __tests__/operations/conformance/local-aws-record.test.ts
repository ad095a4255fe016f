import { readFileSync } from "node:fs";
import { readRecord } from "../../../src/operations/conformance/record";
import { environment } from "../../../src/environments";

const file = "docs/conformance/local-aws.json";

/** What it says is held against the local AWS in __tests__/e2e/release.test.ts. */
describe("the committed record of the local AWS", () => {
  it("is of a complete run", () => {
    const { complete, scenarios } = readRecord(file);
    expect(complete).toBe(true);
    expect(Object.keys(scenarios)).toHaveLength(6);
  });

  it("holds no value of the environment that it was made with", () => {
    const text = readFileSync(file, "utf8");
    const handsOn = environment("hands-on");
    const names = [handsOn.project, handsOn.region, ...Object.values(handsOn.services["web"]?.names ?? {})];
    const values = names.flatMap((name) => (typeof name === "object" ? Object.values(name) : (name ?? [])));
    expect(values.length).toBeGreaterThan(8);
    expect(values.filter((value) => text.includes(value))).toEqual([]);
    expect(text).not.toMatch(/arn:|sha256:|\bd-[A-Z0-9]{9}\b|\d{12}/);
  });
});
