// Runs a TypeScript file: `node script/run.mjs <entry.ts> [arguments]`.
// Our own sources are bundled in memory, packages are required as they are. Types are checked by `npm run types`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error("usage: node script/run.mjs <entry.ts> [arguments]");
  process.exit(2);
}

const { build } = await loadCompiler();
const file = join(root, entry);
// Not buildSync: it starts esbuild anew and waits for it to end, ten times as long.
const compiled = await build({
  entryPoints: [file],
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  logLevel: "error",
});
// Versions of the AWS SDK that want a newer Node come later than those that package.json pins.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
process.argv = [process.argv[0], file, ...rest];
const module = { exports: {} };
compileFunction(compiled.outputFiles[0].text, ["exports", "require", "module", "__filename", "__dirname"], {
  filename: file,
})(module.exports, createRequire(file), module, file, dirname(file));

async function loadCompiler() {
  try {
    return await import("esbuild");
  } catch (error) {
    const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    console.error(`The packages of ${name} are not installed here (${error.code}). Run: npm run setup`);
    process.exit(1);
  }
}
