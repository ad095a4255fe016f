import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodeDeployClient, CreateApplicationCommand, ListDeploymentConfigsCommand } from "@aws-sdk/client-codedeploy";
import { CreateClusterCommand, DescribeClustersCommand, ECSClient } from "@aws-sdk/client-ecs";
import { localCredentials } from "../../src/local-aws/environment";
import { startGateway } from "../../src/local-aws/gateway";
import { pythonOfMoto } from "../../src/lib/setup-record";
import { median } from "./measure";

/** Calls of one batch: enough that a batch takes much longer than the clock's steps. */
const CALLS = 50;

/** What answers of the local AWS take when they are held against AWS's API models, against the same answers when not. */
export async function benchModelCheck(pairs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-models-"));
  const [on, otherOff, off] = await Promise.all(
    [true, false, false].map((checkModels, index) => startCaller(join(folder, String(index)), checkModels)),
  );
  if (on === undefined || off === undefined || otherOff === undefined) throw new Error("bench started no gateway");
  const counted: { on: number; off: number; otherOff: number }[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const times = { off: await off.batch(), on: await on.batch(), otherOff: await otherOff.batch() };
    if (pair > 0) counted.push(times);
  }
  for (const caller of [on, off, otherOff]) await caller.close();
  rmSync(folder, { recursive: true });
  const ratio = (of: "on" | "otherOff") => median(counted.map((times) => times[of] / times.off)).toFixed(2);
  console.log(
    `${CALLS} calls to the local AWS: ${ratio("on")}x with AWS's API models checked, ${ratio("otherOff")}x without in another ` +
      `local AWS (${median(counted.map((times) => times.off)).toFixed(0)} ms without)`,
  );
}

/** A local AWS of its own, and calls that it answers itself in part or in whole. */
async function startCaller(folder: string, checkModels: boolean) {
  mkdirSync(folder);
  const gateway = await startGateway({ python: pythonOfMoto(), logFile: join(folder, "gateway.log"), checkModels });
  const settings = { endpoint: gateway.url, region: "ap-northeast-1", credentials: localCredentials };
  const [codeDeploy, ecs] = [new CodeDeployClient(settings), new ECSClient(settings)];
  await codeDeploy.send(new CreateApplicationCommand({ applicationName: "shop", computePlatform: "ECS" }));
  await ecs.send(new CreateClusterCommand({ clusterName: "shop" }));
  return {
    /** @returns milliseconds */
    async batch(): Promise<number> {
      const start = process.hrtime.bigint();
      for (let call = 0; call < CALLS; call += 2) {
        await codeDeploy.send(new ListDeploymentConfigsCommand({}));
        await ecs.send(new DescribeClustersCommand({ clusters: ["shop"] }));
      }
      return Number(process.hrtime.bigint() - start) / 1e6;
    },
    async close(): Promise<void> {
      codeDeploy.destroy();
      ecs.destroy();
      await gateway.close();
    },
  };
}
