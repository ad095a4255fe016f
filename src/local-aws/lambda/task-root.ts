import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Scopes of packages that the nodejs runtimes bring along: AWS SDK v3 and what it stands on. */
const RUNTIME_SCOPES = ["@aws-sdk", "@smithy"];

/** A function's code, unpacked for one invocation. */
export interface TaskRoot {
  readonly folder: string;
  remove(): Promise<void>;
}

export interface Unpacking {
  /** Python unpacks: its standard library reads zip archives, Node's does not, and moto needs a Python anyway. */
  readonly python: string;
  /** Where the AWS SDK is installed. */
  readonly packages: string;
}

/**
 * Unpacks an archive into a folder of its own. Beside it lies what the runtime provides, so that a package in the
 * archive comes before it, and no other package of this project is found.
 */
export async function unpack(archive: Buffer, { python, packages }: Unpacking): Promise<TaskRoot> {
  const base = await mkdtemp(join(tmpdir(), "local-aws-lambda-"));
  const remove = (): Promise<void> => rm(base, { recursive: true, force: true });
  const folder = join(base, "task");
  try {
    await mkdir(join(base, "node_modules"));
    for (const scope of RUNTIME_SCOPES) await symlink(join(packages, scope), join(base, "node_modules", scope));
    await writeFile(join(base, "code.zip"), archive);
    await promisify(execFile)(python, ["-m", "zipfile", "-e", join(base, "code.zip"), folder]);
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
