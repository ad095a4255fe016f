import type { UpdateServiceRequest } from "@aws-sdk/client-ecs";
import { AwsError } from "../../../../src/local-aws/protocol/call";
import { checkUpdateUnderCodeDeploy } from "../../../../src/local-aws/ecs/checks/check-update-service";

function check(change: Partial<UpdateServiceRequest>) {
  return () => {
    checkUpdateUnderCodeDeploy({ service: "web", ...change });
  };
}

describe("UpdateService under CODE_DEPLOY", () => {
  test.each([
    ["Unable to update task definition", { taskDefinition: "web:2", forceNewDeployment: true }],
    ["Unable to update network parameters", { networkConfiguration: { awsvpcConfiguration: { subnets: ["s"] } } }],
    ["Unable to update load balancers", { loadBalancers: [] }],
    ["Unable to update platform version", { platformVersion: "1.4.0" }],
    ["Unable to update service registries", { serviceRegistries: [] }],
    ["Unable to update capacity providers", { capacityProviderStrategy: [] }],
    ["Cannot force a new deployment", { forceNewDeployment: true }],
  ])("refuses: %s", (what, change) => {
    const message = `${what} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.`;
    expect(check(change)).toThrow(new AwsError("InvalidParameterException", message));
  });

  test.each([
    { desiredCount: 3 },
    { deploymentConfiguration: { maximumPercent: 150 } },
    { healthCheckGracePeriodSeconds: 30 },
    { placementConstraints: [] },
    { enableECSManagedTags: true },
    { propagateTags: "SERVICE" as const },
    { forceNewDeployment: false },
  ])("takes %j", (change) => {
    expect(check(change)).not.toThrow();
  });
});
