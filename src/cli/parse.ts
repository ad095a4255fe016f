import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { calledAs, commandLine } from "../lib/command-line";
import { UsageError } from "../lib/errors";
import type { CliCommand } from "./command";
import { commands } from "./commands";
import { swallowedByNpm } from "./npm-options";

export interface Chosen {
  readonly definition: CliCommand;
  /** With its arguments and options read. */
  readonly command: Command;
}

/**
 * Reads a command line.
 *
 * @returns undefined where it asks for help or the version: both have been printed, and nothing is done
 * @throws UsageError for anything that is not known, with what is
 */
export function parse(args: readonly string[], variables: NodeJS.ProcessEnv = process.env): Chosen | undefined {
  let chosen: Chosen | undefined;
  let failed: Command | undefined;
  const program = createProgram(
    (definition, command) => {
      chosen = { definition, command };
    },
    (command) => {
      failed = command;
    },
  );
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    const command = failed ?? program;
    refuseSwallowed(command, args, variables);
    throw new UsageError(error.code === "commander.help" ? command.helpInformation().trimEnd() : usage(command, error));
  }
  if (chosen !== undefined) refuseSwallowed(chosen.command, args, variables);
  return chosen;
}

/**
 * The tree of all commands.
 *
 * @param onChosen called for the command that was typed
 * @param onFailure called for the command whose arguments cannot be read, before commander throws
 */
export function createProgram(
  onChosen: (definition: CliCommand, command: Command) => void = () => undefined,
  onFailure: (command: Command) => void = () => undefined,
): Command {
  const prepared = (command: Command): Command =>
    command
      .exitOverride((error) => {
        onFailure(command);
        throw error;
      })
      .configureOutput({ writeErr: () => undefined })
      .configureHelp({ commandUsage: (one) => `${calledAs(nameOf(one))} ${one.usage()}` })
      .helpOption("-h, --help", "show this help");
  const program = prepared(new Command("bluegreen"))
    .description("Blue/green ECS services through Terraform: deploy, release, roll back, review.")
    .version(version, "--version", "show the version")
    .enablePositionalOptions();
  for (const definition of commands) {
    const words = definition.name.split(" ");
    const last = words.pop() ?? "";
    const parent = words.reduce((one, word) => childOf(one, word) ?? prepared(group(one, word)), program);
    const command = prepared(parent.command(last)).description(definition.description);
    definition.declare(command).action(() => {
      onChosen(definition, command);
    });
    if (definition.local === "started" || definition.local === "up") command.option("--local", "against the local AWS");
    command.addHelpText("after", () => examplesOf(definition));
  }
  return program;
}

function childOf(parent: Command, name: string): Command | undefined {
  return parent.commands.find((child) => child.name() === name);
}

/** Commands that have others and do nothing by themselves. */
const groups: Readonly<Record<string, string>> = {
  new: "Adds an environment, or a service to one.",
  pipeline: "Steps of pipelines: on GitHub, in HCP Terraform, with Atlantis.",
};

function group(parent: Command, name: string): Command {
  return parent.command(name).description(groups[name] ?? "");
}

/** As a person types it, for example "local image"; empty for the whole program. */
export function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null ? "" : `${nameOf(parent)} ${command.name()}`.trim();
}

function examplesOf({ name, examples }: CliCommand): string {
  return [
    "",
    "Examples:",
    ...examples.map((example) => `  ${commandLine(name, ...(example === "" ? [] : [example]))}`),
  ].join("\n");
}

/** @throws UsageError where npm took options that this command has: it would do something else than was asked for */
function refuseSwallowed(command: Command, args: readonly string[], variables: NodeJS.ProcessEnv): void {
  const swallowed = swallowedByNpm(command, args, variables);
  if (swallowed.length === 0) return;
  const name = nameOf(command);
  const own = args.slice(name.split(" ").length);
  throw new UsageError(
    `npm took ${swallowed.join(" ")} for an option of its own, and ${name} did not get it. Nothing was done. ` +
      `Put -- before the options: ${commandLine(name, ...own, ...swallowed)}`,
  );
}

function usage(command: Command, { message }: CommanderError): string {
  const called = calledAs(nameOf(command));
  const all = command.parent === null ? "All commands" : "All options";
  return `${sentence(message)}\nUsage: ${called} ${command.usage()}. ${all}: ${called} --help`;
}

/** "error: unknown option '--imgae'" as a sentence. */
function sentence(message: string): string {
  const text = message.replace(/^error: /, "").replace(/\n\(Did you mean (.*)\?\)$/, ". Did you mean $1?");
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?]$/.test(capital) ? capital : `${capital}.`;
}
