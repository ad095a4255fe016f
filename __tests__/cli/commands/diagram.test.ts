import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stacks } from "../../operations/diagram/support";

const program = join(process.cwd(), "script", "run.mjs");
const swapped = join(process.cwd(), "__tests__", "operations", "review", "plans", "swapped.json");

const usage = "Usage: npm run diagram -- [options] <environment>. All options: npm run diagram -- --help\n";

describe("npm run diagram", () => {
  let folder: string;

  /** In a checkout that has nothing but the hands-on, synthesized. */
  function runDiagram(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "src/cli/main.ts", "diagram", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { status, stdout, stderr };
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "diagram-"));
    symlinkSync(join(process.cwd(), ".local"), join(folder, ".local"));
    const stack = join(folder, "cdktf.out", "stacks", "hands-on");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(stacks["hands-on"]));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<[what: string, args: readonly string[], message: string]>([
    ["no environment", [], `Missing required argument 'environment'.\n${usage}`],
    [
      "two environments",
      ["hands-on", "staging"],
      `Too many arguments for 'diagram'. Expected 1 argument but got 2.\n${usage}`,
    ],
    [
      "an environment that is not synthesized",
      ["staging"],
      "staging: nothing is synthesized, so that there is nothing to draw. Run: npm run synth, then this again.\n",
    ],
    [
      "a format that is not there",
      ["hands-on", "--format", "png"],
      '--format: "png" is not one of its values. Allowed: svg, mermaid. Choose one of these.\n',
    ],
  ])("refuses %s with exit code 2", (_, args, message) => {
    expect(runDiagram(...args)).toEqual({ status: 2, stdout: "", stderr: message });
  });

  it("writes a picture of a plan into a file", () => {
    const out = join(folder, "hands-on.svg");
    expect(runDiagram("hands-on", "--plan", swapped, "--out", out)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toMatch(/^<svg role="img" [^]*LIVE: 100 % of requests[^]*<\/svg>\n$/);
  });

  it("prints Mermaid", () => {
    const { status, stdout, stderr } = runDiagram("hands-on", "--format", "mermaid");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.startsWith("flowchart TB\naccTitle: hands-on\n")).toBe(true);
  });
});
