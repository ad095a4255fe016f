import { passOnOnce, readChild, runChild } from "../../../src/operations/terraform/child";

const ignored = { stdio: "ignore" } as const;

function node(program: string): [string, string[]] {
  return [process.execPath, ["-e", program]];
}

test.each([0, 7])("answers the exit code %d", async (code) => {
  expect(await runChild(...node(`process.exit(${code})`), ignored)).toBe(code);
});

test.each([
  ["SIGTERM", 143],
  ["SIGKILL", 137],
] as const)("counts the end by %s as shells do: %d", async (signal, code) => {
  expect(await runChild(...node(`process.kill(process.pid, "${signal}"); setInterval(() => {}, 1000)`), ignored)).toBe(
    code,
  );
});

test("starts no shell: arguments arrive as they are", async () => {
  const program = "process.exit(process.argv[1] === '$HOME; *' ? 0 : 1)";
  expect(await runChild(process.execPath, ["-e", program, "$HOME; *"], ignored)).toBe(0);
});

test("rejects when there is no such program", async () => {
  await expect(runChild("no-such-program-here", [], ignored)).rejects.toMatchObject({ code: "ENOENT" });
});

test("leaves no listener behind", async () => {
  const before = process.listenerCount("SIGTERM");
  await runChild(...node(""), ignored);
  expect(process.listenerCount("SIGTERM")).toBe(before);
});

test("reads what a child prints", async () => {
  expect(await readChild(...node("console.log('a'); console.log('é')"))).toBe("a\né\n");
});

test("does not take the output of a child that failed", async () => {
  await expect(readChild("/bin/sh", ["-c", "echo half; exit 3"])).rejects.toThrow(
    "`/bin/sh -c echo half; exit 3` failed with exit code 3.",
  );
});

test("hands over what a child prints, on either stream", async () => {
  const chunks: Buffer[] = [];
  const code = await runChild(...node("console.log('a'); console.error('b'); process.exitCode = 3"), {
    stdio: ["ignore", "pipe", "pipe"],
    onOutput: (chunk) => chunks.push(chunk),
  });
  expect(code).toBe(3);
  expect(Buffer.concat(chunks).toString().split("\n").sort()).toEqual(["", "a", "b"]);
});

test("passes on the first of several signals alone", async () => {
  const program =
    "let count = 0; for (const one of ['SIGINT', 'SIGTERM']) process.on(one, () => console.log(`got ${++count}`));" +
    "console.log('ready'); setTimeout(() => process.exit(count), 600)";
  let signalled = false;
  const code = await runChild(...node(program), {
    stdio: ["ignore", "pipe", "ignore"],
    onSignal: passOnOnce(),
    onOutput: () => {
      if (signalled) return;
      signalled = true;
      process.emit("SIGTERM", "SIGTERM");
      setTimeout(() => process.emit("SIGINT", "SIGINT"), 200);
    },
  });
  expect(signalled).toBe(true);
  expect(code).toBe(1);
});
