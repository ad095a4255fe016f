import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sandbox } from "../support/sandbox";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly name?: string; readonly version: string }>>;
}

const fork = "0.24.0";
const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];

describe("CDK Terrain (cdktn) in the place of cdktf", () => {
  const sandbox = Sandbox.create();
  const packages = join(sandbox.root, "packages");
  const synthesize = ["script/run.mjs", "main.ts"];
  let withCdktf: ReadonlyMap<string, string>;
  // It ran no local AWS, and set-up would see other packages than package.json names, and install them all.
  afterAll(() => {
    rmSync(sandbox.root, { recursive: true });
  });

  it("is a change of one line of package.json, which npm takes", async () => {
    expect((await sandbox.run(process.execPath, synthesize)).code).toBe(0);
    withCdktf = stacks(sandbox);
    expect(withCdktf.size).toBe(6);

    const manifest = join(sandbox.root, "package.json");
    const lines = readFileSync(manifest, "utf8").split('"cdktf": "0.21.0"');
    expect(lines).toHaveLength(2);
    writeFileSync(manifest, lines.join(`"cdktf": "npm:cdktn@${fork}"`));
    rmSync(join(sandbox.root, "node_modules"));
    const resolved = await sandbox.run("npm", [...install, "--package-lock-only"]);
    expect(resolved.stderr).not.toContain("ERESOLVE");
    expect(resolved.code).toBe(0);
    const lock = JSON.parse(sandbox.read("package-lock.json")) as Lock;
    expect(lock.packages["node_modules/cdktf"]).toMatchObject({ name: "cdktn", version: fork });
  });

  it("makes the same JSON of every stack, but for the version that it names in the metadata", async () => {
    await installFork(sandbox, packages);
    rmSync(join(sandbox.root, "cdktf.out"), { recursive: true });
    const outcome = await sandbox.run(process.execPath, ["--preserve-symlinks", ...synthesize]);
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: "" });
    const withFork = stacks(sandbox);
    expect([...withFork.keys()]).toEqual([...withCdktf.keys()]);
    for (const [name, json] of withFork) {
      expect(json.split(`"version": "${fork}"`)).toHaveLength(2);
      const expected: unknown = JSON.parse(withCdktf.get(name) ?? "");
      expect(JSON.parse(json.replace(`"version": "${fork}"`, '"version": "0.21.0"'))).toEqual(expected);
    }
  });
});

/** The packages of this checkout by links, and the fork where cdktf was: installing all of them again proves no more. */
async function installFork(sandbox: Sandbox, packages: string): Promise<void> {
  mkdirSync(packages);
  writeFileSync(join(packages, "package.json"), "{}");
  const installed = await sandbox.run("npm", [...install, "--prefix", packages, `cdktn@${fork}`]);
  expect(installed.code).toBe(0);
  const [here, there] = [join(process.cwd(), "node_modules"), join(sandbox.root, "node_modules")];
  mkdirSync(there);
  for (const name of readdirSync(here)) {
    if (name !== "cdktf" && !name.startsWith(".")) symlinkSync(join(here, name), join(there, name));
  }
  cpSync(join(packages, "node_modules", "cdktn"), join(there, "cdktf"), { recursive: true });
  for (const name of readdirSync(join(packages, "node_modules"))) {
    if (["cdktn", "constructs"].includes(name) || name.startsWith(".")) continue;
    cpSync(join(packages, "node_modules", name), join(there, "cdktf", "node_modules", name), { recursive: true });
  }
}

/** The JSON of each stack by name. */
function stacks(sandbox: Sandbox): ReadonlyMap<string, string> {
  const folder = join(sandbox.root, "cdktf.out", "stacks");
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name, "cdk.tf.json"), "utf8")]),
  );
}
