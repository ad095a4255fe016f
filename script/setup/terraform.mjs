import { spawnSync } from "node:child_process";
import { findOnPath, fingerprint } from "./find.mjs";
import { SetupError, say } from "./report.mjs";

/** 1.10 is the first version whose S3 backend locks the state with a file beside it. */
const oldest = [1, 10];
const remedy = "install Terraform 1.10 or newer from https://developer.hashicorp.com/terraform/install.";

/**
 * The same binary as last time. A version manager's shim may start another version later: Terraform itself then refuses
 * by the `required_version` of the stacks.
 */
export function terraformIsCurrent({ terraform }) {
  return (
    terraform !== undefined &&
    findOnPath("terraform") === terraform.path &&
    fingerprint(terraform.path) === terraform.fingerprint
  );
}

export function checkTerraform() {
  const path = findOnPath("terraform");
  if (path === undefined) throw new SetupError(`terraform is not on PATH: ${remedy}`);
  const version = askVersion(path);
  const [major, minor] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new SetupError(`Terraform ${version} (${path}) is too old: ${remedy}`);
  }
  say(`Terraform ${version} (${path})`);
  return { terraform: { path, version, fingerprint: fingerprint(path) } };
}

function askVersion(path) {
  const { stdout, status } = spawnSync(path, ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  try {
    // A warning about the CLI configuration may come first.
    return JSON.parse(stdout.slice(stdout.indexOf("{"))).terraform_version.toString();
  } catch {
    throw new SetupError(
      `${path} does not tell its version (\`terraform version -json\` ended with ${status}): ${remedy}`,
    );
  }
}
