import type { Environment } from "../../environments/schema";
import { stateStackName } from "../../environments/stack-names";
import { callerAccount } from "./caller";
import { terraformEnvironment } from "./environment";
import { ensureBucket } from "./state-bucket";
import { synthesize, Terraform } from "./terraform";

/** Makes the place where an environment's state is kept. Answers a sentence about it. */
export async function bootstrap(target: Environment): Promise<string> {
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
