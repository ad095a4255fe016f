import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { runCommand } from "../src/cli/run-command";
import { environments } from "../src/environments";
import type { Environment } from "../src/environments/schema";
import { messageOf } from "../src/lib/errors";
import { localAwsEnvironment } from "../src/local-aws/environment";
import { startGateway } from "../src/local-aws/gateway";
import { pythonOfMoto } from "../src/lib/setup-record";
import { terraformEnvironment } from "../src/operations/terraform/environment";
import { ensureBucket } from "../src/operations/terraform/state-bucket";
import { synthesize, Terraform } from "../src/operations/terraform/terraform";
import { runChild } from "../src/operations/terraform/child";
import type { RecordedCall } from "./record-calls/iam-action";
import { type Recorder, startRecorder } from "./record-calls/recorder";

/** Read by the tests of the roles for GitHub: each of these calls has to be allowed. */
const output = join("__tests__", "stacks", "recorded-calls.json");

interface Recording {
  readonly plan: readonly RecordedCall[];
  readonly apply: readonly RecordedCall[];
}

/**
 * `node script/run.mjs script/record-calls.ts`: what Terraform calls when it plans, and when it applies and destroys, each
 * environment's stack on a local AWS of its own. Takes some minutes for each. Repeat it when stacks get new resources.
 */
void runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), "record-calls-"));
  const gateway = await startGateway({ python: pythonOfMoto(), logFile: join(folder, "gateway.log") });
  const recorder = await startRecorder(gateway.url);
  try {
    const recorded: Record<string, Recording> = {};
    Object.assign(process.env, localAwsEnvironment(recorder.url, folder));
    await synthesize(terraformEnvironment());
    await makeHostedZones(gateway.url);
    for (const environment of environments()) recorded[environment.name] = await record(environment, recorder);
    writeFileSync(output, text(recorded));
    return 0;
  } finally {
    recorder.close();
    await gateway.close();
    rmSync(folder, { recursive: true });
  }
});

async function record({ name, backend }: Environment, recorder: Recorder): Promise<Recording> {
  if (backend.type === "s3")
    await ensureBucket({ name: backend.bucket, region: backend.region, account: "123456789012" });
  recorder.take();
  const terraform = new Terraform(name, terraformEnvironment());
  await terraform.init("-reconfigure");
  await plan(name);
  const first = recorder.take();
  await terraform.apply();
  const applied = recorder.take();
  await plan(name);
  const second = recorder.take();
  // Where protection is on, the destroy fails: what it called until then counts too.
  await run(name, "destroy", "-auto-approve").catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`));
  return { plan: union(first, second), apply: union(first, applied, recorder.take()) };
}

/** Zones are the environments' only in so far as they put records into them. */
async function makeHostedZones(endpoint: string): Promise<void> {
  const route53 = new Route53Client({ endpoint, region: "us-east-1" });
  for (const { loadBalancer } of environments()) {
    const certificate = loadBalancer.https?.certificate;
    if (certificate?.type !== "issued") continue;
    await route53.send(new CreateHostedZoneCommand({ Name: certificate.hostedZone, CallerReference: randomUUID() }));
  }
  route53.destroy();
}

/** JSON with a line for each call. */
function text(recorded: Readonly<Record<string, Recording>>): string {
  const list = (calls: readonly RecordedCall[]) => calls.map((call) => JSON.stringify(call)).join(",\n");
  const parts = Object.entries(recorded).map(
    ([name, { plan: planned, apply }]) =>
      `${JSON.stringify(name)}: { "plan": [\n${list(planned)}\n], "apply": [\n${list(apply)}\n] }`,
  );
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** As a pull request's: without a lock, which would be something written. */
async function plan(stack: string): Promise<void> {
  await run(stack, "plan", "-lock=false");
}

async function run(stack: string, ...command: readonly string[]): Promise<void> {
  const code = await runChild(
    "terraform",
    [`-chdir=${join("cdktf.out", "stacks", stack)}`, ...command, "-input=false", "-no-color"],
    { env: terraformEnvironment(), stdio: ["ignore", process.stderr, process.stderr] },
  );
  if (code !== 0) throw new Error(`terraform ${command.join(" ")} of ${stack} ended with exit code ${code}.`);
}

function union(...parts: readonly (readonly RecordedCall[])[]): readonly RecordedCall[] {
  const all = new Map(parts.flat().map((call) => [JSON.stringify(call), call]));
  return [...all.keys()].sort().flatMap((key) => all.get(key) ?? []);
}
