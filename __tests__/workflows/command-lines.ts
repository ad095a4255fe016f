import { parseReleaseOptions, parseRollbackOptions, parseStep } from "../cli/parsed";

/** An `npm run` of a shell script, or what npm would run, with what its variables may hold. */
export interface NpmRun {
  readonly script: string;
  readonly args: readonly string[];
}

/** What a variable of the shell stands for. All others would stay as they are, and no command takes them. */
const values: Readonly<Record<string, string>> = {
  ENVIRONMENT: "production",
  PROJECT_NAME: "production",
  SERVICE: "web",
  TAG: "0123456789abcdef0123456789abcdef01234567",
  HASH: "0".repeat(64),
  LIVE: "--live",
  PLANFILE: "/data/production-production.tfplan",
};

export function npmRuns(shell: string): readonly NpmRun[] {
  const npm = /\bnpm (?:run (?:--silent )?(?<run>[\w:-]+)|(?<test>test))(?: -- (?<args>[^|\n]*))?/g;
  const node = /\bnode bluegreen (?<run>\w+) (?<args>[^|\n]*)/g;
  return [...shell.matchAll(npm), ...shell.matchAll(node)].map(({ groups = {} }) => {
    const args = groups["args"]?.trim() ?? "";
    return { script: groups["run"] ?? groups["test"] ?? "", args: args === "" ? [] : args.split(/\s+/).map(expand) };
  });
}

/** @throws UsageError for a command line that the script would refuse */
export function readArguments({ script, args }: NpmRun): unknown {
  switch (script) {
    case "pipeline":
      return parseStep(args);
    case "release":
      return parseReleaseOptions(args);
    case "rollback":
      return parseRollbackOptions(args);
    default:
      return args;
  }
}

function expand(word: string): string {
  return word
    .replace(/^\$\{(\w+):\+"\$\1"\}$/, (_, name: string) => values[name] ?? word)
    .replace(/^"\$(\w+)"$/, (_, name: string) => values[name] ?? word);
}
