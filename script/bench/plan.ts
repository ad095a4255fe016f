import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../src/lib/checkout";
import { ensureLocalAws, localAwsEnvironment } from "../../src/local-aws/daemon";
import { terraformEnvironment } from "../../src/operations/terraform/environment";
import { type Command, comparePairs, timed } from "./measure";

/** What a plan costs that finds nothing to do: AWS calls, and time against a plan that reads one data source. */
export async function benchPlan(pairs: number): Promise<void> {
  // Deploys what the plan then finds unchanged; at once where it is deployed already.
  await timed({ file: "npm", args: ["start"] });
  const { url } = await ensureLocalAws();
  const env = terraformEnvironment(localAwsEnvironment(url));
  const stack = join(checkout.stacks, "hands-on");
  const smallest = mkdtempSync(join(tmpdir(), "blue-green-bench-"));
  try {
    writeFileSync(join(smallest, "main.tf.json"), JSON.stringify(providerAndOneDataSource));
    copyFileSync(join(checkout.locks, "hands-on.terraform.lock.hcl"), join(smallest, ".terraform.lock.hcl"));
    const terraform = (folder: string, ...args: string[]): Command => ({
      file: "terraform",
      args: [`-chdir=${folder}`, ...args, "-input=false", "-no-color"],
      env,
    });
    await timed(terraform(smallest, "init"));

    const list = await timed({ file: "terraform", args: [`-chdir=${stack}`, "state", "list"], env });
    const resources = list.stdout
      .split("\n")
      .filter((address) => address !== "" && !address.startsWith("data.")).length;
    const plan = () => timed(terraform(stack, "plan", "-detailed-exitcode"));
    const calls = await countCalls(url, {}, plan);
    // The state, its lock, and who is asking: as many for any number of resources.
    const fixed = await countCalls(url, { services: ["s3", "sts"] }, plan);
    console.log(
      `a plan without changes: ${calls} AWS calls, ${fixed} of them for state and identity; ` +
        `${((calls - fixed) / resources).toFixed(2)} for each of ${resources} resources`,
    );

    const { a, b, ratio } = await comparePairs(terraform(stack, "plan"), terraform(smallest, "plan"), pairs);
    console.log(
      `its time: ${ratio.toFixed(2)}x a plan of the provider and one data source (${a.toFixed(0)} ms against ${b.toFixed(0)} ms)`,
    );
  } finally {
    rmSync(smallest, { recursive: true, force: true });
  }
}

const providerAndOneDataSource = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
  provider: { aws: { region: "ap-northeast-1" } },
  data: { aws_caller_identity: { current: {} } },
};

/** Counts by asking for a fault that befalls no call: the local AWS says how many calls it chose from. */
async function countCalls(url: string, about: { services?: string[] }, work: () => Promise<unknown>): Promise<number> {
  await control(url, "POST", { kind: "delay", share: 0, ...about });
  await work();
  const { faults } = (await control(url, "DELETE")) as { faults: { seen: number } };
  return faults.seen;
}

async function control(url: string, method: "POST" | "DELETE", body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/_local/faults`, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} /_local/faults: ${await answer.text()}`);
  return answer.json();
}
