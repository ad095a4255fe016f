import type { AppSpec } from "../../../../src/release-contract/app-spec";
import type { Deployment } from "../../../../src/local-aws/codedeploy/run/deployment";
import { EffectError } from "../../../../src/local-aws/codedeploy/run/effect-error";
import { replacementSpecification } from "../../../../src/local-aws/codedeploy/run/survey";

const plain: AppSpec = {
  taskDefinitionArn: "arn:web:2",
  container: { name: "web", port: 80 },
  capacityProviders: [],
  hooks: {},
};

function replacement(appSpec: Partial<AppSpec>) {
  return replacementSpecification({ appSpec: { ...plain, ...appSpec } } as Deployment, "arn:green");
}

const always = {
  taskDefinition: "arn:web:2",
  loadBalancers: [{ targetGroupArn: "arn:green", containerName: "web", containerPort: 80 }],
};

describe("what a deployment's AppSpec asks for", () => {
  it("is a revision behind the other target group; the rest stays", () => {
    expect(replacement({})).toEqual(always);
  });

  it("is the version that LATEST means", () => {
    expect(replacement({ platformVersion: "LATEST" })).toEqual({ ...always, platformVersion: "1.4.0" });
  });

  it("is a strategy of Fargate instead of a launch type", () => {
    const capacityProviders = [{ name: "FARGATE_SPOT", weight: 1, base: 0 }];
    expect(replacement({ platformVersion: "LATEST", capacityProviders })).toEqual({
      ...always,
      launchType: undefined,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
      platformVersion: "1.4.0",
    });
  });

  it("is a strategy of instances, which have no platform version", () => {
    const capacityProviders = [{ name: "instances", weight: 1, base: 0 }];
    const specification = replacement({ capacityProviders });
    expect(specification.capacityProviderStrategy).toEqual([{ capacityProvider: "instances", weight: 1, base: 0 }]);
    expect(specification).toHaveProperty("platformVersion", undefined);
    expect(() => replacement({ platformVersion: "LATEST", capacityProviders })).toThrow(
      new EffectError("INVALID_REVISION", "The platform version must be null when specifying an EC2 launch type."),
    );
  });
});
