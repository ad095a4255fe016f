import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { environment } from "../../environments";
import { commandLine } from "../../lib/command-line";
import { UsageError } from "../../lib/errors";
import { loadPlan, loadStack } from "../../operations/review/plan/load";
import { oneOf } from "../../operations/review/options";
import { readPlanJson } from "../../operations/review/plan/plan-json";
import { review } from "../../operations/review/review";
import { environmentArgument } from "../arguments";
import type { CliCommand } from "../command";

const formats = ["svg", "mermaid"] as const;

interface DiagramOptions {
  readonly name: string;
  readonly format: (typeof formats)[number];
  readonly planFile: string | undefined;
  readonly out: string | undefined;
}

/** The architecture as a picture, and what a plan makes of it. */
export const diagram: CliCommand = {
  name: "diagram",
  description: "Draws what was synthesized last and, with a plan, what it adds, changes, replaces and removes.",
  examples: ["production --out production.svg", "production --plan plan --format mermaid"],
  needs: "terraform",
  local: "no",
  declare: (command) =>
    environmentArgument(command)
      .option("--plan <plan>", "plan file, or its JSON")
      .option("--format <format>", `one of: ${formats.join(", ")} (default: svg)`)
      .option("--out <file>", "where the picture is written (default: standard output)"),
  prepare: (command) => {
    const options = readDiagram(command);
    return () => draw(options);
  },
};

function readDiagram(command: Command): DiagramOptions {
  const [name = ""] = command.args;
  const { format, plan, out } = command.opts<{ format?: string; plan?: string; out?: string }>();
  return {
    name: environment(name).name,
    format: oneOf("--format", formats, format) ?? "svg",
    planFile: plan,
    out,
  };
}

async function draw({ name, format, planFile, out }: DiagramOptions): Promise<number> {
  const stack = loadStack(name);
  if (stack === undefined) {
    throw new UsageError(
      `${name}: nothing is synthesized, so that there is nothing to draw. Run: ${commandLine("synth")}, then this again.`,
    );
  }
  const plan = planFile === undefined ? undefined : readPlanJson(await loadPlan(planFile, name), planFile);
  const changes = plan === undefined ? undefined : review(plan, { environment: name, stack }).changes;
  const { drawDiagram } = await import("../../operations/diagram/draw.js");
  const drawing = await drawDiagram(stack, changes, { title: name, plan });
  if (out === undefined) process.stdout.write(drawing[format]);
  else writeFileSync(out, drawing[format]);
  return 0;
}
