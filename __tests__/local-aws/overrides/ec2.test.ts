import { CreateLaunchTemplateCommand, DescribeLaunchTemplateVersionsCommand } from "@aws-sdk/client-ec2";
import { startTestGateway, type TestGateway } from "../../support/gateway";

let local: TestGateway;

beforeAll(async () => {
  local = await startTestGateway();
}, 60_000);

afterAll(() => local.close());

describe("a launch template", () => {
  test("keeps its own tags apart from those of what it launches", async () => {
    const volumes = { ResourceType: "volume" as const, Tags: [{ Key: "Name", Value: "disk" }] };
    await local.aws.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "instances",
        LaunchTemplateData: { InstanceType: "t3.medium", TagSpecifications: [volumes] },
        TagSpecifications: [{ ResourceType: "launch-template", Tags: [{ Key: "Name", Value: "template" }] }],
      }),
    );
    const { LaunchTemplateVersions } = await local.aws.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: "instances" }),
    );
    expect(LaunchTemplateVersions).toHaveLength(1);
    expect(LaunchTemplateVersions?.[0]?.LaunchTemplateData).toMatchObject({
      InstanceType: "t3.medium",
      TagSpecifications: [volumes],
    });
  });

  test("has no tags for what it launches where only it is tagged", async () => {
    await local.aws.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "plain",
        LaunchTemplateData: { InstanceType: "t3.medium" },
        TagSpecifications: [{ ResourceType: "launch-template", Tags: [{ Key: "Name", Value: "template" }] }],
      }),
    );
    const { LaunchTemplateVersions } = await local.aws.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: "plain" }),
    );
    expect(LaunchTemplateVersions).toHaveLength(1);
    expect(LaunchTemplateVersions?.[0]?.LaunchTemplateData?.TagSpecifications).toBeUndefined();
  });
});
