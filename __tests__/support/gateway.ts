import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Gateway, type GatewayOptions, startGateway } from "../../src/local-aws/gateway";
import { pythonOfMoto } from "../../src/lib/setup-record";
import { type AwsClients, awsClients } from "./aws-clients";
import { expectNoViolations, readViolations } from "./model-violations";

export interface TestGateway {
  readonly gateway: Gateway;
  readonly aws: AwsClients;
  /** Where it writes its logs. */
  readonly folder: string;
  /** What the gateway has logged so far. */
  log(): string;
  close(): Promise<void>;
}

/**
 * A local AWS of its own for one test file: the real gateway before the real moto. Closing it fails where it has broken AWS's
 * API models.
 */
export async function startTestGateway({ speed }: Pick<GatewayOptions, "speed"> = {}): Promise<TestGateway> {
  const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const logFile = join(folder, "gateway.log");
  const options = { python: pythonWithMoto(), logFile, checkModels: true };
  const gateway = await startGateway({ ...options, ...(speed !== undefined && { speed }) });
  const aws = awsClients(gateway.url);
  return {
    gateway,
    aws,
    folder,
    log: () => readFileSync(logFile, "utf8"),
    close: async () => {
      for (const client of Object.values(aws)) client.destroy();
      await gateway.close();
      await gateway.closed;
      const violations = readViolations(folder);
      rmSync(folder, { recursive: true });
      expectNoViolations(violations);
    },
  };
}

/** The Python that set-up found; without set-up, as in an editor's test runner, the one on PATH. */
export function pythonWithMoto(): string {
  try {
    return pythonOfMoto();
  } catch {
    return execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  }
}
