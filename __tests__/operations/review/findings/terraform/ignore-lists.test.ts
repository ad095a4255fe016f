import { Testing } from "cdktf";
import { ignoredChanges } from "../../../../../src/lib/terraform/ignored-attributes";
import { readStackJson, resources, type StackJson } from "../../../../../src/lib/terraform/stack-json";
import { review } from "../../../../../src/operations/review/review";
import { ServiceStack } from "../../../../../src/stacks/service-stack";
import { handsOn, production, staging } from "../../../../support/synthesized";
import { brief, plan } from "../../support";

function findingsFor(stack: StackJson) {
  return review(plan({}), { stack }).findings;
}

/** The hands-on without the lifecycle of one resource. */
function unguarded(address: string): StackJson {
  const text = Testing.synth(new ServiceStack(Testing.app(), handsOn));
  const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
  const [type = "", id = ""] = address.split(".");
  const block = json.resource[type]?.[id];
  if (block?.["lifecycle"] === undefined) throw new Error(`${address} has no lifecycle to take away.`);
  Reflect.deleteProperty(block, "lifecycle");
  return readStackJson(JSON.stringify(json));
}

describe("what code leaves to CodeDeploy", () => {
  it.each([handsOn, staging, production])("is all of it in $name", (environment) => {
    const stack = readStackJson(Testing.synth(new ServiceStack(Testing.app(), environment)));
    expect(resources(stack, "aws_ecs_service", "aws_lb_listener").length).toBeGreaterThan(2);
    expect(findingsFor(stack)).toEqual([]);
  });

  it.each([
    ["aws_lb_listener", "listeners_production"],
    ["aws_ecs_service", "service_web"],
  ] as const)("is missed in %s.%s", (type, id) => {
    const findings = findingsFor(unguarded(`${type}.${id}`));
    expect(brief(findings)).toEqual([`warn ignore-list-missing ${type}.${id}`]);
    expect(findings[0]?.what).toBe(`The code does not ignore changes of ${ignoredChanges(type).join(", ")}.`);
  });
});
