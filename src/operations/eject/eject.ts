import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { checkout } from "../../lib/checkout";
import { UsageError } from "../../lib/errors";
import { writeWhole } from "../../lib/write-whole";
import { planHash } from "../review/plan/hash";
import { readPlanJson } from "../review/plan/plan-json";
import { readChild, runChild } from "../terraform/child";
import { terraformEnvironment } from "../terraform/environment";
import { synthesize } from "../terraform/terraform";
import { readProviderSchema } from "./provider-schema";
import { isJson, type Json } from "./write-block";
import { writeStack } from "./write-stack";

export interface EjectOptions {
  /** Name of the environment. */
  readonly environment: string;
  /** The folder that is made, with one folder in it for each of the two stacks. */
  readonly out: string;
  /** Whether to plan both forms against the environment's state and compare. */
  readonly compare: boolean;
}

/**
 * Writes an environment and its state bucket as HCL, to keep instead of this project: same backend, same addresses, same
 * lock. Then plans JSON and HCL against the same state and compares the hashes of the two plans.
 *
 * @returns the exit code: 1 where the plans differ
 * @throws UsageError where the folder is there already: nothing is overwritten
 */
export async function eject({ environment, out, compare }: EjectOptions): Promise<number> {
  const target = resolve(out);
  if (existsSync(target)) {
    throw new UsageError(
      `${out}: this exists already. Allowed: a folder that does not exist yet. Choose another one, or remove it.`,
    );
  }
  await synthesize(process.env);
  mkdirSync(dirname(target), { recursive: true });
  // Beside its place and renamed at the end, so that a killed run leaves nothing that looks complete.
  const unfinished = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    for (const stack of [environment, `${environment}-state`]) await ejectStack(stack, join(unfinished, stack));
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, target);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  process.stdout.write(`${join(out, environment)} and ${join(out, `${environment}-state`)}: HCL of ${environment}.\n`);
  return compare ? compareStacks(environment, out) : 0;
}

async function ejectStack(stack: string, folder: string): Promise<void> {
  const source = join(checkout.stacks, stack);
  const json: unknown = JSON.parse(readFileSync(join(source, "cdk.tf.json"), "utf8"));
  if (!isJson(json)) throw new Error(`${source}/cdk.tf.json holds no object.`);
  const used = usedTypes(json);
  const files = writeStack(
    json,
    readProviderSchema(await providerSchema(source, json), (type) => used.has(type)),
  );
  mkdirSync(folder);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  for (const name of [".terraform.lock.hcl", "assets"]) {
    if (existsSync(join(source, name))) cpSync(join(source, name), join(folder, name), { recursive: true });
  }
  await terraform(folder, ["fmt", "-list=false"]);
}

/** Kept for the next time: it is the same for as long as the lock is, and Terraform takes ten seconds to print it. */
async function providerSchema(source: string, stack: Json): Promise<string> {
  const lock = readFileSync(join(source, ".terraform.lock.hcl"));
  const kept = join(
    checkout.local,
    `provider-schema-${createHash("sha256").update(lock).digest("hex").slice(0, 16)}.json`,
  );
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const text = await askForSchema(source, stack);
  writeWhole(kept, text);
  return text;
}

/** In a folder without backend: the schema needs no state, and no credentials for one. */
async function askForSchema(source: string, { terraform: settings }: Json): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "eject-"));
  try {
    const { required_providers } = isJson(settings) ? settings : {};
    writeFileSync(join(folder, "schema.tf.json"), JSON.stringify({ terraform: { required_providers } }));
    cpSync(join(source, ".terraform.lock.hcl"), join(folder, ".terraform.lock.hcl"));
    await terraform(folder, ["init", "-input=false", "-lockfile=readonly"]);
    return await readChild("terraform", [`-chdir=${folder}`, "providers", "schema", "-json"], { env: variables() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function usedTypes({ data, resource }: Json): ReadonlySet<string> {
  return new Set([data, resource].flatMap((blocks) => Object.keys(isJson(blocks) ? blocks : {})));
}

async function compareStacks(environment: string, out: string): Promise<number> {
  const json = await hashOfPlan(join(checkout.stacks, environment));
  const hcl = await hashOfPlan(resolve(out, environment));
  if (json === hcl) {
    process.stdout.write(`JSON and HCL plan the same against the state of ${environment}: ${hcl}\n`);
    return 0;
  }
  process.stdout.write(
    `JSON and HCL plan differently against the state of ${environment}: ${json}, ${hcl}. Do not use the HCL; compare the plans.\n`,
  );
  return 1;
}

/** The plan file holds secrets: it is kept where only its owner may read it, and only for as long as it is read. */
async function hashOfPlan(folder: string): Promise<string> {
  const own = mkdtempSync(join(tmpdir(), "eject-"));
  try {
    const file = join(own, "plan");
    await terraform(folder, ["init", "-input=false", "-lockfile=readonly"]);
    await terraform(folder, ["plan", "-input=false", "-lock-timeout=60s", `-out=${file}`]);
    const text = await readChild("terraform", [`-chdir=${folder}`, "show", "-json", file], { env: variables() });
    return planHash(readPlanJson(text, file));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

async function terraform(folder: string, args: readonly string[]): Promise<void> {
  const code = await runChild("terraform", [`-chdir=${folder}`, ...args], {
    env: variables(),
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (code !== 0) throw new Error(`terraform ${args[0] ?? ""} in ${folder} ended with exit code ${code}.`);
}

/** The folders stay after this command, and each person's own cache or mirror serves them. */
function variables(): NodeJS.ProcessEnv {
  return terraformEnvironment(process.env);
}
