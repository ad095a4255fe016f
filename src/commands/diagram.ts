import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { drawDiagram } from "../diagram/draw";
import { environment, environments } from "../environments";
import { messageOf, UsageError } from "../lib/errors";
import { loadPlan, loadStack } from "../review/load";
import { oneOf } from "../review/options";
import { readPlanJson } from "../review/plan-json";
import { review } from "../review/review";
import { type Command, runCommand } from "./run-command";

const formats = ["svg", "mermaid"] as const;

/** `npm run diagram -- <environment>`: the architecture as a picture, and what a plan makes of it. */
const diagram: Command = async (args) => {
  const { name, format, planFile, out } = parseOptions(args);
  const stack = loadStack(name);
  if (stack === undefined) {
    throw new UsageError(
      `${name}: nothing is synthesized, so that there is nothing to draw. Run: npm run synth, then this again.`,
    );
  }
  const plan = planFile === undefined ? undefined : readPlanJson(await loadPlan(planFile, name), planFile);
  const changes = plan === undefined ? undefined : review(plan, { environment: name, stack }).changes;
  const drawing = await drawDiagram(stack, changes, { title: name, plan });
  if (out === undefined) process.stdout.write(drawing[format]);
  else writeFileSync(out, drawing[format]);
  return 0;
};

function parseOptions(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) throw new UsageError(usage());
  const format = oneOf("--format", formats, values.format) ?? "svg";
  return { name: environment(name).name, format, planFile: values.plan, out: values.out };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { plan: { type: "string" }, format: { type: "string" }, out: { type: "string" } },
    });
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${usage()}`);
  }
}

function usage(): string {
  const known = environments().map(({ name }) => name);
  return (
    "usage: npm run diagram -- <environment> [--plan <plan.json | plan file>] [--format svg|mermaid] [--out <file>]\n" +
    "Draws what was synthesized last and, with a plan, what it adds, changes, replaces and removes.\n" +
    `Environments: ${known.join(", ")}`
  );
}

void runCommand(diagram);
