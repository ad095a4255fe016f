import type { Command } from "commander";

/**
 * Options that npm took for its own, as arguments: of `npm run release --dry-run -- production` the command hears nothing of
 * --dry-run. npm hands what it took to the script as variables of the environment.
 * https://docs.npmjs.com/cli/v10/using-npm/config#environment-variables
 */
export function swallowedByNpm(
  command: Command,
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): readonly string[] {
  if (!isCalledByNpm(args, variables)) return [];
  return command.options.flatMap(({ long }) => {
    if (typeof long !== "string" || isGiven(long, args)) return [];
    const value = variables[`npm_config_${long.slice(2).replaceAll("-", "_")}`] ?? "";
    return value === "" ? [] : value === "true" ? [long] : [long, value];
  });
}

/** Whether npm has started this very command, and not one that has started it in turn. */
export function isCalledByNpm(args: readonly string[], variables: NodeJS.ProcessEnv): boolean {
  const script = variables["npm_lifecycle_event"];
  return script?.split(":").every((word, index) => args[index] === word) ?? false;
}

function isGiven(long: string, args: readonly string[]): boolean {
  return args.some((arg) => arg === long || arg.startsWith(`${long}=`));
}
