import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  type IpPermission,
  ModifySecurityGroupRulesCommand,
} from "@aws-sdk/client-ec2";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { must } from "../../support/must";

describe("descriptions of rules", () => {
  let local: TestGateway;
  let GroupId: string;

  beforeAll(async () => {
    local = await startTestGateway();
    const { Vpc } = await local.aws.ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const command = new CreateSecurityGroupCommand({ GroupName: "web", Description: "web", VpcId: Vpc?.VpcId });
    GroupId = must((await local.aws.ec2.send(command)).GroupId);
  }, 60_000);

  afterAll(() => local.close());

  const https = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };

  async function descriptionOf(SecurityGroupRuleId: string): Promise<string | undefined> {
    const command = new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId] });
    const { SecurityGroupRules } = await local.aws.ec2.send(command);
    expect(SecurityGroupRules).toHaveLength(1);
    return SecurityGroupRules?.[0]?.Description;
  }

  it.each<[peer: string, permission: () => IpPermission]>([
    ["a range", () => ({ ...https, IpRanges: [{ CidrIp: "10.0.0.0/16", Description: "a & b" }] })],
    ["a group", () => ({ ...https, UserIdGroupPairs: [{ GroupId, Description: "a & b" }] })],
    ["a prefix list", () => ({ ...https, PrefixListIds: [{ PrefixListId: "pl-12345678", Description: "a & b" }] })],
  ])("are kept for %s, in and out", async (_, permission) => {
    const { ec2 } = local.aws;
    const input = { GroupId, IpPermissions: [permission()] };
    const answers = [
      await ec2.send(new AuthorizeSecurityGroupIngressCommand(input)),
      await ec2.send(new AuthorizeSecurityGroupEgressCommand(input)),
    ];
    for (const { SecurityGroupRules } of answers) {
      expect(SecurityGroupRules).toHaveLength(1);
      expect(await descriptionOf(must(SecurityGroupRules?.[0]?.SecurityGroupRuleId))).toBe("a & b");
    }
  });

  it("follow a modification", async () => {
    const { ec2 } = local.aws;
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] }];
    const { SecurityGroupRules } = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    const SecurityGroupRuleId = must(SecurityGroupRules?.[0]?.SecurityGroupRuleId);
    expect(await descriptionOf(SecurityGroupRuleId)).toBeUndefined();
    const SecurityGroupRule = {
      IpProtocol: "tcp",
      FromPort: 80,
      ToPort: 80,
      ReferencedGroupId: GroupId,
      Description: "plain HTTP",
    };
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      }),
    );
    expect(await descriptionOf(SecurityGroupRuleId)).toBe("plain HTTP");
  });
});
