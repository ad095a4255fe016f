import fc from "fast-check";
import { environment } from "../../src/environments";
import { names, zoneSuffix } from "../../src/lib/names";

const handsOnEnvironment = environment("hands-on");

describe("names", () => {
  it("gives the hands-on exactly its published names", () => {
    expect(names(handsOnEnvironment)).toEqual({
      project: "ContainerHandsOn",
      publicNetwork: "ContainerHandsOnPublic",
      privateNetwork: "ContainerHandsOnPrivate",
      publicSecurityGroup: { name: "PublicSecurityGroup", tag: "ContainerHandsOn-PublicSecurityGroup" },
      privateSecurityGroup: { name: "PrivateSecurityGroup", tag: "ContainerHandsOn-PrivateSecurityGroup" },
      repository: "jaws-days-2022/container-hands-on",
      logGroup: "awslogs-container-hands-on",
      taskExecutionRole: "ecsTaskExecutionRole",
      codeDeployRole: "ContainerHandsOnForCodeDeploy",
      loadBalancer: "ContainerHandsOn",
      targetGroups: { blue: "ContainerHandsOn", green: "ContainerHandsOn8080" },
      cluster: "ContainerHandsOn",
      taskDefinitionFamily: "ContainerHandsOn",
      container: "ContainerHandsOn",
      service: "ContainerHandsOn",
      codeDeployApplication: "ContainerHandsOn",
      deploymentGroup: "ContainerHandsOn",
      smokeTest: {
        function: "CodeDeployHook_ContainerHandsOnSmokeTest",
        role: "ContainerHandsOnForSmokeTest",
        logGroup: "/aws/lambda/CodeDeployHook_ContainerHandsOnSmokeTest",
      },
      releaseContractParameter: "/hands-on/release-contract",
    });
  });

  it("never gives blue and green the same name", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (project) => {
        const { blue, green } = names({ ...handsOnEnvironment, project }).targetGroups;
        expect(green).not.toBe(blue);
        expect(green.startsWith(blue)).toBe(true);
      }),
    );
  });

  it("keeps two projects apart in everything that is unique in an account", () => {
    const one = names({ ...handsOnEnvironment, project: "One" });
    const two = names({ ...handsOnEnvironment, project: "Two" });
    const perAccount = ["codeDeployRole", "loadBalancer", "cluster", "codeDeployApplication"] as const;
    for (const name of perAccount) {
      expect(one[name]).not.toBe(two[name]);
    }
    expect(one.smokeTest.function).not.toBe(two.smokeTest.function);
    expect(one.smokeTest.role).not.toBe(two.smokeTest.role);
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
