import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Full path of the first executable of that name on PATH, as a shell would find it. */
export function findOnPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder || ".", name);
    if (isExecutable(file)) return file;
  }
  return undefined;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Tells whether a file is still the one that was looked at: time of its last change and size, or "absent". */
export function fingerprint(file) {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs}/${size}`;
  } catch {
    return "absent";
  }
}
