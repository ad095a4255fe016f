import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lib/checkout";
import type { Environment } from "../../environments/schema";
import { ask } from "../../lib/confirm";
import { callerAccount } from "../terraform/caller";
import { terraformEnvironment } from "../terraform/environment";
import { hasStateBucket } from "../terraform/state-bucket";
import { synthesize, Terraform } from "../terraform/terraform";
import { awsClients } from "./clients";
import { type DeclaredStack, readDeclaredStack } from "./declared";
import { finders } from "./finders";
import { importIntoState } from "./import";
import { importConfig } from "./import-config";
import { adviceBeforeDeploy, ambiguity, describeFindings, describeImports } from "./report";
import { ending, type SearchResult, Search } from "./search";
import { readState } from "./state";

export interface AdoptOptions {
  readonly target: Environment;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Takes what exists in the account into Terraform's state. AWS is only read. Answers an exit code. */
export async function adopt({ target, yes, dryRun, json }: AdoptOptions): Promise<number> {
  const variables = terraformEnvironment();
  await callerAccount(target.region, target.account);
  await synthesize(variables);
  const state = await pullState(target, variables, dryRun);

  const stackJson = readFileSync(join(checkout.stacks, target.name, "cdk.tf.json"), "utf8");
  const findings = await search(readDeclaredStack(stackJson), state);
  const ambiguous = ending(findings, "ambiguous");
  if (ambiguous.length > 0) throw ambiguity(ambiguous);
  const found = ending(findings, "found");
  const result = { environment: target.name, dryRun, findings };
  (json ? process.stderr : process.stdout).write(`${describeFindings(target.name, findings)}\n`);

  if (found.length > 0 && !dryRun) {
    if (!yes && !(await ask(`Import these ${found.length} into Terraform's state? AWS is not changed.`))) {
      process.stderr.write("Nothing was imported.\n");
      return 1;
    }
    const config = importConfig(stackJson, findings);
    if (config.imports.length > 0) await importIntoState(target.name, config, variables);
    process.stderr.write(`${describeImports(target.name, config)}\n`);
  }
  if (found.length > 0 && dryRun) process.stderr.write(`${adviceBeforeDeploy(target.name)}\n`);
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

/** The state as JSON text; nothing where there is none. A look may come before there is even a bucket for it. */
async function pullState(target: Environment, variables: NodeJS.ProcessEnv, dryRun: boolean): Promise<string> {
  const { backend, name } = target;
  if (dryRun && backend.type === "s3" && !(await hasStateBucket(backend))) {
    process.stderr.write(`${name} has no state yet: the bucket ${backend.bucket} does not exist.\n`);
    return "";
  }
  const terraform = new Terraform(name, variables);
  await terraform.init();
  return terraform.pullState();
}

async function search({ region, resources }: DeclaredStack, state: string): Promise<readonly SearchResult[]> {
  const aws = awsClients(region);
  try {
    return await new Search(finders, aws, readState(state)).run(resources);
  } finally {
    for (const client of Object.values(aws)) client.destroy();
  }
}
