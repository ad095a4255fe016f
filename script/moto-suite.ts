import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../src/cli/run-command";
import { UsageError } from "../src/lib/errors";
import { startGateway } from "../src/local-aws/gateway";
import { pythonOfMoto } from "../src/lib/setup-record";
import { differences } from "./moto-suite/differences";

const SUITES = ["test_ecs", "test_elbv2", "test_ecr", "test_codedeploy"];

/**
 * `node script/run.mjs script/moto-suite.ts <checkout of getmoto/moto at 5.2.1> [python]`: runs moto's own tests of the services
 * that the gateway adds to most against the gateway, and compares what fails with the list of what is meant to. The Python
 * needs moto's requirements-tests.txt.
 */
void runCommand(async () => {
  const [checkout, python = pythonOfMoto()] = process.argv.slice(2);
  if (checkout === undefined) throw new UsageError("usage: script/moto-suite.ts <checkout of getmoto/moto> [python]");
  const folder = mkdtempSync(join(tmpdir(), "moto-suite-"));
  // The tests empty the account before each of them: with AWS's managed policies that takes seconds.
  process.env["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "false";
  const gateway = await startGateway({ python: pythonOfMoto(), logFile: join(folder, "gateway.log") });
  try {
    const report = join(folder, "report.txt");
    await pytest(python, checkout, gateway.url, report);
    const failed = failedTests(readFileSync(report, "utf8"));
    const known = new Set(differences.flatMap(({ tests }) => tests));
    const unexpected = failed.filter((test) => !known.has(test));
    const passed = [...known].filter((test) => !failed.includes(test));
    process.stdout.write(`${failed.length} failed, ${known.size} are known to\n`);
    for (const test of unexpected) process.stdout.write(`failed, and is not in the list: ${test}\n`);
    for (const test of passed) process.stdout.write(`in the list, and did not fail: ${test}\n`);
    return unexpected.length + passed.length === 0 ? 0 : 1;
  } finally {
    await gateway.close();
    rmSync(folder, { recursive: true });
  }
});

/** Settles when pytest has ended, however its tests did. */
function pytest(python: string, checkout: string, endpoint: string, report: string): Promise<void> {
  const tests = SUITES.map((suite) => join("tests", suite));
  const options = ["-q", "-p", "no:cacheprovider", `--junit-xml=${report}`, "-o", "junit_family=xunit1"];
  const child = spawn(python, ["-m", "pytest", ...options, ...tests], {
    cwd: checkout,
    env: {
      ...process.env,
      TEST_SERVER_MODE: "true",
      TEST_SERVER_MODE_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "us-east-1",
    },
    stdio: ["ignore", process.stderr, process.stderr],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      resolve();
    });
  });
}

/** Names of the tests that failed, from pytest's report: `test_delete_service` or `test_remove_tg[update_params0]`. */
function failedTests(report: string): readonly string[] {
  const tests = report.matchAll(/<testcase [^>]*?\bname="([^"]+)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs);
  return [...tests].flatMap(([, name = "", body = ""]) => (/<(failure|error)\b/.test(body) ? [name] : []));
}
