import { environments } from "../../environments";
import { apply } from "./apply";
import { matrix } from "./environments";
import { comment, drift, reviewed } from "./github/steps";
import type { Step } from "./options";
import { plan } from "./plan";
import { withoutCommands } from "./workflow-commands";
import { setOutput } from "./workflow-files";

/** Answers the exit code. */
export async function runStep(step: Step, variables: NodeJS.ProcessEnv): Promise<number> {
  switch (step.step) {
    case "environments": {
      const found = JSON.stringify(matrix(environments(), step.only));
      setOutput("matrix", found, variables);
      process.stdout.write(`${found}\n`);
      return 0;
    }
    case "plan":
      return withoutCommands(variables, () => plan(step.target, step.options, variables));
    case "apply":
      return withoutCommands(variables, () => apply(step.target, step.options, variables));
    case "comment":
      return comment(step.target.name, step.folder, variables);
    case "reviewed": {
      const hash = await reviewed(step.target.name, variables);
      setOutput("hash", hash, variables);
      process.stdout.write(`${hash}\n`);
      return 0;
    }
    case "drift":
      return drift(step.target.name, step.folder, variables);
  }
}
