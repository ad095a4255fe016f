import { environments } from "../../src/environments";
import type { Environment } from "../../src/environments/schema";
import { exempt, isExempt } from "../../src/security/exempt";
import { relaxed, relaxedChecks, relaxedIn } from "../../src/security/relaxed";
import { examineAll, type Examination, type SecurityRule } from "../../src/security/rule";
import { securityRules } from "../../src/security/rules";
import { handsOn } from "../support/synthesized";
import { stacksOf } from "./stacks";

interface Examined extends Examination {
  readonly rule: SecurityRule;
}

function examined(environment: Environment): readonly Examined[] {
  const stacks = stacksOf(environment);
  return securityRules.map((rule) => ({ rule, ...examineAll(rule, stacks) }));
}

const asked = environments().filter(({ name }) => !isExempt(name));

describe("the environments", () => {
  it("are exempt for what they are: the hands-on breaks many rules", () => {
    expect(Object.keys(exempt)).toEqual(["hands-on"]);
    expect(examined(handsOn).flatMap(({ violations }) => violations).length).toBeGreaterThan(30);
  });

  it("are asked for every rule, but the one that says what it does without", () => {
    expect(asked.map(({ name }) => name)).toEqual(["staging", "production"]);
    expect(Object.keys(relaxed)).toEqual(["staging"]);
  });
});

describe.each(asked.map((environment) => [environment.name, environment] as const))("%s", (name, environment) => {
  const all = examined(environment);
  const without = Object.keys(relaxedIn(name));
  const kept = all.filter(({ rule: { rule } }) => !without.includes(rule));

  it.each(kept.map((one) => [one.rule.rule, one] as const))("keeps: %s", (_, { looked, violations }) => {
    expect(looked.length).toBeGreaterThan(0);
    expect(violations).toEqual([]);
  });

  it("does without rules that there are, and that it would not keep", () => {
    expect(kept.length + without.length).toBe(securityRules.length);
    const needless = all.filter(({ looked, violations }) => looked.length > 0 && violations.length === 0);
    expect(needless.map(({ rule: { rule } }) => rule).filter((rule) => without.includes(rule))).toEqual([]);
  });
});

describe("the checks of checkov's that an environment does without", () => {
  it("are those of its rules, with the reason", () => {
    const checks = relaxedChecks("staging");
    expect(Object.keys(checks)).toEqual(expect.arrayContaining(["CKV_AWS_2", "CKV2_AWS_20", "CKV_AWS_150"]));
    expect(checks["CKV_AWS_150"]).toBe("It is torn down and made again.");
    expect(Object.keys(checks).filter((id) => !/^CKV2?_AWS_\d+$/.test(id))).toEqual([]);
  });

  it("are none where no rule is relaxed", () => {
    expect(relaxedChecks("production")).toEqual({});
  });
});
