import { spawnSync } from "node:child_process";

const usage = "Usage: npm run adopt -- [options] <environment>. All options: npm run adopt -- --help\n";

function adopt(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "script/run.mjs", "src/cli/main.ts", "adopt", ...args],
    { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  return { status, stdout, stderr };
}

jest.setTimeout(60_000);

describe("npm run adopt", () => {
  it.each<[what: string, args: readonly string[], message: string]>([
    ["no environment", ["--yes"], `Missing required argument 'environment'.\n${usage}`],
    [
      "two environments",
      ["hands-on", "hands-on"],
      `Too many arguments for 'adopt'. Expected 1 argument but got 2.\n${usage}`,
    ],
    [
      "an environment that is not there",
      ["nowhere", "--yes"],
      '"nowhere" is not an environment. Allowed: hands-on, staging, production. ' +
        "Choose one of these, or make one: npm run new -- environment <name> --from <environment>\n",
    ],
    [
      "nobody to ask and no --yes",
      ["hands-on"],
      "adopt asks before it imports, and there is no terminal to ask on. Add --yes to import, or --dry-run to look only.\n",
    ],
  ])("refuses %s with exit code 2, before it looks at anything", (_, args, message) => {
    expect(adopt(...args)).toEqual({ status: 2, stdout: "", stderr: message });
  });

  it("names an option that it does not know, and how to list those it does", () => {
    expect(adopt("hands-on", "--force")).toEqual({
      status: 2,
      stdout: "",
      stderr: `Unknown option '--force'.\n${usage}`,
    });
  });
});
