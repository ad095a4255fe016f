import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkout } from "../lib/checkout";
import { localAwsEnvironment as environmentOf } from "./environment";
import type { OpenListener, OpenLoadBalancer } from "./data-plane";
import { isAlive } from "./is-alive";
import { withLock } from "./lock";
import { type LocalAws, readPidFile } from "./pid-file";
import { SPEED_VARIABLE } from "./speed";

export type { LocalAws } from "./pid-file";

/** Starting moto takes three to six seconds on a laptop; a busy CI machine takes longer. */
const START_SECONDS = 90;

/**
 * Finds the local AWS of this checkout, or starts it in the background. Two callers at once get the same one.
 *
 * @param speed of one that is started here, unless the environment sets another; @default 1, real time
 */
export async function ensureLocalAws(speed = 1): Promise<LocalAws> {
  const running = await runningLocalAws();
  if (running !== undefined) return running;
  mkdirSync(checkout.local, { recursive: true });
  return withLock(
    join(checkout.local, "aws.lock"),
    START_SECONDS,
    async () => (await runningLocalAws()) ?? start(speed),
  );
}

/** Stops the local AWS of this checkout; all that was made in it is gone. Answers whether there was one. */
export async function stopLocalAws(): Promise<boolean> {
  const running = await runningLocalAws();
  if (running === undefined) return false;
  await fetch(`${running.url}/_local/stop`, { method: "POST" });
  for (let tries = 0; tries < 100; tries++) {
    if (!isAlive(running.pid)) return true;
    await sleep(100);
  }
  throw new Error(
    `The local AWS (process ${running.pid}) was told to stop but still runs. End it with: kill -9 ${running.pid}`,
  );
}

/** The local AWS of this checkout, if one answers. */
export async function runningLocalAws(): Promise<LocalAws | undefined> {
  const record = readPidFile();
  if (record === undefined) return undefined;
  try {
    const answer = await fetch(`${record.url}/_local/status`, { signal: AbortSignal.timeout(5000) });
    const status = (await answer.json()) as { pid?: unknown };
    // Another program may listen on the port of one that is gone.
    return status.pid === record.pid ? record : undefined;
  } catch {
    return undefined;
  }
}

/** The listeners of a load balancer, with the address of each on this machine. None if it has none. */
export async function openListeners(url: string, dnsName: string): Promise<readonly OpenListener[]> {
  const answer = await fetch(`${url}/_local/load-balancers`);
  const loadBalancers = (await answer.json()) as readonly OpenLoadBalancer[];
  return loadBalancers.find((one) => one.dnsName === dnsName)?.listeners ?? [];
}

/** The environment of a child that shall talk to the local AWS and to no other account. */
export function localAwsEnvironment(url: string, environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return environmentOf(url, checkout.local, environment);
}

async function start(speed: number): Promise<LocalAws> {
  const output = join(checkout.local, "aws.out");
  const file = openSync(output, "w");
  const daemon = spawn(process.execPath, ["script/run.mjs", "src/local-aws/main.ts"], {
    cwd: checkout.root,
    detached: true,
    env: { [SPEED_VARIABLE]: String(speed), ...process.env },
    stdio: ["ignore", file, file],
  });
  closeSync(file);
  daemon.unref();
  for (let tries = 0; tries < START_SECONDS * 10; tries++) {
    if (daemon.exitCode !== null || daemon.signalCode !== null) break;
    const running = readPidFile()?.pid === daemon.pid ? await runningLocalAws() : undefined;
    if (running !== undefined) return running;
    await sleep(100);
  }
  daemon.kill();
  throw new Error(`The local AWS did not start. It said (${output}):\n${readFileSync(output, "utf8").trim()}`);
}
