/**
 * Statuses of a CodeDeploy deployment that has not ended (API model, DeploymentStatus). CodeDeploy refuses a second
 * deployment on the group meanwhile. No AWS document says what `Baking` means; the CLI's waiter `deployment-successful`
 * waits through it, as through each status that is not an ended one.
 */
export const runningStatuses = ["Created", "Queued", "InProgress", "Baking", "Ready"] as const;

/** https://docs.aws.amazon.com/cli/latest/reference/deploy/wait/deployment-successful.html */
export const endedStatuses = ["Succeeded", "Failed", "Stopped"] as const;

/** A status that this project does not know is one of a deployment that still runs: waiting goes on. */
export function hasEnded(status: string): boolean {
  return endedStatuses.some((ended) => ended === status);
}
