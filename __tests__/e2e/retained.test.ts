import { DescribeNetworkInterfacesCommand } from "@aws-sdk/client-ec2";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { must } from "../support/must";
import { DeployedEnvironment, type PlannedChange } from "./deployed-environment";
import { Polling } from "./polling";

/** A third zone, capacity providers and another port of the container, which the running tasks do not listen on. */
const common = `
handsOn.network.zones.push({ name: "ap-northeast-1d", publicCidr: "10.0.4.0/24", privateCidr: "10.0.5.0/24" });
handsOn.network.securityGroups = "separate";
handsOn.cluster = { ...handsOn.cluster, fargateCapacityProviders: true };
const { web } = handsOn.services;
if (web !== undefined) {
  web.container.port = 8080;
  web.compute = { type: "fargate-spot" };
  web.deployment = { config: "CodeDeployDefault.ECSAllAtOnce", terminationWaitMinutes: 5 };
}
`;
const withoutSpot = `
handsOn.cluster = { ...handsOn.cluster, fargateCapacityProviders: false };
if (web !== undefined) web.compute = { type: "fargate" };
`;
const withoutZone = `handsOn.network.zones = handsOn.network.zones.filter(({ name }) => name !== "ap-northeast-1c");`;
/** While the port is retained it opens 80 to 8080. */
const tasksRule = "aws_vpc_security_group_ingress_rule.service_web_security_group_from_load_balancer";
const retain = (what: object) => `handsOn.retained = ${JSON.stringify(what)};`;

/** The line of `status`. */
const retainedOf = (use: string) =>
  new RegExp(`retained +security groups sg-[0-9a-f]+; subnets subnet-[0-9a-f]+; container port 80: ${use}$`, "m");

const deletes = (changes: readonly PlannedChange[]) =>
  changes.filter(({ actions }) => actions.includes("delete")).map(({ address }) => address);

async function statusOf(url: string): Promise<string> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return String(answer.status);
}

describe("what running tasks use, changed in steps while users are served", () => {
  let handsOn: DeployedEnvironment;
  let users: Polling;

  async function service() {
    const { services = [] } = await handsOn.aws.ecs.send(
      new DescribeServicesCommand({ cluster: "ContainerHandsOn", services: ["ContainerHandsOn"] }),
    );
    expect(services).toHaveLength(1);
    return must(services[0]);
  }

  /** Zones and names of security groups of the tasks' network interfaces, each once; the port that they are registered with. */
  async function tasks() {
    const { NetworkInterfaces = [] } = await handsOn.aws.ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "description", Values: ["arn:aws:ecs:*"] }] }),
    );
    expect(NetworkInterfaces).toHaveLength(2);
    const zones = NetworkInterfaces.map(({ AvailabilityZone }) => AvailabilityZone);
    const groups = NetworkInterfaces.flatMap(({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName));
    const { taskSets = [] } = await service();
    const ports = taskSets.flatMap(({ loadBalancers = [] }) => loadBalancers.map(({ containerPort }) => containerPort));
    expect(ports).toHaveLength(1);
    return { zones: [...new Set(zones)].sort(), groups: [...new Set(groups)], port: ports[0] };
  }

  async function refusal(): Promise<string> {
    const plan = await handsOn.terraform("plan", "-input=false", "-no-color");
    expect(plan.code).toBe(1);
    return plan.stderr.replaceAll(/\s+/g, " ").replaceAll(/\beni-[0-9a-f]+(, eni-[0-9a-f]+)*/g, "eni-...");
  }

  async function status(): Promise<string> {
    return (await handsOn.sandbox.expectSuccess(handsOn.run("status"))).stdout;
  }

  beforeAll(async () => {
    handsOn = await DeployedEnvironment.deploy("hands-on", 300);
    const url = await handsOn.listenerUrl(80);
    users = new Polling(() => statusOf(url));
  }, 600_000);

  afterAll(async () => {
    await users.stop();
    await handsOn.dispose();
  });

  it("refuses the plan that takes the security groups of running tasks away", async () => {
    await handsOn.configure(common);
    expect(await refusal()).toContain(
      'Running tasks or instances still use security groups of network.securityGroups "shared" (network interfaces eni-...), and this plan takes these groups away. Add retained: { securityGroups: "shared" } to the environment hands-on and deploy, release every service',
    );
  }, 120_000);

  it("refuses the plan that takes a zone of running tasks away", async () => {
    await handsOn.configure(common, withoutZone, retain({ securityGroups: "shared" }));
    const text = await refusal();
    expect(text).toContain("and this plan takes these subnets away, since network.zones no longer has their zone");
    expect(text).not.toContain("Running tasks or instances still use security groups");
  }, 120_000);

  it("refuses the plan that takes the port of running tasks away", async () => {
    await handsOn.configure(common, retain({ securityGroups: "shared", zones: ["ap-northeast-1c"] }));
    const text = await refusal();
    expect(text).toContain(
      "Running tasks of the service web still use the container port 80, which the environment hands-on no longer declares. Add retained: { services: { web: { containerPort: 80 } } } to the environment hands-on and deploy, release the service",
    );
    expect(text).not.toContain("capacity providers");
  }, 120_000);

  it("keeps groups, zone and port where they are retained, adds the others, and deletes nothing", async () => {
    const services = { web: { containerPort: 80 } };
    await handsOn.configure(common, retain({ securityGroups: "shared", zones: ["ap-northeast-1c"], services }));
    const changes = await handsOn.plan();
    // The revision before stays registered.
    expect(deletes(changes)).toEqual(["aws_ecs_task_definition.service_web_task_definition"]);
    expect(changes).toContainEqual({ address: "aws_lb.load_balancer", actions: ["update"] });
    await handsOn.applyPlan();
    await handsOn.expectEmptyPlan();
    expect(await tasks()).toEqual({
      zones: ["ap-northeast-1a", "ap-northeast-1c"],
      groups: ["PrivateSecurityGroup"],
      port: 80,
    });
    expect(await status()).toMatch(retainedOf("still used by tasks of this service"));
  }, 300_000);

  it("moves tasks to the new groups, zones and port and to spot capacity by a release", async () => {
    await handsOn.push("2", "web");
    const release = await handsOn.run("release", "--image", "2", "--yes", "--terminate");
    expect([release.code, release.stderr]).toEqual([0, expect.any(String)]);
    expect(await tasks()).toEqual({
      zones: ["ap-northeast-1a", "ap-northeast-1d"],
      groups: ["Tasks-web"],
      port: 8080,
    });
    expect(await status()).toMatch(retainedOf("no task of this service uses them any longer"));
    const { capacityProviderStrategy } = await service();
    expect(capacityProviderStrategy).toEqual(
      expect.arrayContaining([expect.objectContaining({ capacityProvider: "FARGATE_SPOT" })]),
    );
    await handsOn.expectEmptyPlan();
  }, 120_000);

  it("takes groups, zone and port away once a release has left them, and has nothing more to plan", async () => {
    await handsOn.configure(common, withoutZone);
    const changes = await handsOn.plan();
    const isOfGroups = (address: string) => address.includes(".security_groups_p");
    const gone = deletes(changes);
    expect(gone.filter((address) => isOfGroups(address) && address.startsWith("aws_security_group."))).toEqual([
      "aws_security_group.security_groups_private",
      "aws_security_group.security_groups_public",
    ]);
    expect(gone.filter((address) => !isOfGroups(address))).toEqual([
      "aws_route_table_association.network_private_1c_routes",
      "aws_route_table_association.network_public_1c_routes",
      "aws_subnet.network_private_1c",
      "aws_subnet.network_public_1c",
    ]);
    expect(changes).toContainEqual({ address: tasksRule, actions: ["update"] });
    await handsOn.applyPlan();
    await handsOn.expectEmptyPlan();
  }, 300_000);

  it("refuses the plan that takes the capacity providers of running tasks away", async () => {
    await handsOn.configure(common, withoutZone, withoutSpot);
    const text = await refusal();
    expect(text).toContain(
      "Running tasks of the service web still use the capacity providers FARGATE, FARGATE_SPOT, which the environment hands-on no longer declares. Put cluster.ec2Capacity (or cluster.fargateCapacityProviders) back and deploy.",
    );
    expect(text).not.toContain("container port");
  }, 120_000);

  it("has answered each request with 200", async () => {
    const answers = await users.stop();
    expect(Object.keys(answers)).toEqual(["200"]);
    expect(answers["200"]).toBeGreaterThan(100);
  });
});
