import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { checkout } from "../../lib/checkout";
import { environment } from "../../environments";
import type { Environment } from "../../environments/schema";
import { commandLine } from "../../lib/command-line";
import { deploySummary } from "./deploy-summary";
import { exportLog } from "./export-log";
import { serviceNames } from "../../environments/names";
import { ensureLocalAws, localAwsEnvironment, openListeners } from "../../local-aws/daemon";
import type { OpenListener } from "../../local-aws/data-plane";
import { localCredentials } from "../../local-aws/environment";
import { cdktfDeploy } from "../../operations/terraform/cdktf";
import { runChild } from "../../operations/terraform/child";
import { terraformEnvironment } from "../../operations/terraform/environment";
import { Terraform } from "../../operations/terraform/terraform";

const logFile = "export.log";

/** A minute of a deployment passes in a second: who tries a release wants to see its end. */
const demonstrationSpeed = 60;

/** The hands-on in the local AWS, from nothing, or as it is if it is there already. */
export async function startHandsOn(): Promise<number> {
  const target = environment("hands-on");
  progress("local AWS");
  const { url } = await ensureLocalAws(demonstrationSpeed);
  const variables = terraformEnvironment({ ...localAwsEnvironment(url), AWS_REGION: target.region });

  progress("bucket for the state");
  const bootstrap = ["script/run.mjs", "src/cli/main.ts", "bootstrap", target.name];
  const code = await runChild(process.execPath, bootstrap, {
    cwd: checkout.root,
    env: variables,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (code !== 0) return unfinished(code);

  const terraform = new Terraform(target.name, variables);
  progress("plan");
  await terraform.init();
  const changes = await terraform.hasChanges();
  if (changes) {
    progress(`cdktf deploy ${target.name}`);
    const deployed = await cdktfDeploy(target.name, variables);
    if (deployed !== 0) return unfinished(deployed);
  }

  const outputs = await terraform.outputs();
  const revision = await newestRevision(familyOf(target), target.region, url);
  const loadBalancerDnsName = String(outputs["LoadBalancersDnsName"]);
  const listeners = await openListeners(url, loadBalancerDnsName);
  writeFileSync(join(checkout.root, logFile), exportLog(outputs, revision));
  process.stdout.write(
    deploySummary({
      environment: target,
      loadBalancerDnsName,
      listenerUrls: {
        production: listenerUrl(listeners, target.loadBalancer.productionPort),
        test: listenerUrl(listeners, target.loadBalancer.testPort),
      },
      unchanged: !changes,
      exportLog: logFile,
    }),
  );
  return 0;
}

function progress(step: string): void {
  process.stderr.write(`start: ${step}\n`);
}

/** Everything so far is kept in the state, so that the same command goes on from there. */
function unfinished(code: number): number {
  process.stderr.write(
    "The deploy did not finish; the reason is above. What was made so far is kept, and " +
      `${commandLine("start")} continues from there.\n`,
  );
  return code;
}

function listenerUrl(listeners: readonly OpenListener[], port: number): string {
  const listener = listeners.find((candidate) => candidate.port === port);
  if (listener === undefined) throw new Error(`The local AWS does not answer for the listener on port ${port}.`);
  return listener.url;
}

/** The hands-on has one service; the lines of its `export.log` are about that. */
function familyOf(target: Environment): string {
  const [only, ...others] = Object.entries(target.services);
  if (only === undefined || others.length > 0) throw new Error(`${target.name}: one service was to be there.`);
  return serviceNames(target, ...only).taskDefinitionFamily;
}

/** A family's name alone means its newest ACTIVE revision. */
async function newestRevision(family: string, region: string, endpoint: string): Promise<number> {
  const ecs = new ECSClient({ region, endpoint, credentials: localCredentials });
  try {
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family }));
    if (taskDefinition?.revision === undefined)
      throw new Error(`ECS names no revision of the task definition ${family}.`);
    return taskDefinition.revision;
  } finally {
    ecs.destroy();
  }
}
