import type { HookInvoker } from "../codedeploy/checks/ports";
import type { Functions } from "./functions";

/** Runs the functions of lifecycle events for CodeDeploy. A function that fails cannot report, so its failure counts. */
export function hookInvoker(functions: Functions): HookInvoker {
  return {
    async invoke(region, functionName, event) {
      const runnable = await functions.find(region, functionName);
      const { functionError, payload } = await functions.invoke(runnable, JSON.stringify(event));
      if (functionError !== undefined) throw new Error(`The Lambda function ${functionName} failed: ${payload}`);
    },
  };
}
