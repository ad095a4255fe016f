import { Testing } from "cdktf";
import type { Environment } from "../../src/environments/schema";
import { readStackJson, type StackJson } from "../../src/lib/terraform/stack-json";
import { stateStackName } from "../../src/environments/stack-names";
import { keepsStateInS3, StateStack } from "../../src/stacks/state-stack";
import { serviceStackJson, synthesize } from "../support/synthesized";

/** What an environment comes to: its own stack, and that of its state. */
export function stacksOf(environment: Environment): readonly StackJson[] {
  const state = keepsStateInS3(environment)
    ? [synthesize(new StateStack(Testing.app(), stateStackName(environment.name), environment))]
    : [];
  return [serviceStackJson(environment), ...state].map((json) => readStackJson(JSON.stringify(json)));
}
