import fc from "fast-check";
import {
  deploymentConfigName,
  names,
  serviceNames,
  zoneSuffix,
  releaseContractParameterName,
} from "../../src/environments/names";
import { handsOn, web } from "../support/synthesized";

/** All texts in an object of names. */
function leaves(of: object): readonly string[] {
  return Object.values(of).flatMap((part: string | object) => (typeof part === "string" ? part : leaves(part)));
}

describe("names", () => {
  it("give what the hands-on has once exactly its published names", () => {
    expect(names(handsOn)).toEqual({
      project: "ContainerHandsOn",
      publicNetwork: "ContainerHandsOnPublic",
      privateNetwork: "ContainerHandsOnPrivate",
      publicSecurityGroup: { name: "PublicSecurityGroup", tag: "ContainerHandsOn-PublicSecurityGroup" },
      privateSecurityGroup: { name: "PrivateSecurityGroup", tag: "ContainerHandsOn-PrivateSecurityGroup" },
      loadBalancerSecurityGroup: { name: "LoadBalancer", tag: "ContainerHandsOn-LoadBalancer" },
      endpointsSecurityGroup: { name: "Endpoints", tag: "ContainerHandsOn-Endpoints" },
      tasksSecurityGroups: "Tasks-*",
      flowLogs: { logGroup: "/vpc/ContainerHandsOn/flow-logs", role: "ContainerHandsOn-flow-logs" },
      loadBalancer: "ContainerHandsOn",
      accessLogs: "containerhandson-access-logs",
      webAcl: { name: "ContainerHandsOn", logGroup: "aws-waf-logs-ContainerHandsOn" },
      cluster: "ContainerHandsOn",
      executeCommandLogGroup: "/ecs/ContainerHandsOn/execute-command",
      instances: {
        capacity: "instances-ContainerHandsOn",
        instanceRole: "ContainerHandsOn-instances",
        securityGroup: { name: "Instances", tag: "ContainerHandsOn-Instances" },
      },
      encryptionKeyAlias: "alias/ContainerHandsOn",
      alertTopic: "ContainerHandsOn-alerts",
      balancerAlarm: "ContainerHandsOn-balancer-errors",
    });
  });

  it("keep two projects apart in all but the names that are unique in a VPC alone", () => {
    const [one, two] = [leaves(names({ project: "One" })), leaves(names({ project: "Two" }))];
    expect(one.length).toBeGreaterThan(20);
    expect(one.filter((name) => two.includes(name))).toEqual([
      "PublicSecurityGroup",
      "PrivateSecurityGroup",
      "LoadBalancer",
      "Endpoints",
      "Tasks-*",
      "Instances",
    ]);
  });

  it.each(["aws", "ecs", "Fargate"])(
    "begin that of the capacity provider with none of AWS's words, such as %s",
    (word) => {
      expect(names({ project: word }).instances.capacity).toBe(`instances-${word}`);
    },
  );
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
      taskRole: "ContainerHandsOn-web-task",
      codeDeployRole: "ContainerHandsOnForCodeDeploy",
      targetGroups: { blue: "ContainerHandsOn", green: "ContainerHandsOn8080" },
      codeDeployApplication: "ContainerHandsOn",
      deploymentGroup: "ContainerHandsOn",
      securityGroup: { name: "Tasks-web", tag: "ContainerHandsOn-Tasks-web" },
      alarms: {
        targetErrors: "ContainerHandsOn-errors",
        latency: "ContainerHandsOn-latency",
        unhealthyTasks: "ContainerHandsOn-unhealthy-tasks",
        missingTasks: "ContainerHandsOn-missing-tasks",
      },
      dashboard: "ContainerHandsOn",
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
      taskRole: "Shop-api-task",
      codeDeployRole: "Shop-api-code-deploy",
      targetGroups: { blue: "Shop-api-blue", green: "Shop-api-green" },
      codeDeployApplication: "Shop-api",
      deploymentGroup: "Shop-api",
      securityGroup: { name: "Tasks-api", tag: "Shop-Tasks-api" },
      alarms: {
        targetErrors: "Shop-api-errors",
        latency: "Shop-api-latency",
        unhealthyTasks: "Shop-api-unhealthy-tasks",
        missingTasks: "Shop-api-missing-tasks",
      },
      dashboard: "Shop-api",
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
          leaves(serviceNames({ name: project, project }, key, { names: { logStreamPrefix: project + key } }));
        for (const [mine, other] of [
          [all(same, one), all(same, two)],
          [all(one, same), all(two, same)],
        ] as const) {
          expect(mine.length).toBeGreaterThan(10);
          // A security group's name is unique in its VPC only, and a VPC belongs to one project.
          const ofVpc = mine.filter((name) => name.startsWith("Tasks-"));
          expect(ofVpc).toHaveLength(1);
          expect(mine.filter((name) => other.includes(name) && !ofVpc.includes(name))).toEqual([]);
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

describe("releaseContractParameterName", () => {
  it("puts the contract below the names of the environment and the service", () => {
    expect(releaseContractParameterName("hands-on", "web")).toBe("/hands-on/web/release-contract");
  });
});
