import fc from "fast-check";
import { appSpecHooks, formatAppSpec, parseAppSpec, type AppSpec } from "../../src/release-contract/app-spec";
import { appSpecOf, type ReleaseContract } from "../../src/release-contract/contract";

const taskDefinitionArn = "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/ContainerHandsOn:7";

const contract: ReleaseContract = {
  version: 1,
  environment: "hands-on",
  serviceKey: "web",
  account: "123456789012",
  region: "ap-northeast-1",
  cluster: "ContainerHandsOn",
  service: "ContainerHandsOn",
  taskDefinitionArn: "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/ContainerHandsOn:1",
  container: { name: "ContainerHandsOn", port: 80 },
  repositoryUrl: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/jaws-days-2022/container-hands-on",
  network: { subnetIds: ["subnet-a", "subnet-c"], securityGroupIds: ["sg-1"], assignPublicIp: "DISABLED" },
  platformVersion: "LATEST",
  capacityProviders: [{ name: "FARGATE_SPOT", weight: 3, base: 1 }],
  codeDeploy: { application: "ContainerHandsOn", deploymentGroup: "ContainerHandsOn" },
  listenerArns: { production: "arn:production", test: "arn:test" },
  targetGroups: { blue: { name: "blue", arn: "arn:blue" }, green: { name: "green", arn: "arn:green" } },
  scalingResourceId: null,
};

describe("an AppSpec of an environment", () => {
  it("carries task definition, container, port, platform version, network, capacity providers and hooks", () => {
    const spec = appSpecOf({ ...contract, hooks: { afterAllowTestTraffic: "smoke-test" } }, taskDefinitionArn);
    expect(JSON.parse(formatAppSpec(spec))).toEqual({
      version: "0.0",
      Resources: [
        {
          TargetService: {
            Type: "AWS::ECS::Service",
            Properties: {
              TaskDefinition: taskDefinitionArn,
              LoadBalancerInfo: { ContainerName: "ContainerHandsOn", ContainerPort: 80 },
              PlatformVersion: "LATEST",
              NetworkConfiguration: {
                AwsvpcConfiguration: {
                  Subnets: ["subnet-a", "subnet-c"],
                  SecurityGroups: ["sg-1"],
                  AssignPublicIp: "DISABLED",
                },
              },
              CapacityProviderStrategy: [{ CapacityProvider: "FARGATE_SPOT", Weight: 3, Base: 1 }],
            },
          },
        },
      ],
      Hooks: [{ AfterAllowTestTraffic: "smoke-test" }],
    });
  });

  it("names neither strategy nor hooks where the environment has none", () => {
    const text = formatAppSpec(appSpecOf({ ...contract, capacityProviders: [] }, taskDefinitionArn));
    expect(text).toContain('"NetworkConfiguration"');
    expect(text).not.toContain("CapacityProviderStrategy");
    expect(text).not.toContain("Hooks");
  });

  it("names no platform version where the environment has none, as on instances", () => {
    const text = formatAppSpec(appSpecOf({ ...contract, platformVersion: undefined }, taskDefinitionArn));
    expect(text).toContain('"CapacityProviderStrategy"');
    expect(text).not.toContain("PlatformVersion");
  });

  it("reads back as it was written, whatever it holds", () => {
    const name = fc.stringMatching(/^[A-Za-z][\w:/.-]{0,40}$/);
    const count = fc.nat(1000);
    const network = fc.record({
      subnetIds: fc.array(name, { minLength: 1 }),
      securityGroupIds: fc.array(name),
      assignPublicIp: fc.constantFrom("ENABLED" as const, "DISABLED" as const),
    });
    const hooks = fc.dictionary(fc.constantFrom(...appSpecHooks), name, { noNullPrototype: true });
    const provider = fc.record({ name, weight: count, base: count });
    const spec: fc.Arbitrary<AppSpec> = fc
      .record(
        {
          taskDefinitionArn: name,
          container: fc.record({ name, port: count }),
          network,
          platformVersion: fc.constantFrom("LATEST", "1.4.0"),
          capacityProviders: fc.array(provider),
          hooks,
        },
        { requiredKeys: ["taskDefinitionArn", "container", "capacityProviders", "hooks"] },
      )
      .map((value) => value);
    fc.assert(
      fc.property(spec, (given) => {
        expect(parseAppSpec(formatAppSpec(given))).toEqual(given);
      }),
    );
  });
});

describe("an AppSpec that somebody else wrote", () => {
  it("is read from YAML with its own resource name, spelling and quoted numbers", () => {
    const yaml = `
version: 0.0
resources:
  - Web:
      type: AWS::ECS::Service
      properties:
        taskDefinition: "${taskDefinitionArn}"
        loadBalancerInfo: { containerName: web, containerPort: "80" }
hooks:
  - beforeAllowTraffic: check-it
`;
    expect(parseAppSpec(yaml)).toEqual({
      taskDefinitionArn,
      container: { name: "web", port: 80 },
      capacityProviders: [],
      hooks: { BeforeAllowTraffic: "check-it" },
    });
  });

  it.each([
    ["{}", "The AppSpec names no resource of type AWS::ECS::Service."],
    [
      '{"Resources":[{"F":{"Type":"AWS::Lambda::Function"}}]}',
      "The AppSpec names no resource of type AWS::ECS::Service.",
    ],
    ['{"Resources":[{"T":{"Type":"AWS::ECS::Service"}}]}', "The AppSpec has no TaskDefinition."],
    [
      '{"Resources":[{"T":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"a"}}}]}',
      "The AppSpec has no LoadBalancerInfo.ContainerName.",
    ],
    [
      '{"Resources":[{"T":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"a","LoadBalancerInfo":{"ContainerName":"w","ContainerPort":"x"}}}}]}',
      "The AppSpec has no whole number as LoadBalancerInfo.ContainerPort.",
    ],
  ])("is refused when it lacks what a deployment needs: %s", (content, message) => {
    expect(() => parseAppSpec(content)).toThrow(new Error(message));
  });
});
