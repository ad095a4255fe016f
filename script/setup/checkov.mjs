import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOnPath, isExecutable } from "./find.mjs";
import { SetupError, say } from "./report.mjs";
import { installInVenv } from "./venv.mjs";

const requirements = fileURLToPath(new URL("checkov-requirements.txt", import.meta.url));

export function checkovIsCurrent({ checkov }) {
  return checkov !== undefined && checkov.requirements === requirementsHash() && isExecutable(checkov.python);
}

/** Always in a virtual environment: checkov pins a hundred packages, which would be wrong for anything else. */
export function installCheckov(local) {
  const python = findOnPath("python3");
  if (python === undefined) {
    throw new SetupError(
      "python3 is not on PATH and checkov needs it: install Python 3.11 or newer from https://www.python.org/downloads/ (Debian, Ubuntu: apt-get install python3 python3-venv).",
    );
  }
  say("installing checkov in .local/checkov (half a minute, 300 MB, once)");
  const own = installInVenv(
    python,
    join(local, "checkov"),
    // One more try, not five: without a network that is a minute of waiting.
    ["--retries", "1", "--requirement", requirements],
    "install checkov: that takes Python 3.11 or newer and a reachable package index",
  );
  return { checkov: { python: own, requirements: requirementsHash() } };
}

function requirementsHash() {
  return createHash("sha256").update(readFileSync(requirements)).digest("hex");
}
