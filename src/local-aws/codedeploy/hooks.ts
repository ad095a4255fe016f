import type { HookInvoker } from "./checks/ports";

/** The local AWS's answer as long as nothing runs Lambda functions: the lifecycle event fails and says why. */
export const noHooks: HookInvoker = {
  invoke: (_region, functionName) =>
    Promise.reject(
      new Error(`The local AWS cannot run the Lambda function ${functionName}: nothing here runs functions.`),
    ),
};
