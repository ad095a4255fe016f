import { DeploymentConfig } from "../../../src/constructs/deployment/deployment-config";
import { counts, jsonOf, resource } from "../../support/synthesized";

describe("DeploymentConfig", () => {
  it.each([
    ["canary", { type: "TimeBasedCanary", time_based_canary: { percentage: 25, interval: 7 } }],
    ["linear", { type: "TimeBasedLinear", time_based_linear: { percentage: 25, interval: 7 } }],
  ] as const)("shifts as a %s for ECS, and is there before the one it replaces goes", (type, routing) => {
    const json = jsonOf(
      (stack) => new DeploymentConfig(stack, "config", { name: "shop", shift: { type, percent: 25, minutes: 7 } }),
    );
    expect(counts(json)).toEqual({ aws_codedeploy_deployment_config: 1 });
    expect(resource(json, "aws_codedeploy_deployment_config.config")).toEqual({
      deployment_config_name: "shop",
      compute_platform: "ECS",
      traffic_routing_config: routing,
      lifecycle: { create_before_destroy: true },
    });
  });
});
