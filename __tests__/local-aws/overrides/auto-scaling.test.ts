import {
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetInstanceProtectionCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import { startTestGateway, type TestGateway } from "../../support/gateway";

const AutoScalingGroupName = "instances";

let local: TestGateway;

beforeAll(async () => {
  local = await startTestGateway();
  const { ec2AutoScaling } = local.aws;
  await ec2AutoScaling.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName: "plain",
      ImageId: "ami-12c6146b",
      InstanceType: "t3.medium",
    }),
  );
  await ec2AutoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      LaunchConfigurationName: "plain",
      MinSize: 2,
      MaxSize: 2,
      AvailabilityZones: ["ap-northeast-1a"],
      NewInstancesProtectedFromScaleIn: true,
    }),
  );
}, 60_000);

afterAll(() => local.close());

async function instanceIds(): Promise<string[]> {
  const { AutoScalingGroups } = await local.aws.ec2AutoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
  );
  expect(AutoScalingGroups).toHaveLength(1);
  return (AutoScalingGroups?.[0]?.Instances ?? []).map(({ InstanceId = "" }) => InstanceId);
}

function protect(InstanceIds: string[], ProtectedFromScaleIn: boolean) {
  return local.aws.ec2AutoScaling.send(
    new SetInstanceProtectionCommand({ AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn }),
  );
}

describe("a group of protected instances", () => {
  // The tests are steps.

  test("keeps them when none is wanted any more", async () => {
    await local.aws.ec2AutoScaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }),
    );
    expect(await instanceIds()).toHaveLength(2);
  });

  test("is not deleted while it has instances, unless that is forced", async () => {
    const { ec2AutoScaling } = local.aws;
    await expect(
      ec2AutoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName })),
    ).rejects.toMatchObject({
      name: "ResourceInUseFault",
      message:
        "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
    });
    const forced = { AutoScalingGroupName: "forced", ForceDelete: true };
    await ec2AutoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: forced.AutoScalingGroupName,
        LaunchConfigurationName: "plain",
        MinSize: 1,
        MaxSize: 1,
        AvailabilityZones: ["ap-northeast-1a"],
      }),
    );
    await ec2AutoScaling.send(new DeleteAutoScalingGroupCommand(forced));
  });

  test("ends each as its protection is lifted", async () => {
    const [one = "", other = ""] = await instanceIds();
    await protect([one, other], true);
    expect(await instanceIds()).toEqual([one, other]);
    await protect([one], false);
    expect(await instanceIds()).toEqual([other]);
    await protect([other], false);
    expect(await instanceIds()).toEqual([]);
    await local.aws.ec2AutoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName }));
  });
});
