/** How the person called this program: what messages tell them to type has the same form. */
export interface Invocation {
  /** Path of the launcher as it was called; undefined under npm. */
  readonly launcher: string | undefined;
  /** Whether the account is the local AWS. */
  readonly local: boolean;
}

let invocation: Invocation = { launcher: undefined, local: false };

export function rememberInvocation(given: Invocation): void {
  invocation = given;
}

export function isLocal(): boolean {
  return invocation.local;
}

/** Commands of CDKTF that have no script of npm. */
const ofCdktf = ["deploy", "diff", "destroy"];

/** Commands that talk to an account, and so take --local. */
const ofAccounts = [
  "bootstrap",
  "release",
  "rollback",
  "status",
  "review",
  "adopt",
  "pipeline",
  "conformance",
  ...ofCdktf,
];

/**
 * A command of this project for a person to type, or to paste.
 *
 * @param name as the launcher takes it, for example "local image"
 */
export function commandLine(name: string, ...options: readonly string[]): string {
  const [verb = ""] = name.split(" ");
  const local = invocation.local && ofAccounts.includes(verb);
  if (invocation.launcher === undefined && ofCdktf.includes(verb)) {
    return [...(local ? ["npm run local --"] : []), "npx cdktf", name, ...options].join(" ");
  }
  const all = [...options, ...(local ? ["--local"] : [])];
  if (invocation.launcher !== undefined) return [invocation.launcher, name, ...all].join(" ");
  if (name === "start") return "npm start";
  return [...npmRun(name, all.length > 0), ...all].join(" ");
}

/** The command that deploys an environment. */
export function deployCommand(environment: string): string {
  return commandLine("deploy", environment);
}

/** What stands before the arguments of a command in its usage. */
export function calledAs(name: string): string {
  if (invocation.launcher !== undefined) return [invocation.launcher, name].join(" ").trim();
  return npmRun(name, true).join(" ");
}

/** Scripts of npm whose names are not the first word of the command. */
const npmScripts: Readonly<Record<string, string>> = { "local down": "local:down", "local image": "local:image" };

function npmRun(name: string, hasArguments: boolean): readonly string[] {
  const [script = "", ...rest] = (npmScripts[name] ?? name).split(" ");
  return ["npm run", script, ...(hasArguments || rest.length > 0 ? ["--"] : []), ...rest];
}
