import type { Command } from "commander";
import { commands } from "../../src/cli/commands/index";
import { createProgram, nameOf } from "../../src/cli/parse";
import { rememberInvocation } from "../../src/lib/command-line";

/** docs/commands.md: the help of every command. */
export function commandsDocument(): string {
  rememberInvocation({ launcher: "./bluegreen", local: false });
  const all = new Map(withChildren(createProgram()).map((command) => [nameOf(command), command]));
  const rows = commands.map(({ name, description }) => `| [\`${name}\`](#${anchor(name)}) | ${description} |`);
  const sections = commands.map(({ name }) => section(name, all.get(name)));
  return (
    [introduction, ["| command | does |", "| --- | --- |", ...rows].join("\n"), closing, ...sections].join("\n\n") +
    "\n"
  );
}

const introduction = `# Commands

\`./bluegreen <command> [environment] [options]\`, on Windows \`bluegreen.cmd\`. Generated from the commands' own help by
\`npm run docs\`. \`npm start\` and \`npm test\` are the two that need no more than a fresh clone; the other npm scripts call
the same: \`npm run status -- production\`.`;

const closing = `**Exit codes**: 0 done, 1 it failed, 2 wrong usage or configuration; \`review\` and \`pipeline\` end with 3 where a finding
stops it, \`release\`, \`rollback\` and \`status --watch\` have [three of their own](releases.md#exit-codes).
\`./bluegreen local\` ends as its command does. \`DEBUG=1\` adds the stack to an error. \`LOCAL_AWS_SPEED\` (1 to 3600) sets
how much faster CodeDeploy's minutes pass in a local AWS when it starts: 60 under \`npm start\`, else 1, real time.

\`npm test\` runs \`npm run lint\`, \`npm run types\`, \`npm run unit\` (\`-- --coverage\` shows what it covers),
\`./bluegreen scan\` and \`npm run e2e\`.`;

function withChildren(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}

function section(name: string, command: Command | undefined): string {
  if (command === undefined) throw new Error(`${name} is not among the commands of the parser.`);
  let help = "";
  command.configureOutput({
    writeOut: (text) => (help += text),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return `## ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\``;
}

function anchor(name: string): string {
  return name.replaceAll(" ", "-");
}
