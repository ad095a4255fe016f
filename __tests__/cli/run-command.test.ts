import { runCommand } from "../../src/cli/run-command";
import { UsageError } from "../../src/lib/errors";

let written: string;

beforeEach(() => {
  written = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
  delete process.env["DEBUG"];
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env["DEBUG"];
  process.exitCode = undefined;
});

test.each([0, 3])("ends with the command's own exit code, %d", async (code) => {
  await runCommand(() => code);
  expect(process.exitCode).toBe(code);
  expect(written).toBe("");
});

test("hands the arguments on", async () => {
  const seen: unknown[] = [];
  await runCommand(
    (args) => {
      seen.push(...args);
      return Promise.resolve(0);
    },
    ["a", "b"],
  );
  expect(seen).toEqual(["a", "b"]);
});

test("answers wrong usage with its message alone and exit code 2", async () => {
  await runCommand(() => Promise.reject(new UsageError("usage: this way")));
  expect(process.exitCode).toBe(2);
  expect(written).toBe("usage: this way\n");
});

test("answers any other error with its message alone and exit code 1", async () => {
  await runCommand(() => {
    throw new Error("it broke");
  });
  expect(process.exitCode).toBe(1);
  expect(written).toBe("it broke\n");
});

test("says of AWS's error which service failed and how, also where it has neither code nor message", async () => {
  const error = Object.assign(new Error("UnknownError"), {
    name: "UnknownError",
    $service: "IAM",
    $metadata: { httpStatusCode: 404 },
  });
  await runCommand(() => Promise.reject(error));
  expect(process.exitCode).toBe(1);
  expect(written).toBe("IAM failed: HTTP status 404, without an error code\n");
});

test("adds the stack when DEBUG is set", async () => {
  process.env["DEBUG"] = "1";
  await runCommand(() => Promise.reject(new Error("it broke")));
  expect(process.exitCode).toBe(1);
  expect(written).toMatch(/^Error: it broke\n {4}at .*run-command\.test\.ts/);
});
