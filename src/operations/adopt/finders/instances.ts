import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeLaunchTemplatesCommand } from "@aws-sdk/client-ec2";
import { finder, ids, present } from "../finder";

export const autoScalingGroup = finder(["name"], async ({ name }, { ec2AutoScaling }) => {
  const { AutoScalingGroups } = await ec2AutoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return present(AutoScalingGroups).map(({ AutoScalingGroupARN: arn = "" }) => ({
    importId: name,
    attributes: { id: name, arn },
  }));
});

/** Asked by a filter: a name that is not there is then no error. */
export const launchTemplate = finder(["name"], async ({ name }, { ec2 }) => {
  const { LaunchTemplates } = await ec2.send(
    new DescribeLaunchTemplatesCommand({ Filters: [{ Name: "launch-template-name", Values: [name] }] }),
  );
  return ids(LaunchTemplates?.map(({ LaunchTemplateId }) => LaunchTemplateId));
});
