import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Terraform } from "../../../src/operations/terraform/terraform";

let bin: string;

/** A terraform on PATH that notes its arguments and does what the test says. */
function terraform(script: string, environment: NodeJS.ProcessEnv = {}): Terraform {
  const file = join(bin, "terraform");
  writeFileSync(file, `#!/bin/sh\necho "$@" >> "${bin}/calls"\n${script}\n`);
  chmodSync(file, 0o755);
  return new Terraform("hands-on-state", { PATH: bin, ...environment });
}

function calls(): string[] {
  return readFileSync(join(bin, "calls"), "utf8").trim().replaceAll(" -no-color", "").split("\n");
}

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "terraform-"));
});

afterEach(() => {
  rmSync(bin, { recursive: true });
});

test("works in the stack's folder, asks nothing, leaves the lock file alone and waits for another run", async () => {
  const run = terraform("");
  await run.init("-reconfigure");
  await run.apply();
  expect(calls()).toEqual([
    "-chdir=cdktf.out/stacks/hands-on-state init -input=false -lockfile=readonly -reconfigure",
    "-chdir=cdktf.out/stacks/hands-on-state apply -input=false -auto-approve -lock-timeout=60s",
  ]);
});

test("reads the state", async () => {
  expect(await terraform("echo '{}'").pullState()).toBe("{}\n");
  expect(calls()).toEqual(["-chdir=cdktf.out/stacks/hands-on-state state pull"]);
});

test.each([
  [0, false],
  [2, true],
])("a plan with exit code %i means changes: %s", async (code, changes) => {
  expect(await terraform(`exit ${code}`).hasChanges()).toBe(changes);
  expect(calls()).toEqual([
    "-chdir=cdktf.out/stacks/hands-on-state plan -input=false -detailed-exitcode -lock-timeout=60s",
  ]);
});

test("a plan that failed says nothing about changes", async () => {
  await expect(terraform("exit 1").hasChanges()).rejects.toThrow(
    /^terraform plan of hands-on-state ended with exit code 1; its own message is above\./,
  );
});

test("reads outputs as plain values", async () => {
  const printed = `echo '{"VpcId": {"sensitive": false, "type": "string", "value": "vpc-1"}}'`;
  expect(await terraform(printed).outputs()).toEqual({ VpcId: "vpc-1" });
  expect(calls()).toEqual(["-chdir=cdktf.out/stacks/hands-on-state output -json"]);
});

test("knows the outputs that may be shown", async () => {
  const printed = `echo '{"Url": {"sensitive": false, "value": "u"}, "Password": {"sensitive": true, "value": "p"}}'`;
  expect(await terraform(printed).publicOutputs()).toEqual({ Url: "u" });
});

test("leaves it to the caller what an end means, with all that was said, and says it to people too", async () => {
  const shown = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const attempt = await terraform("printf '\\033[31mred\\033[0m\\n'; echo why >&2; exit 7").attempt("plan", ["-out=x"]);
  const written = Buffer.concat(shown.mock.calls.map(([chunk]) => Buffer.from(chunk))).toString();
  shown.mockRestore();
  expect(attempt.code).toBe(7);
  expect(attempt.output.split("\n").sort()).toEqual(["", "red", "why"]);
  expect(written).toContain("\u001B[31mred");
  expect(calls()).toEqual(["-chdir=cdktf.out/stacks/hands-on-state plan -out=x"]);
});

const failed =
  "terraform apply of hands-on-state ended with exit code 1; its own message is above. " +
  "If it was interrupted, run the same command again. If it names a lock whose owner is gone, give the lock back with: ";

test.each([
  ["in a real account", {}, "terraform -chdir=cdktf.out/stacks/hands-on-state force-unlock <ID>"],
  [
    "in the local AWS",
    { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    "npm run local -- terraform -chdir=cdktf.out/stacks/hands-on-state force-unlock <ID>",
  ],
])("says what to do when Terraform failed %s", async (_, environment, remedy) => {
  await expect(terraform("exit 1", environment).apply()).rejects.toThrow(new Error(failed + remedy));
});
