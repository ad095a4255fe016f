import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Gateway, type GatewayOptions, startGateway } from "../../src/local-aws/gateway";
import { pythonOfMoto } from "../../src/setup-record";
import { type AwsClients, awsClients } from "./aws-clients";

export interface TestGateway {
  readonly gateway: Gateway;
  readonly aws: AwsClients;
  /** Where it writes its logs. */
  readonly folder: string;
  /** What the gateway has logged so far. */
  log(): string;
  close(): Promise<void>;
}

/** A local AWS of its own for one test file: the real gateway before the real moto. */
export async function startTestGateway({ speed }: Pick<GatewayOptions, "speed"> = {}): Promise<TestGateway> {
  const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const logFile = join(folder, "gateway.log");
  const gateway = await startGateway({ python: pythonWithMoto(), logFile, ...(speed !== undefined && { speed }) });
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
      rmSync(folder, { recursive: true });
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
