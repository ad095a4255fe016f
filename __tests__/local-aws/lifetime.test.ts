import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway } from "../../src/local-aws/gateway";
import { isAlive } from "../../src/local-aws/is-alive";
import { pythonWithMoto } from "../support/gateway";
import { until } from "../support/until";

/** A checkout of its own, so that the daemon under test is not the one a developer has running here. */
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "checkout-")));
  for (const part of ["node_modules", "src", "script", "package.json"]) {
    symlinkSync(join(process.cwd(), part), join(root, part));
  }
  mkdirSync(join(root, ".local"));
  const record = { moto: { python: pythonWithMoto() }, terraformConfig: null };
  writeFileSync(join(root, ".local", "setup.json"), JSON.stringify(record));
});

afterEach(async () => {
  await call("stopLocalAws");
  rmSync(root, { recursive: true });
});

interface Status {
  readonly url: string;
  readonly pid: number;
  readonly motoPid: number;
}

describe("the local AWS in the background", () => {
  test("is one, however many start it at once, and stops when told", async () => {
    const started = await Promise.all([call("ensureLocalAws"), call("ensureLocalAws"), call("ensureLocalAws")]);
    expect(new Set(started.map((answer) => answer.stdout)).size).toBe(1);
    const { pid, motoPid, url } = await status();
    expect(JSON.parse(started[0].stdout)).toEqual({ url, pid });
    expect([isAlive(pid), isAlive(motoPid)]).toEqual([true, true]);

    expect(await call("stopLocalAws")).toMatchObject({ code: 0, stdout: "true" });
    await until("both are gone", () => !isAlive(pid) && !isAlive(motoPid));
    expect(existsSync(recordFile())).toBe(false);
    expect(await call("stopLocalAws")).toMatchObject({ code: 0, stdout: "false" });
  }, 120_000);

  test("takes moto with it when it is killed, and is started anew after that", async () => {
    await call("ensureLocalAws");
    const killed = await status();
    process.kill(killed.pid, "SIGKILL");
    await until("moto is gone", () => !isAlive(killed.motoPid));
    expect(existsSync(recordFile())).toBe(true);

    expect(await call("ensureLocalAws")).toMatchObject({ code: 0 });
    expect((await status()).pid).not.toBe(killed.pid);
  }, 120_000);

  test("ends on SIGTERM with its record", async () => {
    await call("ensureLocalAws");
    const { pid, motoPid } = await status();
    process.kill(pid, "SIGTERM");
    await until("both are gone", () => !isAlive(pid) && !isAlive(motoPid));
    expect(existsSync(recordFile())).toBe(false);
  }, 120_000);

  test("says why it does not start", async () => {
    writeFileSync(
      join(root, ".local", "setup.json"),
      JSON.stringify({ moto: { python: "/nowhere/python" }, terraformConfig: null }),
    );
    const { code, stderr } = await call("ensureLocalAws");
    expect(code).toBe(1);
    expect(stderr).toContain("moto did not start with /nowhere/python. It said:\nspawn /nowhere/python ENOENT");
  }, 60_000);

  test("says that set-up left it out", async () => {
    writeFileSync(join(root, ".local", "setup.json"), JSON.stringify({ terraformConfig: null }));
    const { code, stderr } = await call("ensureLocalAws");
    expect(code).toBe(1);
    expect(stderr).toContain(
      "The local AWS is not installed in this checkout: set-up ran without it. Run: npm run setup",
    );
  }, 60_000);
});

test("a gateway whose moto dies closes its port and says what moto said last", async () => {
  const gateway = await startGateway({ python: pythonWithMoto(), logFile: join(root, "gateway.log") });
  process.kill(gateway.motoPid, "SIGKILL");
  expect(await gateway.closed).toMatch(/moto ended with SIGKILL\.$/);
  await expect(fetch(gateway.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
}, 60_000);

interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls a function of the daemon module in a process of its own, as a command does. */
function call(name: "ensureLocalAws" | "stopLocalAws"): Promise<Answer> {
  const entry = join(root, `.local/${name}.ts`);
  writeFileSync(
    entry,
    `import { ${name} } from "../src/local-aws/daemon";
     ${name}().then((answer) => process.stdout.write(JSON.stringify(answer)),
       (error) => { process.stderr.write(error.message); process.exitCode = 1; });`,
  );
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(
      process.execPath,
      ["--preserve-symlinks-main", "script/run.mjs", `.local/${name}.ts`],
      {
        cwd: root,
      },
    );
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

function recordFile(): string {
  return join(root, ".local", "aws.json");
}

async function status(): Promise<Status> {
  const { url } = JSON.parse(readFileSync(recordFile(), "utf8")) as { url: string };
  return (await (await fetch(`${url}/_local/status`)).json()) as Status;
}
