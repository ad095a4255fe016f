import { Command, CommanderError, InvalidArgumentError } from "commander";
import { environments } from "../environments";
import { messageOf, UsageError } from "../lib/errors";
import { parseDuration } from "./duration";
import { chosenServices } from "./service-reference";
import { goals, type Goal } from "./verdict";

/** Thrown after --help has been answered: there is nothing left to do. */
export class HelpShown extends Error {
  override readonly name = "HelpShown";
}

/** A command of the release family: an environment first, options after it. */
export function command(name: string, description: string): Command {
  return new Command(`npm run ${name} --`)
    .description(description)
    .argument("<environment>", `one of: ${known()}`)
    .option("--service <name>", "service of the environment; where there is one, it need not be named")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

export interface Parsed<Options> {
  readonly environment: string;
  /** The service that was named, or all of the environment. */
  readonly serviceKeys: readonly string[];
  readonly options: Options;
}

/**
 * Reads the arguments of a command.
 *
 * @throws UsageError for anything it does not know, with what it knows
 */
export function parseArguments<Options extends object>(program: Command, args: readonly string[]): Parsed<Options> {
  parseProgram(program, args);
  const [environment = ""] = program.args;
  const options = program.opts<Options & { readonly service?: string }>();
  return { environment, serviceKeys: chosenServices(environment, options.service), options };
}

/** @throws UsageError for anything the program does not know, HelpShown */
export function parseProgram(program: Command, args: readonly string[]): void {
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown();
    throw new UsageError(
      `${sentence(error.message)}\nUsage: ${program.name()} ${program.usage()}. All options: ${program.name()} --help`,
    );
  }
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

function known(): string {
  return environments()
    .map(({ name }) => name)
    .join(", ");
}

/** "error: unknown option '--imgae'" as a sentence. */
function sentence(message: string): string {
  const text = message.replace(/^error: /, "").replace(/\n\(Did you mean (.*)\?\)$/, ". Did you mean $1?");
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?]$/.test(capital) ? capital : `${capital}.`;
}
