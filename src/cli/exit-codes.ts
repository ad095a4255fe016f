import { exitCodes } from "../operations/release/deployment/verdict";

/** For the help of commands that end as a deployment does. */
export const exitCodeHelp = `
Exit codes:
  ${exitCodes.reached}  what was waited for is reached; unless that was "ready", the new revision serves all traffic
  ${exitCodes.refused}  it failed before anything was changed
  ${exitCodes.usage}  wrong usage or configuration
  ${exitCodes.rolledBack}  the deployment failed and was rolled back: the original revision serves all traffic
  ${exitCodes.notRolledBack}  the deployment failed and was not rolled back
  ${exitCodes.stillRunning}  interrupted or timed out; the deployment goes on`;
