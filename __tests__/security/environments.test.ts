import { Testing } from "cdktf";
import { environments } from "../../src/environments";
import type { Environment } from "../../src/environments/schema";
import { readStackJson, type StackJson } from "../../src/lib/stack-json";
import { stateStackName } from "../../src/lib/stack-names";
import { exempt, isExempt } from "../../src/security/exempt";
import { relaxed, relaxedIn } from "../../src/security/relaxed";
import { examineAll, type SecurityRule } from "../../src/security/rule";
import { securityRules } from "../../src/security/rules";
import { keepsStateInS3, StateStack } from "../../src/stacks/state-stack";
import { handsOn, serviceStackJson, synthesize } from "../support/synthesized";

function stacksOf(environment: Environment): readonly StackJson[] {
  const state = keepsStateInS3(environment)
    ? [synthesize(new StateStack(Testing.app(), stateStackName(environment.name), environment))]
    : [];
  return [serviceStackJson(environment), ...state].map((json) => readStackJson(JSON.stringify(json)));
}

function isRelaxed(environment: string, { ids, rule }: SecurityRule): boolean {
  return [...ids, rule].some((id) => id in relaxedIn(environment));
}

/** Each rule that does not hold, with what breaks it. */
function broken(environment: Environment): readonly string[] {
  const stacks = stacksOf(environment);
  return securityRules
    .filter((rule) => !isRelaxed(environment.name, rule))
    .flatMap((rule) => examineAll(rule, stacks).violations.map((what) => `${environment.name}, ${rule.rule}: ${what}`));
}

const names = environments().map(({ name }) => name);

describe("the environments", () => {
  it("keep every security rule, unless they are exempt", () => {
    expect(
      environments()
        .filter(({ name }) => !isExempt(name))
        .flatMap(broken),
    ).toEqual([]);
  });

  it("are exempt for what they are: the hands-on breaks many rules", () => {
    expect(Object.keys(exempt)).toEqual(["hands-on"]);
    expect(broken(handsOn).length).toBeGreaterThan(30);
  });

  it("are there if they are exempt or relaxed", () => {
    expect(names).toEqual(expect.arrayContaining([...Object.keys(exempt), ...Object.keys(relaxed)]));
  });
});
