import { SetupError } from "./report.mjs";

/** Compares the running Node.js with package.json's `engines.node`, which has the form ">=20.19". */
export function checkNode(range) {
  const wanted = range.replace(">=", "").split(".").map(Number);
  const actual = process.versions.node.split(".").map(Number);
  const difference = wanted.map((part, index) => actual[index] - part).find((part) => part !== 0) ?? 0;
  if (difference < 0) {
    throw new SetupError(
      `Node.js ${process.versions.node} is too old, ${range.replace(">=", "")} or newer is needed: install it from https://nodejs.org/en/download.`,
    );
  }
}
