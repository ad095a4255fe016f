import { DescribeNetworkInterfacesCommand } from "@aws-sdk/client-ec2";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { DeployedEnvironment, type PlannedChange } from "./deployed-environment";
import { Polling } from "./polling";

/** The hands-on with a third zone and capacity providers; both groups and zones are given by each step. */
const common = `
handsOn.network.zones.push({ name: "ap-northeast-1d", publicCidr: "10.0.4.0/24", privateCidr: "10.0.5.0/24" });
handsOn.cluster = { ...handsOn.cluster, fargateCapacityProviders: true };
const { web } = handsOn.services;
if (web !== undefined) {
  web.compute = { type: "fargate-spot" };
  web.deployment = { config: "CodeDeployDefault.ECSAllAtOnce", terminationWaitMinutes: 5 };
}
`;
const separate = `handsOn.network.securityGroups = "separate";`;
const withoutZone = `handsOn.network.zones = handsOn.network.zones.filter(({ name }) => name !== "ap-northeast-1c");`;

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

  /** Zones and names of security groups of the tasks' network interfaces, each once. */
  async function tasks() {
    const { NetworkInterfaces = [] } = await handsOn.aws.ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "description", Values: ["arn:aws:ecs:*"] }] }),
    );
    expect(NetworkInterfaces).toHaveLength(2);
    const zones = NetworkInterfaces.map(({ AvailabilityZone }) => AvailabilityZone);
    const groups = NetworkInterfaces.flatMap(({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName));
    return { zones: [...new Set(zones)].sort(), groups: [...new Set(groups)] };
  }

  async function refusal(): Promise<string> {
    const plan = await handsOn.terraform("plan", "-input=false", "-no-color");
    expect(plan.code).toBe(1);
    return plan.stderr.replaceAll(/\s+/g, " ").replaceAll(/\beni-[0-9a-f]+(, eni-[0-9a-f]+)*/g, "eni-...");
  }

  async function status(): Promise<string> {
    return (await handsOn.sandbox.expectSuccess(handsOn.run("status"))).stdout;
  }

  async function release(image: string) {
    const push = ["run", "--silent", "local:image", "--", "hands-on", image];
    await handsOn.sandbox.expectSuccess(handsOn.sandbox.run("npm", push));
    const released = await handsOn.run("release", "--image", image, "--yes", "--terminate");
    expect([released.code, released.stderr]).toEqual([0, expect.any(String)]);
    return released;
  }

  beforeAll(async () => {
    handsOn = await DeployedEnvironment.deploy("hands-on", 300, () => Promise.resolve());
    const url = await handsOn.listenerUrl(80);
    users = new Polling(() => statusOf(url));
  }, 600_000);

  afterAll(async () => {
    await users.stop();
    await handsOn.dispose();
  });

  it("refuses the plan that takes the security groups of running tasks away", async () => {
    await handsOn.configure(separate);
    expect(await refusal()).toContain(
      'Running tasks or instances still use security groups of network.securityGroups "shared" (network interfaces eni-...), and this plan takes these groups away. Add retained: { securityGroups: "shared" } to the environment hands-on and deploy, release every service',
    );
  }, 120_000);

  it("keeps them where they are retained, adds the others, and deletes nothing", async () => {
    await handsOn.configure(common, separate, `handsOn.retained = { securityGroups: "shared" };`);
    const changes = await handsOn.plan();
    expect(deletes(changes)).toEqual([]);
    expect(changes).toContainEqual({ address: "aws_lb.load_balancer", actions: ["update"] });
    await handsOn.applyPlan();
    await handsOn.expectEmptyPlan();
    expect(await tasks()).toEqual({
      zones: ["ap-northeast-1a", "ap-northeast-1c"],
      groups: ["PrivateSecurityGroup"],
    });
    expect(await status()).toMatch(/retained +security groups sg-[0-9a-f]+: still used by tasks of this service/);
  }, 300_000);

  it("moves tasks to the new groups and to spot capacity by a release", async () => {
    await release("2");
    expect((await tasks()).groups).toEqual(["Tasks-web"]);
    expect(await status()).toMatch(
      /retained +security groups sg-[0-9a-f]+: no task of this service uses them any longer/,
    );
    const { services = [] } = await handsOn.aws.ecs.send(
      new DescribeServicesCommand({ cluster: "ContainerHandsOn", services: ["ContainerHandsOn"] }),
    );
    expect(services).toHaveLength(1);
    expect(services[0]?.capacityProviderStrategy).toEqual(
      expect.arrayContaining([expect.objectContaining({ capacityProvider: "FARGATE_SPOT" })]),
    );
    await handsOn.expectEmptyPlan();
  }, 120_000);

  it("refuses the plan that takes a zone of running tasks away", async () => {
    await handsOn.configure(common, separate, withoutZone);
    const text = await refusal();
    expect(text).toContain("and this plan takes these subnets away, since network.zones no longer has their zone");
    expect(text).not.toContain("Running tasks or instances still use security groups");
  }, 120_000);

  it("takes the old groups away, and keeps the zone until a release has left it", async () => {
    await handsOn.configure(common, separate, `handsOn.retained = { zones: ["ap-northeast-1c"] };`);
    const gone = deletes(await handsOn.plan());
    expect(gone.filter((address) => address.startsWith("aws_security_group."))).toEqual([
      "aws_security_group.security_groups_private",
      "aws_security_group.security_groups_public",
    ]);
    expect(gone.filter((address) => !address.includes(".security_groups_p"))).toEqual([]);
    await handsOn.applyPlan();
    await release("3");
    expect((await tasks()).zones).toEqual(["ap-northeast-1a", "ap-northeast-1d"]);
  }, 300_000);

  it("takes the zone away, and has nothing more to plan", async () => {
    await handsOn.configure(common, separate, withoutZone);
    expect(deletes(await handsOn.plan())).toEqual([
      "aws_route_table_association.network_private_1c_routes",
      "aws_route_table_association.network_public_1c_routes",
      "aws_subnet.network_private_1c",
      "aws_subnet.network_public_1c",
    ]);
    await handsOn.applyPlan();
    await handsOn.expectEmptyPlan();
  }, 300_000);

  it("has answered each request with 200", async () => {
    const answers = await users.stop();
    expect(Object.keys(answers)).toEqual(["200"]);
    expect(answers["200"]).toBeGreaterThan(100);
  });
});
