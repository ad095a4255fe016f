import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackJson } from "../../../src/lib/terraform/stack-json";
import { runCheckov } from "../../../src/security/checkov/run-checkov";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scan-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A stand-in for checkov's Python, which the real one is too heavy for here: `npm run scan` runs that. */
function python(script: string): string {
  const file = join(folder, "python");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const results = { passed_checks: [], failed_checks: [], skipped_checks: [], parsing_errors: [] };
const empty = JSON.stringify({ check_type: "terraform_json", results });

const stack: StackJson = { terraform: {}, import: [{}], data: {}, resource: { aws_vpc: { network: {} } } };

function run(script: string) {
  return runCheckov({ python: python(script), folder: join(folder, "stacks") }, new Map([["production", stack]]));
}

describe("checkov", () => {
  it("is given each stack in a file of its own, without the blocks that it cannot parse", async () => {
    await run(`echo '${empty}'`);
    expect(readFileSync(join(folder, "stacks", "production.tf.json"), "utf8")).toBe(
      `${JSON.stringify({ data: {}, resource: { aws_vpc: { network: {} } } }, null, 2)}\n`,
    );
  });

  it("runs in the folder of the stacks, reads Terraform JSON only and downloads nothing", async () => {
    await run(`echo "$(pwd) $@" > "${folder}/called"; echo '${empty}'`);
    expect(readFileSync(join(folder, "called"), "utf8")).toBe(
      `${folder}/stacks -B ${process.cwd()}/src/security/checkov/checkov_with_values.py --directory . --framework terraform_json ` +
        "--output json --compact --skip-download\n",
    );
  });

  it("knows neither the user's home nor the user's key for its maker's platform", async () => {
    process.env["BC_API_KEY"] = "secret";
    try {
      await run(`env > "${folder}/environment"; echo '${empty}'`);
    } finally {
      delete process.env["BC_API_KEY"];
    }
    const environment = readFileSync(join(folder, "environment"), "utf8");
    expect(environment).toContain(`HOME=${folder}/stacks\n`);
    expect(environment).not.toContain("BC_API_KEY");
  });

  it("may end with 1, which says that checks failed", async () => {
    await expect(run(`echo '${empty}'; exit 1`)).resolves.toEqual(new Map());
  });

  it("has not checked everything if it ends in another way", async () => {
    await expect(run("echo 'no memory' >&2; exit 2")).rejects.toThrow(
      new Error("checkov could not check everything (exit code 2). It said:\nno memory"),
    );
  });

  it("has not checked everything if it complains, whatever its exit code says: a check that crashes fails nothing", async () => {
    await expect(run(`echo '${empty}'; echo 'Failed to run check CKV_AWS_1' >&2`)).rejects.toThrow(
      new Error("checkov could not check everything (exit code 0). It said:\nFailed to run check CKV_AWS_1"),
    );
  });

  it("cannot run without its Python", async () => {
    await expect(
      runCheckov({ python: join(folder, "nothing"), folder: join(folder, "stacks") }, new Map()),
    ).rejects.toThrow(/ENOENT/);
  });
});
