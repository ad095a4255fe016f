import { type Command, InvalidArgumentError } from "commander";
import { environmentNames } from "../environments";
import { messageOf } from "../lib/errors";
import { parseDuration } from "../operations/release/output/duration";
import { chosenServices } from "../operations/release/target/service-reference";
import { goals, type Goal } from "../operations/release/deployment/verdict";

/** Of a command that is about one environment. */
export function environmentArgument(command: Command): Command {
  return command.argument("<environment>", `one of: ${environmentNames().join(", ")}`);
}

/** Of a command that is about one or all services of an environment. */
export function serviceOption(command: Command): Command {
  return command.option("--service <name>", "service of the environment; where there is one, it need not be named");
}

export interface ChosenServices {
  readonly environment: string;
  /** The service that was named, or all of the environment. */
  readonly serviceKeys: readonly string[];
}

/** @throws UsageError for an environment or a service that is not there */
export function readServices(command: Command): ChosenServices {
  const [environment = ""] = command.args;
  const { service } = command.opts<{ readonly service?: string }>();
  return { environment, serviceKeys: chosenServices(environment, service) };
}

/** For an option that takes a duration. */
export function durationOption(option: string): (text: string) => number {
  return (text) => {
    try {
      return parseDuration(text, option);
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  };
}

export function goalOption(text: string): Goal {
  const goal = goals.find((candidate) => candidate === text);
  if (goal === undefined) throw new InvalidArgumentError(`Allowed: ${goals.join(", ")}.`);
  return goal;
}
