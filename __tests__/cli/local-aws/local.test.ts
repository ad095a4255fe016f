import { once } from "node:events";
import { Sandbox } from "../../support/sandbox";

/** Starting moto takes seconds, more of them on a busy machine. */
jest.setTimeout(120_000);

let sandbox: Sandbox;

function run(name: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
  return sandbox.start(
    process.execPath,
    ["script/run.mjs", "src/cli/main.ts", ...name.split(" "), ...args],
    environment,
  );
}

beforeAll(async () => {
  sandbox = Sandbox.create();
  await sandbox.expectSuccess(sandbox.run(process.execPath, ["script/setup.mjs"]));
});

afterAll(() => sandbox.dispose());

test("without a command, shows its usage and starts nothing", async () => {
  expect(await run("local").outcome).toEqual({
    code: 2,
    signal: null,
    stdout: "",
    stderr:
      "required: expected a program to run against the local AWS, for example: npm run local -- aws ecs list-services " +
      "--cluster ContainerHandsOn. The local AWS alone is started by: npm run local -- up\n",
  });
  expect(await run("local down").outcome).toEqual({
    code: 0,
    signal: null,
    stdout: "The local AWS was not running.\n",
    stderr: "",
  });
});

describe("with a command", () => {
  const print = "const { AWS_ENDPOINT_URL, AWS_PROFILE } = process.env; console.log(AWS_ENDPOINT_URL, AWS_PROFILE)";

  test("runs it against the local AWS, away from the user's account", async () => {
    const { code, stdout } = await run("local", ["node", "-e", print], { AWS_PROFILE: "mine" }).outcome;
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${sandbox.endpoint()} undefined\n` });
  });

  test("keeps the same local AWS for the next one, after a -- too", async () => {
    const before = sandbox.endpoint();
    const { stdout } = await run("local", ["--", "node", "-e", print]).outcome;
    expect(stdout).toBe(`${before} undefined\n`);
  });

  test("ends with its exit code", async () => {
    expect((await run("local", ["node", "-e", "process.exit(7)"]).outcome).code).toBe(7);
  });

  test("says when there is no such command", async () => {
    expect(await run("local", ["no-such-command"]).outcome).toEqual({
      code: 127,
      signal: null,
      stdout: "",
      stderr: "no-such-command: there is no such command on PATH.\n",
    });
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("passes %s on and ends as the command did", async (signal, code) => {
    const { child, outcome } = run("local", ["node", "-e", "console.log('up'); setInterval(() => {}, 1000)"]);
    if (child.stdout === null) throw new Error("no output to wait for");
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await outcome).toMatchObject({ code, signal: null });
  });

  test("waits for a command that cleans up after a signal", async () => {
    const program =
      "process.on('SIGINT', () => setTimeout(() => process.exit(5), 500)); console.log('up'); setInterval(() => {}, 1000)";
    const { child, outcome } = run("local", ["node", "-e", program]);
    if (child.stdout === null) throw new Error("no output to wait for");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await outcome).toMatchObject({ code: 5, signal: null });
  });
});

test("local:down stops it, and says so", async () => {
  expect(await run("local down").outcome).toMatchObject({
    code: 0,
    stdout: "The local AWS is stopped; everything in it is gone.\n",
  });
});
