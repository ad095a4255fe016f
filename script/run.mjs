// Runs a TypeScript file: `node script/run.mjs <entry.ts> [arguments]`. Types are checked by `npm run types`.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./load.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error("usage: node script/run.mjs <entry.ts> [arguments]");
  process.exit(2);
}
process.argv = [process.argv[0], join(root, entry), ...rest];
await load(root, entry).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
