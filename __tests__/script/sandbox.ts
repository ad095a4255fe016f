import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Outcome, outcome } from "../support/outcome";

const packages = { "": { name: "sandbox" }, "node_modules/zod": { version: "4.0.0", integrity: "sha512-zod" } };

/** A checkout with the real set-up script, and a PATH on which nothing stands but what a test puts there. */
export class Sandbox {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "set-up-")));
  readonly bin = join(this.root, "bin");

  constructor() {
    cpSync(join(process.cwd(), "script", "setup.mjs"), join(this.root, "script", "setup.mjs"));
    cpSync(join(process.cwd(), "script", "setup"), join(this.root, "script", "setup"), { recursive: true });
    this.write("package.json", JSON.stringify({ engines: { node: ">=20.19" } }));
    this.write("package-lock.json", JSON.stringify({ packages }));
    this.write("cdktf.json", JSON.stringify({ terraformProviders: ["example/fake@1.2.3"] }));
    mkdirSync(this.bin);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** A small program on PATH; every call of it adds a line to `calls`. */
  tool(name: string, script: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $1" >> "${join(this.root, "calls")}"\n${script}\n`);
    chmodSync(file, 0o755);
  }

  terraform(version: string): void {
    this.tool("terraform", `echo '{"terraform_version": "${version}"}'`);
  }

  /** An npm whose `ci` installs what the lockfile says, and takes its time. */
  npm(seconds = 0): void {
    this.tool(
      "npm",
      `/bin/sleep ${seconds}; /bin/mkdir -p node_modules; /bin/cp package-lock.json node_modules/.package-lock.json`,
    );
  }

  /** A Python that has moto in the given version. */
  pythonWithMoto(version = "5.2.1"): void {
    this.write("moto.py", "");
    const answer = JSON.stringify({ python: join(this.bin, "python3"), version, module: join(this.root, "moto.py") });
    this.tool("python3", `[ "$1" = -c ] && echo '${answer}'`);
  }

  /** Also makes virtual environments, whose pip does what `pip` says. */
  pythonWithMotoAndVenv(pip: string): void {
    this.pythonWithMoto();
    this.write("venv-python", `#!/bin/sh\necho "pip $4 $5 $6 $7 $8" >> "${join(this.root, "calls")}"\n${pip}\n`);
    chmodSync(join(this.root, "venv-python"), 0o755);
    const probe = readFileSync(join(this.bin, "python3"), "utf8").split("\n").slice(2).join("\n");
    this.tool(
      "python3",
      `[ "$2" = venv ] && /bin/mkdir -p "$4/bin" && exec /bin/cp "${this.root}/venv-python" "$4/bin/python"\n${probe}`,
    );
  }

  everything(): void {
    this.terraform("1.11.4");
    this.npm();
    this.pythonWithMoto();
  }

  /** What was called since the last question. */
  calls(): readonly string[] {
    const file = join(this.root, "calls");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").trim().split("\n");
    rmSync(file);
    return lines;
  }

  start(environment: NodeJS.ProcessEnv = {}, ...options: readonly string[]): ChildProcess {
    return spawn(process.execPath, [join(this.root, "script", "setup.mjs"), ...options], {
      cwd: this.root,
      env: { PATH: this.bin, HOME: join(this.root, "home"), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async run(environment: NodeJS.ProcessEnv = {}, ...options: readonly string[]): Promise<Omit<Outcome, "signal">> {
    const { code, stdout, stderr } = await outcome(this.start(environment, ...options));
    return { code, stdout, stderr };
  }
}
