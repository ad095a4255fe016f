import { App } from "cdktf";
import { runCommand } from "./src/cli/run-command";
import { environments } from "./src/environments";
import { stateStackName } from "./src/environments/stack-names";
import { ServiceStack } from "./src/stacks/service-stack";
import { keepsStateInS3, StateStack } from "./src/stacks/state-stack";
import { withoutTokenTraces } from "./src/stacks/token-traces";

/** What `cdktf` runs: Terraform JSON for every environment, and for the bucket of each that keeps its state in S3. */
function synthesize(): void {
  const app = new App();
  for (const environment of environments()) {
    new ServiceStack(app, environment);
    if (keepsStateInS3(environment)) {
      new StateStack(app, stateStackName(environment.name), environment);
    }
  }
  app.synth();
}

void runCommand(() => {
  withoutTokenTraces(synthesize);
  return 0;
});
