import { ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import type { Environment } from "../../src/environments/schema";
import { serviceNames } from "../../src/environments/names";
import { standInImage } from "../../src/local-aws/stand-in-image";
import { runChild } from "../../src/operations/terraform/child";

const tag = "2";

/** Releases another image, up to where CodeDeploy waits for a person: test traffic meets the replacement. */
export async function startRelease(target: Environment): Promise<void> {
  const ecr = new ECRClient({ region: target.region });
  for (const [key, service] of Object.entries(target.services)) {
    const repositoryName = serviceNames(target, key, service).repository;
    await ecr.send(new PutImageCommand({ repositoryName, imageTag: tag, ...standInImage(tag) }));
  }
  ecr.destroy();
  await release(target, "--image", tag, "--yes", "--wait-for", "ready");
}

/** Goes on to what a release leaves behind: listeners, service and task sets at the other target group. */
export function finishRelease(target: Environment): Promise<void> {
  return release(target, "--continue", "--terminate", "--yes");
}

async function release({ name }: Environment, ...options: readonly string[]): Promise<void> {
  const command = ["script/run.mjs", "src/cli/main.ts", "release", name, ...options];
  const code = await runChild(process.execPath, command, { stdio: ["ignore", process.stderr, process.stderr] });
  if (code !== 0) throw new Error(`npm run release -- ${name} ${options.join(" ")} ended with exit code ${code}.`);
}
