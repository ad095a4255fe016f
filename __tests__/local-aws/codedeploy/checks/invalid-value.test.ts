import { z } from "zod";
import { invalidValue } from "../../../../src/local-aws/codedeploy/checks/invalid-value";
import { groupSettings } from "../../../../src/local-aws/codedeploy/checks/group-settings";
import { revisionLocation } from "../../../../src/local-aws/codedeploy/revision";

const shape = groupSettings.extend({
  revision: revisionLocation.optional(),
  revisions: z.array(revisionLocation).optional(),
});

function codeFor(body: object): string {
  const { success, error } = shape.safeParse(body);
  expect(success).toBe(false);
  return invalidValue(error ?? new z.ZodError([])).code;
}

describe("a member with a value of its type that CodeDeploy does not know", () => {
  it.each<[object, string]>([
    [{ autoRollbackConfiguration: { events: ["ALWAYS"] } }, "InvalidAutoRollbackConfigException"],
    [
      { blueGreenDeploymentConfiguration: { deploymentReadyOption: { actionOnTimeout: "WAIT" } } },
      "InvalidBlueGreenDeploymentConfigurationException",
    ],
    [{ deploymentStyle: { deploymentType: "ROLLING" } }, "InvalidDeploymentStyleException"],
    [{ outdatedInstancesStrategy: "KEEP" }, "InvalidInputException"],
    [{ revision: { revisionType: "Git" } }, "InvalidRevisionException"],
    [{ revisions: [{ revisionType: "Git" }] }, "InvalidRevisionException"],
    [{ triggerConfigurations: [{ triggerEvents: ["Lunch"] }] }, "InvalidTriggerConfigException"],
  ])("%j is refused with the member's own error", (body, code) => {
    expect(codeFor(body)).toBe(code);
  });
});

it("a value of another type does not even reach the action", () => {
  const minutes = { terminateBlueInstancesOnDeploymentSuccess: { terminationWaitTimeInMinutes: "60" } };
  expect(codeFor({ blueGreenDeploymentConfiguration: minutes })).toBe("SerializationException");
});
