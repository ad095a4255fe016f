/**
 * The id under which a Lambda function reports on a lifecycle event. Opaque to the function, as AWS's is; inside stand
 * the deployment and the number of the effect that invoked the function.
 */
export function hookExecutionId(deploymentId: string, effect: number): string {
  return Buffer.from(`${deploymentId}/${effect}`).toString("base64url");
}

/** The effect's number; undefined if the id is not one of this deployment's. */
export function hookEffect(deploymentId: string, executionId: string): number | undefined {
  const [owner, effect] = Buffer.from(executionId, "base64url").toString("utf8").split("/");
  return owner === deploymentId && effect !== undefined && /^\d+$/.test(effect) ? Number(effect) : undefined;
}
