import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { App } from "cdktf";
import { runCommand } from "../src/cli/run-command";
import { environment } from "../src/environments";
import type { Environment } from "../src/environments/schema";
import { localAwsEnvironment } from "../src/local-aws/environment";
import { startGateway } from "../src/local-aws/gateway";
import { readLiveState } from "../src/operations/review/live";
import { pythonOfMoto } from "../src/lib/setup-record";
import { ServiceStack } from "../src/stacks/service-stack";
import { production } from "./record-plans/production";
import { finishRelease, startRelease } from "./record-plans/release";
import type { Recording, Scenario } from "./record-plans/scenario";
import { handsOn } from "./record-plans/scenarios";
import { scrubbed } from "./record-plans/scrub";
import { staging } from "./record-plans/staging";
import { type MutableStack, removePreconditions } from "./record-plans/stack";
import { type StackFolder, terraformIn } from "./record-plans/terraform";

/** Read by the tests of the review. */
const plans = join("__tests__", "operations", "review", "plans");
const liveFacts = join("__tests__", "operations", "review", "findings", "deployment", "live");

/** An hour in which a deployment waits for a person passes in ten minutes: longer than it takes to plan meanwhile. */
const speed = 6;

/**
 * `node script/run.mjs script/record-plans.ts [<environment or scenario> ...]`: deploys environments to a local AWS of their own
 * and plans what pull requests would do to them, with the real Terraform and the real provider. All takes a quarter of an hour.
 * Repeat it when a scenario is added, or when the stack's resources change.
 */
void runCommand(async (only) => {
  mkdirSync(plans, { recursive: true });
  mkdirSync(liveFacts, { recursive: true });
  const wanted = [handsOn, staging, production]
    .map((recording) => chosen(recording, only))
    .filter(({ scenarios }) => scenarios.length > 0);
  for (const recording of wanted) await inLocalAws((folder) => record(recording, folder));
  return 0;
});

function chosen(recording: Recording, only: readonly string[]): Recording {
  if (only.length === 0 || only.includes(recording.environment)) return recording;
  return { ...recording, scenarios: recording.scenarios.filter(({ name }) => only.includes(name)) };
}

/** Everything that asks for AWS from here on, in this process or in a child, finds the local one. */
async function inLocalAws(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "record-plans-"));
  const gateway = await startGateway({ python: pythonOfMoto(), logFile: join(folder, "gateway.log"), speed });
  Object.assign(process.env, localAwsEnvironment(gateway.url, folder));
  try {
    await work(folder);
  } finally {
    await gateway.close();
    rmSync(folder, { recursive: true });
  }
}

async function record(recording: Recording, folder: string): Promise<void> {
  const target = environment(recording.environment);
  const stack = synthesized(target, recording, folder);
  const run = terraformIn(join(folder, "stacks", target.name));
  const recordAll = (account: Scenario["account"]) => recordPlans(recording, account, { target, stack, folder, run });
  await makeHostedZone(target);
  run.write(stack);
  await run.terraform("init", "-lockfile=readonly");
  await recordAll("empty");
  await run.terraform("apply", "-auto-approve");
  await recordAll("as created");
  // The provider answers null where it was told nothing, and an empty list when it reads again.
  await run.terraform("apply", "-refresh-only", "-auto-approve");
  await recordAll("as deployed");
  const needs = (state: Scenario["account"]) => recording.scenarios.some(({ account }) => account === state);
  if (!needs("deploying") && !needs("swapped")) return;
  await startRelease(target);
  if (needs("deploying")) {
    writeFileSync(
      join(liveFacts, `${target.name}.json`),
      `${JSON.stringify(await readLiveState(target.name), null, 2)}\n`,
    );
  }
  await recordAll("deploying");
  await finishRelease(target);
  await recordAll("swapped");
}

/** The environment's stack, its state in the folder, as the recorded account has it. */
function synthesized(target: Environment, { adjust }: Recording, folder: string): MutableStack {
  const app = new App({ outdir: folder });
  const { node } = new ServiceStack(app, target);
  app.synth();
  const stack = JSON.parse(readFileSync(join(folder, "stacks", node.id, "cdk.tf.json"), "utf8")) as MutableStack;
  stack.terraform["backend"] = { local: {} };
  removePreconditions(stack);
  adjust(stack);
  return stack;
}

interface Deployed {
  readonly target: Environment;
  readonly stack: MutableStack;
  readonly folder: string;
  readonly run: StackFolder;
}

async function recordPlans(recording: Recording, state: Scenario["account"], deployed: Deployed): Promise<void> {
  const { target, folder, run } = deployed;
  for (const { name, settings, change, options = [], fails = false } of recording.scenarios.filter(
    ({ account }) => account === state,
  )) {
    const stack =
      settings === undefined
        ? structuredClone(deployed.stack)
        : synthesized(settings(target), recording, join(folder, name));
    run.write(change?.(stack) ?? stack);
    await run.plan(options, fails);
    writeFileSync(join(plans, `${name}.json`), scrubbed(await run.show()));
  }
}

/** A certificate is issued into a zone that was there before. */
async function makeHostedZone({ region, loadBalancer }: Environment): Promise<void> {
  const certificate = loadBalancer.https?.certificate;
  if (certificate?.type !== "issued") return;
  const route53 = new Route53Client({ region });
  await route53.send(new CreateHostedZoneCommand({ Name: certificate.hostedZone, CallerReference: "recorded" }));
  route53.destroy();
}
