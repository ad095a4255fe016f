import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { outcome } from "../support/outcome";
import { Sandbox } from "./sandbox";

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
});

afterEach(() => {
  sandbox.remove();
});

const terraformRemedy = "install Terraform 1.10 or newer from https://developer.hashicorp.com/terraform/install.";

describe("with everything at hand", () => {
  beforeEach(() => {
    sandbox.everything();
  });

  test("says one line per step, on standard error", async () => {
    expect(await sandbox.run()).toEqual({
      code: 0,
      stdout: "",
      stderr: [
        `set-up: Terraform 1.11.4 (${sandbox.bin}/terraform)`,
        "set-up: npm ci (packages are missing or package-lock.json changed)",
        `set-up: moto 5.2.1 (${sandbox.bin}/python3)`,
        "",
      ].join("\n"),
    });
  });

  test("does nothing and says nothing the second time", async () => {
    await sandbox.run();
    expect(sandbox.calls()).toEqual(["terraform version", "npm ci", "python3 -c"]);
    expect(await sandbox.run()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(sandbox.calls()).toEqual([]);
  });

  test("leaves what it found for the commands", async () => {
    await sandbox.run();
    expect(JSON.parse(sandbox.read(".local/setup.json"))).toMatchObject({
      terraform: { path: `${sandbox.bin}/terraform`, version: "1.11.4" },
      terraformConfig: null,
      moto: { python: `${sandbox.bin}/python3`, version: "5.2.1" },
    });
  });

  test("leaves the local AWS out where it is not wanted, and brings it when it is", async () => {
    const { code, stderr } = await sandbox.run({}, "--without-local-aws");
    expect({ code, lines: stderr.split("\n") }).toEqual({
      code: 0,
      lines: [
        `set-up: Terraform 1.11.4 (${sandbox.bin}/terraform)`,
        "set-up: npm ci (packages are missing or package-lock.json changed)",
        "",
      ],
    });
    expect(sandbox.calls()).toEqual(["terraform version", "npm ci"]);
    expect(JSON.parse(sandbox.read(".local/setup.json"))).not.toHaveProperty("moto");
    expect((await sandbox.run()).stderr).toBe(`set-up: moto 5.2.1 (${sandbox.bin}/python3)\n`);
    expect(await sandbox.run({}, "--without-local-aws")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("installs again when the lockfile changed, and looks at nothing else", async () => {
    await sandbox.run();
    sandbox.calls();
    sandbox.write(
      "package-lock.json",
      JSON.stringify({ packages: { "": {}, "node_modules/zod": { version: "4.0.1" } } }),
    );
    expect((await sandbox.run()).stderr).toBe("set-up: npm ci (packages are missing or package-lock.json changed)\n");
    expect(sandbox.calls()).toEqual(["npm ci"]);
  });

  test("installs again when node_modules was deleted", async () => {
    await sandbox.run();
    sandbox.calls();
    rmSync(join(sandbox.root, "node_modules"), { recursive: true });
    expect((await sandbox.run()).code).toBe(0);
    expect(sandbox.calls()).toEqual(["npm ci"]);
  });

  test("leaves packages alone that a person installed from the same lockfile", async () => {
    sandbox.write("node_modules/.package-lock.json", sandbox.read("package-lock.json"));
    expect((await sandbox.run()).stderr).toContain("set-up: packages are installed as package-lock.json says\n");
    expect(sandbox.calls()).not.toContain("npm ci");
  });

  test("does not take packages in another version for installed", async () => {
    sandbox.write(
      "node_modules/.package-lock.json",
      JSON.stringify({ packages: { "node_modules/zod": { version: "3.0.0" } } }),
    );
    await sandbox.run();
    expect(sandbox.calls()).toContain("npm ci");
  });

  test("looks again at a Terraform that was replaced", async () => {
    await sandbox.run();
    sandbox.terraform("1.9.8-replaced");
    expect(await sandbox.run()).toMatchObject({
      code: 1,
      stderr: `set-up: Terraform 1.9.8-replaced (${sandbox.bin}/terraform) is too old: ${terraformRemedy}\n`,
    });
  });

  test("goes on after a record that is not JSON", async () => {
    sandbox.write(".local/setup.json", "{");
    expect((await sandbox.run()).code).toBe(0);
  });
});

describe("the Terraform CLI configuration", () => {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const provider = "registry.terraform.io/example/fake";

  beforeEach(() => {
    sandbox.everything();
  });

  test.each([
    ["unpacked", `mirror/${provider}/1.2.3/${platform}/terraform-provider-fake`],
    ["packed", `mirror/${provider}/terraform-provider-fake_1.2.3_${platform}.zip`],
  ])("takes a provider from the mirror that has it (%s), all others from their registries", async (_, file) => {
    sandbox.write(file, "");
    const mirror = join(sandbox.root, "mirror");
    const { stderr } = await sandbox.run({ TF_PLUGIN_MIRROR: mirror });
    expect(stderr).toContain("set-up: providers come from a mirror on this machine (.local/terraform.rc)\n");
    expect(sandbox.read(".local/terraform.rc")).toBe(
      [
        "# Written by script/setup.mjs; passed to Terraform with TF_CLI_CONFIG_FILE.",
        "provider_installation {",
        "  filesystem_mirror {",
        `    path    = "${mirror}"`,
        `    include = ["${provider}"]`,
        "  }",
        "  direct {",
        `    exclude = ["${provider}"]`,
        "  }",
        "}",
        "",
      ].join("\n"),
    );
  });

  test("leaves a provider to the registry whose mirror has another version only", async () => {
    sandbox.write(`mirror/${provider}/1.2.2/${platform}/terraform-provider-fake`, "");
    expect((await sandbox.run({ TF_PLUGIN_MIRROR: join(sandbox.root, "mirror") })).code).toBe(0);
    expect(existsSync(join(sandbox.root, ".local", "terraform.rc"))).toBe(false);
  });

  test("is not written over the user's own choice of where providers come from", async () => {
    sandbox.write(`home/.terraform.d/plugins/${provider}/1.2.3/${platform}/terraform-provider-fake`, "");
    sandbox.write("home/.terraformrc", "provider_installation {}");
    expect((await sandbox.run()).code).toBe(0);
    expect(existsSync(join(sandbox.root, ".local", "terraform.rc"))).toBe(false);
  });
});

describe("when something is missing", () => {
  test("Node.js is too old", async () => {
    sandbox.write("package.json", JSON.stringify({ engines: { node: ">=99.1" } }));
    expect(await sandbox.run()).toEqual({
      code: 1,
      stdout: "",
      stderr: `set-up: Node.js ${process.versions.node} is too old, 99.1 or newer is needed: install it from https://nodejs.org/en/download.\n`,
    });
  });

  test("Terraform is not on PATH, which is said before anything is installed", async () => {
    sandbox.npm();
    sandbox.pythonWithMoto();
    expect(await sandbox.run()).toEqual({
      code: 1,
      stdout: "",
      stderr: `set-up: terraform is not on PATH: ${terraformRemedy}\n`,
    });
    expect(sandbox.calls()).toEqual([]);
  });

  test.each(["1.9.8", "0.15.5"])("Terraform %s is too old", async (version) => {
    sandbox.terraform(version);
    expect(await sandbox.run()).toEqual({
      code: 1,
      stdout: "",
      stderr: `set-up: Terraform ${version} (${sandbox.bin}/terraform) is too old: ${terraformRemedy}\n`,
    });
  });

  test.each(["1.10.0", "2.0.0"])("Terraform %s is new enough", async (version) => {
    sandbox.everything();
    sandbox.terraform(version);
    expect((await sandbox.run()).code).toBe(0);
  });

  test("what is called terraform is something else", async () => {
    sandbox.tool("terraform", "echo hello; exit 3");
    expect(await sandbox.run()).toEqual({
      code: 1,
      stdout: "",
      stderr: `set-up: ${sandbox.bin}/terraform does not tell its version (\`terraform version -json\` ended with 3): ${terraformRemedy}\n`,
    });
  });

  test("npm is not on PATH", async () => {
    sandbox.terraform("1.11.4");
    const { code, stderr } = await sandbox.run();
    expect(code).toBe(1);
    expect(stderr.split("\n").at(-2)).toBe(
      "set-up: npm is not on PATH: install Node.js with npm from https://nodejs.org/en/download.",
    );
  });

  test("npm ci fails", async () => {
    sandbox.terraform("1.11.4");
    sandbox.tool("npm", "echo 'npm error network' >&2; exit 1");
    const { code, stderr } = await sandbox.run();
    expect(code).toBe(1);
    expect(stderr.split("\n").slice(-3)).toEqual([
      "npm error network",
      "set-up: `npm ci` failed, its own message is above: mend that and run `npm run setup`.",
      "",
    ]);
  });

  test("there is no Python", async () => {
    sandbox.terraform("1.11.4");
    sandbox.npm();
    const { code, stderr } = await sandbox.run();
    expect(code).toBe(1);
    expect(stderr.split("\n").at(-2)).toBe(
      "set-up: python3 is not on PATH and the local AWS (moto 5.2.1) needs it: install Python 3.10 or newer from https://www.python.org/downloads/ (Debian, Ubuntu: apt-get install python3 python3-venv).",
    );
  });

  test("Python has no venv module", async () => {
    sandbox.terraform("1.11.4");
    sandbox.npm();
    sandbox.tool("python3", `[ "$2" = venv ] && echo 'Error: ensurepip is not available.'; exit 1`);
    const { code, stderr } = await sandbox.run();
    expect(code).toBe(1);
    expect(stderr.split("\n").slice(-3)).toEqual([
      "set-up: installing moto[server]==5.2.1 in .local/venv",
      `set-up: ${sandbox.bin}/python3 could not make a virtual environment: install Python's venv module (Debian, Ubuntu: apt-get install python3-venv); it said: Error: ensurepip is not available.`,
      "",
    ]);
  });

  test("pip cannot install moto", async () => {
    sandbox.terraform("1.11.4");
    sandbox.npm();
    const venvPython = `${sandbox.root}/.local/venv/bin/python`;
    const failing = `#!/bin/sh\\necho 'ERROR: No matching distribution found for moto' >&2; exit 1\\n`;
    sandbox.tool(
      "python3",
      `[ "$2" = venv ] || exit 1; /bin/mkdir -p ${sandbox.root}/.local/venv/bin; printf "${failing}" > ${venvPython}; /bin/chmod +x ${venvPython}`,
    );
    const { code, stderr } = await sandbox.run();
    expect(code).toBe(1);
    expect(stderr.split("\n").at(-2)).toBe(
      `set-up: ${venvPython} could not install moto: with Python 3.10 or newer and a reachable package index, run \`${sandbox.bin}/python3 -m pip install 'moto[server]==5.2.1'\`; it said: ERROR: No matching distribution found for moto`,
    );
  });

  test("a moto of another version does not count", async () => {
    sandbox.terraform("1.11.4");
    sandbox.npm();
    sandbox.pythonWithMoto("4.0.0");
    const { stderr } = await sandbox.run();
    expect(stderr).toContain("set-up: installing moto[server]==5.2.1 in .local/venv\n");
  });
});

test("finds the Python that a moto_server on PATH was installed for", async () => {
  sandbox.everything();
  const python = join(sandbox.root, "pipx", "python3");
  mkdirSync(join(sandbox.root, "pipx"));
  spawnSync("/bin/cp", [join(sandbox.bin, "python3"), python]);
  sandbox.tool("python3", "exit 1");
  sandbox.write("bin/moto_server", `#!${python}\n`);
  spawnSync("/bin/chmod", ["+x", join(sandbox.bin, "moto_server")]);
  expect((await sandbox.run()).code).toBe(0);
  expect(sandbox.calls()).toEqual(["terraform version", "npm ci", "python3 -c"]);
});

describe("checkov", () => {
  const python = () => join(sandbox.root, ".local", "checkov", "bin", "python");
  const requirements = () => join(sandbox.root, "script", "setup", "checkov-requirements.txt");
  const pip = () => `pip --quiet --retries 1 --requirement ${requirements()}`;

  beforeEach(() => {
    sandbox.everything();
  });

  test("is installed only for those who ask, in all its pinned parts, and once", async () => {
    sandbox.pythonWithMotoAndVenv("exit 0");
    await sandbox.run();
    expect(sandbox.calls()).not.toContain(pip());

    const { code, stderr } = await sandbox.run({}, "--checkov");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "set-up: installing checkov in .local/checkov (half a minute, 300 MB, once)\n",
    });
    expect(sandbox.calls()).toEqual(["python3 -m", pip()]);
    expect(JSON.parse(sandbox.read(".local/setup.json"))).toMatchObject({ checkov: { python: python() } });

    expect(await sandbox.run({}, "--checkov")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(sandbox.calls()).toEqual([]);
  });

  test("is installed again when its pinned parts changed", async () => {
    sandbox.pythonWithMotoAndVenv("exit 0");
    await sandbox.run({}, "--checkov");
    sandbox.write("script/setup/checkov-requirements.txt", "checkov==99.0.0\n");
    sandbox.calls();
    expect((await sandbox.run({}, "--checkov")).code).toBe(0);
    expect(sandbox.calls()).toEqual(["python3 -m", pip()]);
  });

  test("cannot be installed without a package index, which is said, and tried again next time", async () => {
    sandbox.pythonWithMotoAndVenv("echo 'ERROR: No matching distribution found for checkov' >&2; exit 1");
    await sandbox.run();
    const expected = {
      code: 1,
      stdout: "",
      stderr: [
        "set-up: installing checkov in .local/checkov (half a minute, 300 MB, once)",
        `set-up: ${python()} could not install checkov: that takes Python 3.11 or newer and a reachable package index; it said: ERROR: No matching distribution found for checkov`,
        "",
      ].join("\n"),
    };
    expect(await sandbox.run({}, "--checkov")).toEqual(expected);
    expect(await sandbox.run({}, "--checkov")).toEqual(expected);
  });

  test("has no Python to be installed for", async () => {
    await sandbox.run();
    rmSync(join(sandbox.bin, "python3"));
    sandbox.write(
      ".local/setup.json",
      sandbox.read(".local/setup.json").replace(`${sandbox.bin}/python3`, process.execPath),
    );
    const { code, stderr } = await sandbox.run({}, "--checkov");
    expect(code).toBe(1);
    expect(stderr).toBe(
      "set-up: python3 is not on PATH and checkov needs it: install Python 3.11 or newer from https://www.python.org/downloads/ (Debian, Ubuntu: apt-get install python3 python3-venv).\n",
    );
  });

  test("has every part in one version", () => {
    const parts = sandbox
      .read("script/setup/checkov-requirements.txt")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(parts).toContain("checkov==3.3.30");
    expect(parts.filter((part) => !/^[\w.-]+==[\w.]+$/.test(part))).toEqual([]);
  });
});

describe("two set-ups at once", () => {
  test("install the packages once", async () => {
    sandbox.everything();
    sandbox.npm(1);
    const both = await Promise.all([outcome(sandbox.start()), outcome(sandbox.start())]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(sandbox.calls().filter((call) => call === "npm ci")).toHaveLength(1);
    expect(both.map(({ stderr }) => /set-up: waiting for another set-up \(process \d+\)/.test(stderr)).sort()).toEqual([
      false,
      true,
    ]);
    expect(existsSync(join(sandbox.root, ".local", "setup.lock"))).toBe(false);
  });

  test("take over the lock of one that was killed, one of them", async () => {
    sandbox.everything();
    sandbox.npm(1);
    sandbox.write(".local/setup.lock", String(spawnSync("/bin/true").pid));
    const both = await Promise.all([outcome(sandbox.start()), outcome(sandbox.start())]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(sandbox.calls().filter((call) => call === "npm ci")).toHaveLength(1);
    expect(existsSync(join(sandbox.root, ".local", "setup.lock"))).toBe(false);
  });
});
