import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { pythonWithMoto, type TestGateway } from "../../support/gateway";

/** @returns the ARN of a role that functions may have */
export async function createExecutionRole({ aws }: TestGateway): Promise<string> {
  const AssumeRolePolicyDocument = '{"Version":"2012-10-17","Statement":[]}';
  const { Role } = await aws.iam.send(new CreateRoleCommand({ RoleName: "lambda", AssumeRolePolicyDocument }));
  return Role?.Arn ?? "";
}

/** A zip archive of these files, by path. */
export function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tops = [...new Set(Object.keys(files).map((path) => path.split("/")[0] ?? path))];
    execFileSync(pythonWithMoto(), ["-m", "zipfile", "-c", "code.zip", ...tops], { cwd: folder });
    return readFileSync(join(folder, "code.zip"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
