import { environment, environments } from "../environments";
import type { Environment } from "../environments/schema";
import { UsageError } from "../lib/errors";
import { stateStackName } from "../lib/stack-names";
import { callerAccount } from "../terraform/caller";
import { terraformEnvironment } from "../terraform/environment";
import { ensureBucket } from "../terraform/state-bucket";
import { synthesize, Terraform } from "../terraform/terraform";
import { runCommand } from "./run-command";

/** `npm run bootstrap -- <environment>`: the place where an environment's state is kept. */
void runCommand(async (args) => {
  const [name, ...rest] = args;
  if (name === undefined || rest.length > 0) {
    const known = environments().map((candidate) => candidate.name);
    throw new UsageError(
      "usage: npm run bootstrap -- <environment>\n" +
        `Makes the bucket for an environment's Terraform state; safe to repeat. Environments: ${known.join(", ")}`,
    );
  }
  process.stdout.write(`${await bootstrap(environment(name))}\n`);
  return 0;
});

async function bootstrap(target: Environment): Promise<string> {
  const { backend, name } = target;
  switch (backend.type) {
    case "cloud":
      return `"${name}" keeps its state in the workspace ${backend.organization}/${backend.workspace} of ${backend.hostname}: there is no bucket to make.`;
    case "local":
      return `"${name}" keeps its state in a local file: there is no bucket to make.`;
    case "s3": {
      const { region } = backend;
      const account = await callerAccount(region, target.account);
      for (const name of [backend.bucket, ...(backend.accessLogs === undefined ? [] : [backend.accessLogs.bucket])]) {
        const made = await ensureBucket({ name, region, account });
        progress(made ? `made the bucket ${name}` : `the bucket ${name} exists`);
      }
      const variables = terraformEnvironment();
      await synthesize(variables);
      // What an earlier run remembers of the backend does not count: the only state is the one in the bucket.
      const terraform = new Terraform(stateStackName(name), variables);
      await terraform.init("-reconfigure");
      if (await terraform.hasChanges()) await terraform.apply();
      return `The state of "${name}" is kept in the bucket ${backend.bucket} (${region}, account ${account}).`;
    }
  }
}

function progress(line: string): void {
  process.stderr.write(`bootstrap: ${line}\n`);
}
