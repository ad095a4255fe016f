import { join } from "node:path";
import { messageOf } from "../lib/errors";
import { checkout } from "../lib/checkout";
import { pythonOfMoto } from "../lib/setup-record";
import { CHECK_MODELS_VARIABLE } from "./api-model/violations-log";
import { startGateway } from "./gateway";
import { removePidFile, writePidFile } from "./pid-file";
import { readSpeed } from "./speed";

/** The background process: starts gateway and moto, says where, and ends with either. */
async function main(): Promise<void> {
  const gateway = await startGateway({
    python: pythonOfMoto(),
    logFile: join(checkout.local, "gateway.log"),
    speed: readSpeed(process.env),
    checkModels: process.env[CHECK_MODELS_VARIABLE] === "1",
  });
  writePidFile({ url: gateway.url, pid: process.pid });
  process.stdout.write(`The local AWS listens on ${gateway.url}.\n`);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => void gateway.close());
  }
  const reason = await gateway.closed;
  removePidFile(process.pid);
  if (reason !== undefined) throw new Error(reason);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
