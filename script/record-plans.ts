import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { App } from "cdktf";
import { runCommand } from "../src/commands/run-command";
import { environment } from "../src/environments";
import type { Environment } from "../src/environments/schema";
import { serviceNames } from "../src/lib/names";
import { localAwsEnvironment, localCredentials } from "../src/local-aws/environment";
import { startGateway } from "../src/local-aws/gateway";
import { standInImage } from "../src/local-aws/stand-in-image";
import { readSetupRecord } from "../src/setup-record";
import { ServiceStack } from "../src/stacks/service-stack";
import { readChild, runChild } from "../src/terraform/child";
import { terraformEnvironment } from "../src/terraform/environment";
import { addAlarm, type Scenario, scenarios } from "./record-plans/scenarios";
import { scrubbed } from "./record-plans/scrub";
import type { MutableStack } from "./record-plans/stack";

/** Read by the tests of the review. */
const output = join("__tests__", "review", "plans");

/**
 * `node script/run.mjs script/record-plans.ts`: deploys the hands-on to a local AWS of its own and plans what pull
 * requests would do to it, with the real Terraform and the real provider. Takes three minutes. Repeat it when a scenario is added, or when the
 * stack's resources change.
 */
void runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), "record-plans-"));
  const gateway = await startGateway({
    python: readSetupRecord().moto.python,
    logFile: join(folder, "gateway.log"),
    speed: 3600,
  });
  const variables = terraformEnvironment(localAwsEnvironment(gateway.url, folder));
  const target = environment("hands-on");
  const run = terraformIn(join(folder, "stacks", target.name), variables);
  try {
    const stack = synthesized(folder);
    run.write(stack);
    await run.terraform("init", "-lockfile=readonly");
    await run.terraform("apply", "-auto-approve");
    mkdirSync(output, { recursive: true });
    await record(run, stack, "as created");
    // The provider answers null where it was told nothing, and an empty list when it reads again.
    await run.terraform("apply", "-refresh-only", "-auto-approve");
    await record(run, stack, "as deployed");
    await release(target, gateway.url, variables);
    await record(run, stack, "swapped");
    return 0;
  } finally {
    await gateway.close();
    rmSync(folder, { recursive: true });
  }
});

/** The hands-on with an alarm, its state in the folder. */
function synthesized(folder: string): MutableStack {
  const app = new App({ outdir: folder });
  const { node } = new ServiceStack(app, environment("hands-on"));
  app.synth();
  const stack = JSON.parse(readFileSync(join(folder, "stacks", node.id, "cdk.tf.json"), "utf8")) as MutableStack;
  stack.terraform["backend"] = { local: {} };
  addAlarm(stack);
  return stack;
}

interface StackFolder {
  write(stack: MutableStack): void;
  terraform(...args: readonly string[]): Promise<void>;
  show(): Promise<string>;
}

function terraformIn(folder: string, env: NodeJS.ProcessEnv): StackFolder {
  const chdir = `-chdir=${folder}`;
  return {
    write: (stack) => {
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack, null, 2));
    },
    terraform: async (...args) => {
      const stdio = ["ignore", process.stderr, process.stderr] as const;
      const code = await runChild("terraform", [chdir, ...args, "-input=false", "-no-color"], {
        env,
        stdio: [...stdio],
      });
      if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with exit code ${code}.`);
    },
    show: () => readChild("terraform", [chdir, "show", "-json", "plan"], { env }),
  };
}

async function record(run: StackFolder, deployed: MutableStack, state: Scenario["account"]): Promise<void> {
  for (const { name, change, options = [] } of scenarios.filter(({ account }) => account === state)) {
    const stack = structuredClone(deployed);
    run.write(change?.(stack) ?? stack);
    await run.terraform("plan", "-out=plan", ...options);
    writeFileSync(join(output, `${name}.json`), scrubbed(await run.show()));
  }
}

/** What a release leaves behind: listeners, service and task sets at the other target group. */
async function release(target: Environment, endpoint: string, env: NodeJS.ProcessEnv): Promise<void> {
  const tag = "2";
  const ecr = new ECRClient({ endpoint, region: target.region, credentials: localCredentials });
  for (const [key, service] of Object.entries(target.services)) {
    const repositoryName = serviceNames(target, key, service).repository;
    await ecr.send(new PutImageCommand({ repositoryName, imageTag: tag, ...standInImage(tag) }));
  }
  ecr.destroy();
  const options = ["--image", tag, "--yes", "--continue", "--terminate"];
  const command = ["script/run.mjs", "src/commands/release.ts", target.name, ...options];
  const code = await runChild(process.execPath, command, { env, stdio: ["ignore", process.stderr, process.stderr] });
  if (code !== 0) throw new Error(`The release of ${target.name} ended with exit code ${code}.`);
}
