import { DeploymentStatus } from "@aws-sdk/client-codedeploy";
import { endedStatuses, hasEnded, runningStatuses } from "../../../src/lib/aws/deployment-status";

describe("the statuses of a deployment", () => {
  it("are those of CodeDeploy's API model, each either running or ended", () => {
    expect([...runningStatuses, ...endedStatuses].sort()).toEqual(Object.values(DeploymentStatus).sort());
  });

  it.each(runningStatuses)("%s is one in which a deployment runs", (status) => {
    expect(hasEnded(status)).toBe(false);
  });

  it.each(endedStatuses)("%s is one in which a deployment has ended", (status) => {
    expect(hasEnded(status)).toBe(true);
  });

  it("that come later count as running: only success and failure end a wait", () => {
    expect(hasEnded("Verifying")).toBe(false);
  });
});
