import fc from "fast-check";
import { deploymentConfigName, names, serviceNames, zoneSuffix } from "../../src/lib/names";
import { handsOn, web } from "../support/synthesized";

describe("names", () => {
  it("give what the hands-on has once exactly its published names", () => {
    expect(names(handsOn)).toEqual({
      project: "ContainerHandsOn",
      publicNetwork: "ContainerHandsOnPublic",
      privateNetwork: "ContainerHandsOnPrivate",
      publicSecurityGroup: { name: "PublicSecurityGroup", tag: "ContainerHandsOn-PublicSecurityGroup" },
      privateSecurityGroup: { name: "PrivateSecurityGroup", tag: "ContainerHandsOn-PrivateSecurityGroup" },
      loadBalancer: "ContainerHandsOn",
      accessLogs: "containerhandson-access-logs",
      webAcl: { name: "ContainerHandsOn", logGroup: "aws-waf-logs-ContainerHandsOn" },
      cluster: "ContainerHandsOn",
    });
  });

  it("keep two projects apart in what is unique in an account", () => {
    const [one, two] = [names({ project: "One" }), names({ project: "Two" })];
    expect(one.loadBalancer).not.toBe(two.loadBalancer);
    expect(one.cluster).not.toBe(two.cluster);
  });
});

describe("names of a service", () => {
  it("give the hands-on's exactly its published ones", () => {
    expect(serviceNames(handsOn, "web", web)).toEqual({
      service: "ContainerHandsOn",
      taskDefinitionFamily: "ContainerHandsOn",
      container: "ContainerHandsOn",
      repository: "jaws-days-2022/container-hands-on",
      logGroup: "awslogs-container-hands-on",
      logStreamPrefix: "hands-on",
      taskExecutionRole: "ecsTaskExecutionRole",
      codeDeployRole: "ContainerHandsOnForCodeDeploy",
      targetGroups: { blue: "ContainerHandsOn", green: "ContainerHandsOn8080" },
      codeDeployApplication: "ContainerHandsOn",
      deploymentGroup: "ContainerHandsOn",
      smokeTest: {
        function: "CodeDeployHook_ContainerHandsOnSmokeTest",
        role: "ContainerHandsOnForSmokeTest",
        logGroup: "/aws/lambda/CodeDeployHook_ContainerHandsOnSmokeTest",
      },
      releaseContractParameter: "/hands-on/web/release-contract",
    });
  });

  it("follow from project and service where none are given", () => {
    expect(serviceNames({ name: "production", project: "Shop" }, "api", { names: {} })).toEqual({
      service: "Shop-api",
      taskDefinitionFamily: "Shop-api",
      container: "Shop-api",
      repository: "shop/api",
      logGroup: "/ecs/Shop-api",
      logStreamPrefix: "api",
      taskExecutionRole: "Shop-api-execution",
      codeDeployRole: "Shop-api-code-deploy",
      targetGroups: { blue: "Shop-api-blue", green: "Shop-api-green" },
      codeDeployApplication: "Shop-api",
      deploymentGroup: "Shop-api",
      smokeTest: {
        function: "CodeDeployHook_Shop-apiSmokeTest",
        role: "Shop-apiForSmokeTest",
        logGroup: "/aws/lambda/CodeDeployHook_Shop-apiSmokeTest",
      },
      releaseContractParameter: "/production/api/release-contract",
    });
  });

  it("are never shared by two services or by two projects", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 2 }), word, ([one = "", two = ""], same) => {
        const all = (project: string, key: string) =>
          Object.values(serviceNames({ name: project, project }, key, { names: { logStreamPrefix: project + key } }))
            .flatMap((name) => (typeof name === "string" ? name : Object.values(name)))
            .filter((name): name is string => typeof name === "string");
        for (const [mine, other] of [
          [all(same, one), all(same, two)],
          [all(one, same), all(two, same)],
        ] as const) {
          expect(mine.length).toBeGreaterThan(10);
          expect(mine.filter((name) => other.includes(name))).toEqual([]);
        }
      }),
    );
  });
});

describe("deploymentConfigName", () => {
  it("tells every number, so that other numbers are another configuration", () => {
    expect(deploymentConfigName({ service: "Shop-api" }, { type: "canary", percent: 10, minutes: 5 })).toBe(
      "Shop-api-canary-10-percent-5-minutes",
    );
  });
});

describe("zoneSuffix", () => {
  it.each([
    ["ap-northeast-1a", "1a"],
    ["us-gov-west-1b", "1b"],
  ])("of %s is %s", (zone, suffix) => {
    expect(zoneSuffix(zone)).toBe(suffix);
  });
});
