import type { TaskSet } from "@aws-sdk/client-ecs";
import { ProblemsError } from "../../../../src/operations/release/plan/problems";
import { requireNetwork, retainedNotices, retainedParts } from "../../../../src/operations/release/service/retained";
import type { ServiceState } from "../../../../src/operations/release/service/service";
import { contract, revision } from "../support/samples";

const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:old-AbCdEf";
const role = "arn:aws:iam::123456789012:role/shop-api-task";
const retained = { subnetIds: ["subnet-c"], securityGroupIds: ["sg-old"] };

function state(...networks: readonly { readonly groups: string[]; readonly subnets: string[] }[]): ServiceState {
  const taskSets = networks.map(({ groups, subnets }, index): TaskSet => ({
    status: index === 0 ? "PRIMARY" : "ACTIVE",
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: groups } },
  }));
  return { service: { taskSets }, primary: taskSets[0], runningRevisionArn: "" };
}

const before = { groups: ["sg-old"], subnets: ["subnet-a", "subnet-c"] };
const after = { groups: ["sg-new"], subnets: ["subnet-a"] };

describe("what an environment retains", () => {
  it("is nothing where its contract names nothing", () => {
    expect(retainedParts(contract, state(before), revision(1))).toEqual([]);
    expect(retainedNotices(contract)).toEqual([]);
  });

  it.each([
    ["is in use as long as the tasks have the network before", state(before), ["sg-old"], ["subnet-c"]],
    ["is in use as long as original tasks run beside the new ones", state(after, before), ["sg-old"], ["subnet-c"]],
    ["is not in use once a release has replaced the tasks", state(after), [], []],
  ])("%s", (_, service, groups, subnets) => {
    expect(retainedParts({ ...contract, retained }, service, revision(1))).toEqual([
      { what: "security groups", retained: ["sg-old"], inUse: groups },
      { what: "subnets", retained: ["subnet-c"], inUse: subnets },
    ]);
  });

  it("is looked up in the service where it has no task sets", () => {
    const network = { awsvpcConfiguration: { subnets: before.subnets, securityGroups: before.groups } };
    const bare = { service: { networkConfiguration: network }, primary: undefined, runningRevisionArn: "" };
    expect(retainedParts({ ...contract, retained }, bare, revision(1)).map(({ inUse }) => inUse)).toEqual([
      ["sg-old"],
      ["subnet-c"],
    ]);
  });

  it.each([
    ["uses", 80, [{ name: "OLD", valueFrom: secret }], role, [["80"], [secret], [role]]],
    ["does not use", 8080, [], undefined, [[], [], []]],
  ])("is a port, a secret and a role that the running revision %s", (_, containerPort, secrets, taskRoleArn, inUse) => {
    const kept = { subnetIds: [], securityGroupIds: [], containerPort: 80, secretArns: [secret], taskRoleArn: role };
    const running = revision(2, {
      containerDefinitions: [{ name: "web", portMappings: [{ containerPort }], secrets }],
      taskRoleArn,
    });
    const parts = retainedParts({ ...contract, retained: kept }, state(after), running);
    expect(parts.map(({ what }) => what)).toEqual(["container port", "secrets", "task role"]);
    expect(parts.map((part) => part.inUse)).toEqual(inUse);
  });

  it("is what a release leaves to do", () => {
    expect(retainedNotices({ ...contract, retained })).toEqual([
      "the environment retains what the running tasks use of the configuration before. Once every service is released and the original tasks have stopped, remove retained from src/environments/hands-on.ts and deploy",
    ]);
  });
});

describe("the network of a deployment that a rollback repeats", () => {
  const network = (subnetIds: string[], securityGroupIds: string[]) =>
    ({ subnetIds, securityGroupIds, assignPublicIp: "DISABLED" }) as const;

  it.each([
    ["declared", network(["subnet-a", "subnet-c"], ["sg-1"]), undefined],
    ["retained", network(["subnet-a"], ["sg-old"]), { subnetIds: [], securityGroupIds: ["sg-old"] }],
    ["not named", undefined, undefined],
  ])("is taken where all of it is %s", (_, carried, kept) => {
    expect(() => {
      requireNetwork({ ...contract, ...(kept !== undefined && { retained: kept }) }, carried, revision(1));
    }).not.toThrow();
  });

  it("is refused where parts of it are gone, with the way that leads on", () => {
    const image = `${contract.repositoryUrl}:v1`;
    const wanted = revision(5, { containerDefinitions: [{ name: "web", image }] });
    expect(() => {
      requireNetwork(contract, network(["subnet-a", "subnet-d"], ["sg-old"]), wanted);
    }).toThrow(
      new ProblemsError([
        {
          problem: "The deployment of ContainerHandsOn:5 names subnet-d, sg-old, which the environment no longer has.",
          remedy: `Release its image with the network of today: npm run release -- hands-on --image ${image}.`,
        },
      ]),
    );
  });
});
