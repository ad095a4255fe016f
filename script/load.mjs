import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";

/**
 * Loads a TypeScript file of this checkout and returns what it exports. Our own sources are bundled, packages are required
 * as they are. The bundle is kept in .local and used again while none of its sources has changed.
 */
export async function load(root, entry) {
  const file = join(root, entry);
  const code = readBundle(root, entry) ?? (await bundle(root, entry));
  // Versions of the AWS SDK that want a newer Node come later than those that package.json pins.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const module = { exports: {} };
  compileFunction(code, ["exports", "require", "module", "__filename", "__dirname"], { filename: file })(
    module.exports,
    createRequire(file),
    module,
    file,
    dirname(file),
  );
  return module.exports;
}

async function bundle(root, entry) {
  const { build } = await loadCompiler();
  // Not buildSync: it starts esbuild anew and waits for it to end, ten times as long.
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    // What is compiled by node:vm has no import() of its own: packages that are loaded late are required, too.
    supported: { "dynamic-import": false },
    logLevel: "error",
  });
  const code = outputFiles[0].text;
  keepBundle(root, entry, Object.keys(metafile.inputs), code);
  return code;
}

function bundleFile(root, entry) {
  return join(root, ".local", "bundles", entry.replaceAll(/[\\/]/g, "-"));
}

/** The first line lists the sources with their time stamps, as JSON; the code follows. */
function readBundle(root, entry) {
  try {
    const text = readFileSync(bundleFile(root, entry), "utf8");
    const end = text.indexOf("\n");
    const sources = Object.entries(JSON.parse(text.slice(0, end)));
    return sources.every(([path, stamp]) => stampOf(root, path) === stamp) ? text.slice(end + 1) : undefined;
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that a reader never sees half a bundle. A checkout that cannot be written to has none. */
function keepBundle(root, entry, sources, code) {
  try {
    const stamps = Object.fromEntries(
      ["package-lock.json", "script/load.mjs", ...sources].map((path) => [path, stampOf(root, path)]),
    );
    const file = bundleFile(root, entry);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(stamps)}\n${code}`);
    renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if (!["EACCES", "EROFS", "ENOENT", "ENOSPC"].includes(error.code)) throw error;
  }
}

function stampOf(root, path) {
  const { mtimeMs, size } = statSync(join(root, path));
  return `${mtimeMs}/${size}`;
}

async function loadCompiler() {
  try {
    return await import("esbuild");
  } catch (error) {
    throw new Error(`The packages of this checkout are not installed (${error.code}). Run: npm run setup`, {
      cause: error,
    });
  }
}
