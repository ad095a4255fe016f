import { commandLine } from "../../../lib/command-line";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkout } from "../../../lib/checkout";
import { messageOf, UsageError } from "../../../lib/errors";
import { readStackJson, type StackJson } from "../../../lib/terraform/stack-json";
import { readChild } from "../../terraform/child";
import { terraformEnvironment } from "../../terraform/environment";

/** The plan's JSON text, from a file that holds it or from a plan file, which Terraform has to read. */
export async function loadPlan(file: string, environment: string | undefined): Promise<string> {
  const found = located(file, environment);
  const content = readFileSync(found);
  return isPlanFile(content) ? showPlan(found, environment) : content.toString("utf8");
}

/** As a person sees it, else beside the stack's JSON, where `terraform -chdir` puts what `-out=plan` names. */
function located(file: string, environment: string | undefined): string {
  const candidates = [resolve(file), ...(environment === undefined ? [] : [join(checkout.stacks, environment, file)])];
  const found = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true);
  if (found !== undefined) return found;
  throw new UsageError(
    `${file}: there is no such file. Allowed: a plan file of \`terraform plan -out\`, or the JSON of one. ` +
      `Looked for it at ${candidates.join(" and ")}.`,
  );
}

/** A plan file is a ZIP archive. A saved plan of HCP Terraform is a small JSON that only Terraform understands. */
function isPlanFile(content: Buffer): boolean {
  if (content.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") return true;
  return content.length < 10_000 && content.includes('"remote_plan_format"');
}

/** Only in the stack's folder Terraform knows the provider that the plan speaks of. */
async function showPlan(file: string, environment: string | undefined): Promise<string> {
  if (environment === undefined) {
    throw new UsageError(
      `${file}: this is a plan file, and only Terraform can read it, in the folder of its stack. ` +
        "Add --environment <name>, or give the output of `terraform show -json <plan file>`.",
    );
  }
  const folder = join(checkout.stacks, environment);
  if (!existsSync(folder)) {
    throw new UsageError(
      `${folder}: there is no such folder, so that Terraform cannot read ${file}. ` +
        `Run: ${commandLine("synth")}, then \`terraform init -lockfile=readonly\` in that folder.`,
    );
  }
  try {
    return await readChild("terraform", [`-chdir=${folder}`, "show", "-json", file], { env: terraformEnvironment() });
  } catch (error) {
    throw new Error(
      `${file}: Terraform could not read it (${messageOf(error)}); its own message is above. ` +
        `If ${folder} is not initialized, run there: terraform init -lockfile=readonly`,
      { cause: error },
    );
  }
}

/** What was synthesized last for the environment; undefined where nothing was. */
export function loadStack(environment: string | undefined): StackJson | undefined {
  const file = environment === undefined ? undefined : join(checkout.stacks, environment, "cdk.tf.json");
  if (file === undefined || !existsSync(file)) return undefined;
  return readStackJson(readFileSync(file, "utf8"));
}
