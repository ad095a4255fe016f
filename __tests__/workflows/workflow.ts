import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { checkout } from "../../src/lib/checkout";

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.record(z.string(), text).default({});

const stepFormat = z.object({
  id: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: texts,
  env: texts,
});

const jobFormat = z.object({
  permissions: z.record(z.string(), z.string()).optional(),
  "timeout-minutes": z.number().optional(),
  "runs-on": z.string().optional(),
  environment: z.string().optional(),
  if: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  uses: z.string().optional(),
  with: texts,
  steps: z.array(stepFormat).default([]),
});

const workflowFormat = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()).optional(),
  defaults: z.object({ run: z.object({ shell: z.string() }) }).optional(),
  env: texts,
  jobs: z.record(z.string(), jobFormat),
});

const inputsFormat = z.record(
  z.string(),
  z.object({ required: z.boolean().default(false), default: text.optional() }).nullable(),
);

const actionFormat = z.object({ inputs: inputsFormat, runs: z.object({ steps: z.array(stepFormat) }) });

export type Step = z.output<typeof stepFormat>;
export type Job = z.output<typeof jobFormat>;
export type Inputs = z.output<typeof inputsFormat>;

/** A file in `.github` with its steps, as text and as GitHub reads it. */
export interface Source {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
}

export interface Workflow extends Source, z.output<typeof workflowFormat> {
  readonly name: string;
}

const folder = ".github/workflows";

export const workflows: readonly Workflow[] = readdirSync(join(checkout.root, folder)).map((name) => {
  const source = read(`${folder}/${name}`);
  return { ...source, name, ...workflowFormat.parse(parse(source.text)) };
});

export interface Action extends Source, z.output<typeof actionFormat> {}

const setUpSource = read(".github/actions/set-up/action.yml");

/** The one action of this repository: what nearly every job begins with. */
export const setUp: Action = { ...setUpSource, ...actionFormat.parse(parse(setUpSource.text)) };

/** What a workflow takes that others call. */
export function calledInputs(workflow: Workflow): Inputs {
  return z.object({ inputs: inputsFormat }).parse(workflow.on["workflow_call"]).inputs;
}

export function workflow(name: string): Workflow {
  const found = workflows.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no workflow ${name}.`);
  return found;
}

export interface Placed<T> {
  /** "<workflow>: <job>", to be read in a failure. */
  readonly place: string;
  readonly value: T;
}

export function everyJob(): readonly Placed<Job>[] {
  return workflows.flatMap(({ name, jobs }) =>
    Object.entries(jobs).map(([job, value]) => ({ place: `${name}: ${job}`, value })),
  );
}

export function everyStep(): readonly Placed<Step>[] {
  const ofJobs = everyJob().flatMap(({ place, value }) => value.steps.map((step) => ({ place, value: step })));
  return [...ofJobs, ...setUp.runs.steps.map((step) => ({ place: "set-up", value: step }))];
}

/** What runs in a shell. */
export function everyScript(): readonly Placed<string>[] {
  return everyStep().flatMap(({ place, value: { run } }) => (run === undefined ? [] : [{ place, value: run }]));
}

function read(path: string): Source {
  return { path, text: readFileSync(join(checkout.root, path), "utf8") };
}
