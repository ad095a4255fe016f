import type { Environment } from "../../src/environments/schema";
import { block, type MutableBlock, type MutableStack } from "./stack";

/** A pull request, and what stands around it. */
export interface Scenario {
  /** Name of the file. */
  readonly name: string;
  /**
   * `empty`: nothing is there. `as created`: what Terraform made, which it has not read again yet. `deploying`: a deployment
   * waits for a person, its test traffic on the replacement. `swapped`: a release has pointed both listeners at the other
   * target group.
   */
  readonly account: "empty" | "as created" | "as deployed" | "deploying" | "swapped";
  /** What the pull request changes in the environment's file. */
  readonly settings?: (environment: Environment) => Environment;
  /** What it changes besides. Answers another stack, or changes the given one. */
  readonly change?: (stack: MutableStack) => MutableStack | undefined;
  /** More options of `terraform plan`. */
  readonly options?: readonly string[];
  /** Terraform ends with exit code 1, and writes a plan that says so. */
  readonly fails?: true;
}

/** The account and its plans, of one environment. */
export interface Recording {
  readonly environment: string;
  /** What the recorded account has otherwise than the environment's file says. */
  readonly adjust: (stack: MutableStack) => void;
  readonly scenarios: readonly Scenario[];
}

/** A change of one resource, which has to be there. */
export function edit(address: string, change: (target: MutableBlock) => void): (stack: MutableStack) => undefined {
  return (stack) => {
    change(block(stack, address));
  };
}
