import { spawnSync } from "node:child_process";

const usage =
  "usage: npm run adopt -- <environment> [--yes] [--dry-run] [--json]\n" +
  "Finds what the environment declares, what exists in the account and what Terraform's state does not know, and imports it.\n" +
  "AWS is only read. Environments: hands-on, staging, production\n";

function adopt(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "script/run.mjs", "src/commands/adopt.ts", ...args],
    { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  return { status, stdout, stderr };
}

jest.setTimeout(60_000);

describe("npm run adopt", () => {
  it.each<[what: string, args: readonly string[], message: string]>([
    ["no environment", ["--yes"], usage],
    ["two environments", ["hands-on", "hands-on"], usage],
    [
      "an environment that is not there",
      ["nowhere", "--yes"],
      '"nowhere" is not an environment. Allowed: hands-on, staging, production. ' +
        "Choose one of these, or add a file to src/environments and a line to its index.ts.\n",
    ],
    [
      "nobody to ask and no --yes",
      ["hands-on"],
      "adopt asks before it imports, and there is no terminal to ask on. Add --yes to import, or --dry-run to look only.\n",
    ],
  ])("refuses %s with exit code 2, before it looks at anything", (_, args, message) => {
    expect(adopt(...args)).toEqual({ status: 2, stdout: "", stderr: message });
  });

  it("names an option that it does not know, and those it does", () => {
    const { status, stdout, stderr } = adopt("hands-on", "--force");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Unknown option '--force'/);
    expect(stderr.endsWith(usage)).toBe(true);
  });
});
