import { cluster } from "../../../src/environments/settings/cluster";

function problems(input: unknown): string[] {
  return (cluster.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const ec2Capacity = { instanceType: "m7g.large", minInstances: 2, maxInstances: 6 };

describe("a cluster's settings", () => {
  it("are Container Insights and Fargate's capacity providers where nothing is said", () => {
    expect(cluster.parse({})).toEqual({ containerInsights: "enabled", fargateCapacityProviders: true });
  });

  it("fill instances completely and give them a disk of 30 GiB", () => {
    expect(cluster.parse({ ec2Capacity }).ec2Capacity).toEqual({
      ...ec2Capacity,
      targetCapacityPercent: 100,
      rootVolumeGiB: 30,
    });
  });

  it("take all there is", () => {
    const all = {
      containerInsights: "enhanced",
      fargateCapacityProviders: false,
      executeCommandLogs: { retentionDays: 365 },
      ec2Capacity: { ...ec2Capacity, minInstances: 0, targetCapacityPercent: 80, rootVolumeGiB: 100 },
    };
    expect(cluster.parse(all)).toEqual(all);
  });

  it.each([
    [
      { containerInsights: true },
      "containerInsights: true is not a level of Container Insights. Allowed: disabled, enabled, enhanced. Choose one of these.",
    ],
    [
      { fargateCapacityProviders: "yes" },
      'fargateCapacityProviders: "yes" is not true or false. Allowed: true, false. Choose true unless nothing here will ever run on spot.',
    ],
    [
      { executeCommandLogs: { retentionDays: 31 } },
      "executeCommandLogs.retentionDays: 31 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, " +
        "60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these.",
    ],
    [
      { ec2Capacity: { ...ec2Capacity, instanceType: "large" } },
      'ec2Capacity.instanceType: "large" is not a type of EC2 instance. Allowed: family and size, such as "t3.medium" or ' +
        '"m7g.large". Look it up with: aws ec2 describe-instance-types.',
    ],
    [
      { ec2Capacity: { ...ec2Capacity, maxInstances: 0 } },
      "ec2Capacity.maxInstances: 0 is not a largest number of instances. Allowed: a whole number from 1 to 5000 " +
        "(instances). Choose at least one for each zone to survive the loss of one.",
    ],
    [
      { ec2Capacity: { ...ec2Capacity, targetCapacityPercent: 101 } },
      "ec2Capacity.targetCapacityPercent: 101 is not a target for the use of instances. Allowed: a whole number from 1 " +
        "to 100 (percent). 100 is cheapest, 80 keeps a fifth of the capacity ready.",
    ],
    [
      { ec2Capacity: { ...ec2Capacity, rootVolumeGiB: 8 } },
      "ec2Capacity.rootVolumeGiB: 8 is not a size of an instance's disk. Allowed: a whole number from 30 to 16384 (GiB). " +
        "The ECS-optimized image itself takes 30.",
    ],
  ])("refuse %j", (input, message) => {
    expect(problems(input)).toEqual([message]);
  });
});
