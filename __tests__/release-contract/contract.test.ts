import { parseReleaseContract, type ReleaseContract } from "../../src/release-contract/contract";

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
  network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"], assignPublicIp: "DISABLED" },
  platformVersion: "LATEST",
  capacityProviders: [{ name: "FARGATE_SPOT", weight: 1, base: 0 }],
  codeDeploy: { application: "ContainerHandsOn", deploymentGroup: "ContainerHandsOn" },
  listenerArns: { production: "arn:production", test: "arn:test" },
  targetGroups: { blue: { name: "blue", arn: "arn:blue" }, green: { name: "green", arn: "arn:green" } },
  scalingResourceId: null,
};

const again = "Deploy the environment again, which publishes it anew: npx cdktf deploy <environment>.";

describe("parseReleaseContract", () => {
  it("reads back what a stack publishes", () => {
    expect(parseReleaseContract(JSON.stringify(contract))).toEqual(contract);
  });

  it("reads a contract of a scaled service", () => {
    const scaled = { ...contract, scalingResourceId: "service/ContainerHandsOn/ContainerHandsOn" };
    expect(parseReleaseContract(JSON.stringify(scaled))).toEqual(scaled);
  });

  it("reads the rules by which a service gets its share of the listeners, and none where it gets all", () => {
    const listenerRuleArns = { production: "arn:rule/production", test: "arn:rule/test" };
    expect(parseReleaseContract(JSON.stringify({ ...contract, listenerRuleArns })).listenerRuleArns).toEqual(
      listenerRuleArns,
    );
    expect(parseReleaseContract(JSON.stringify(contract)).listenerRuleArns).toBeUndefined();
  });

  it("demands both rules where there is one", () => {
    const half = { ...contract, listenerRuleArns: { production: "arn:rule/production" } };
    expect(() => parseReleaseContract(JSON.stringify(half))).toThrow(
      new Error(
        "The release contract is damaged: " +
          `listenerRuleArns.test: Invalid input: expected string, received undefined. ${again}`,
      ),
    );
  });

  it("reads how many releases keep their images, and that none is marked where the repository expires nothing", () => {
    expect(parseReleaseContract(JSON.stringify({ ...contract, keepReleases: 10 })).keepReleases).toBe(10);
    expect(parseReleaseContract(JSON.stringify(contract)).keepReleases).toBeUndefined();
    expect(() => parseReleaseContract(JSON.stringify({ ...contract, keepReleases: 0 }))).toThrow(
      new Error(`The release contract is damaged: keepReleases: Too small: expected number to be >0. ${again}`),
    );
  });

  it("reads which functions a deployment calls, and none from a contract that names none", () => {
    const hooks = { afterAllowTestTraffic: "CodeDeployHook_Shop" };
    expect(parseReleaseContract(JSON.stringify({ ...contract, hooks })).hooks).toEqual(hooks);
    expect(parseReleaseContract(JSON.stringify(contract)).hooks).toBeUndefined();
  });

  it("leaves out fields that a newer stack of the same version adds", () => {
    expect(parseReleaseContract(JSON.stringify({ ...contract, added: true }))).toEqual(contract);
  });

  it.each([
    ["", `The release contract is not JSON: "". ${again}`],
    ["None", `The release contract is not JSON: "None". ${again}`],
    ["null", `The release contract has the version undefined. Understood: 1. ${again}`],
    ["{}", `The release contract has the version undefined. Understood: 1. ${again}`],
    ['{"version":0}', `The release contract has the version 0. Understood: 1. ${again}`],
    ['{"version":"1"}', `The release contract has the version "1". Understood: 1. ${again}`],
    [
      '{"version":2}',
      "The release contract has the version 2. Understood: 1. " +
        "Update this checkout: a newer one deployed the environment.",
    ],
  ])("says of %j what it is and what to do", (json, message) => {
    expect(() => parseReleaseContract(json)).toThrow(new Error(message));
  });

  it("names every field that is wrong, and where", () => {
    const damaged = {
      ...contract,
      cluster: undefined,
      network: { ...contract.network, subnetIds: ["subnet-1", 2] },
      container: { name: "ContainerHandsOn", port: "80" },
    };
    expect(() => parseReleaseContract(JSON.stringify(damaged))).toThrow(
      new Error(
        "The release contract is damaged: " +
          "cluster: Invalid input: expected string, received undefined; " +
          "container.port: Invalid input: expected number, received string; " +
          `network.subnetIds[1]: Invalid input: expected string, received number. ${again}`,
      ),
    );
  });
});
