import {
  AllocateAddressCommand,
  CreateFlowLogsCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DescribeManagedPrefixListsCommand,
  DescribeSecurityGroupsCommand,
  type ResourceType,
} from "@aws-sdk/client-ec2";
import type { Match } from "../../../../src/operations/adopt/finder";
import { elasticIp, flowLog, natGateway, vpcEndpoint } from "../../../../src/operations/adopt/finders/network";
import { defaultSecurityGroup } from "../../../../src/operations/adopt/finders/security-groups";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";

const named = (ResourceType: ResourceType, Name: string) => [{ ResourceType, Tags: [{ Key: "Name", Value: Name }] }];
const imports = (matches: readonly Match[]) => matches.map(({ importId }) => importId);

describe("finders of a network's options", () => {
  let local: TestGateway;
  let vpcId: string;
  let subnetId: string;

  beforeAll(async () => {
    local = await startTestGateway();
    const { ec2 } = local.aws;
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    vpcId = must(Vpc?.VpcId);
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: "10.0.0.0/24" }));
    subnetId = must(Subnet?.SubnetId);
  }, 60_000);

  afterAll(() => local.close());

  it("tell a zone's address from those of the others, and its gateway from one that is deleted", async () => {
    const { ec2 } = local.aws;
    expect(await natGateway.find({ subnet_id: subnetId }, local.aws)).toEqual([]);
    const allocate = (zone: string) =>
      ec2.send(new AllocateAddressCommand({ Domain: "vpc", TagSpecifications: named("elastic-ip", `Shop-${zone}`) }));
    const own = await allocate("1a");
    const other = await allocate("1c");
    expect(imports(await elasticIp.find({ "tags.Name": "Shop-1a" }, local.aws))).toEqual([must(own.AllocationId)]);
    expect(await elasticIp.find({ "tags.Name": "Shop-1d" }, local.aws)).toEqual([]);

    const create = (allocation: typeof other) =>
      ec2.send(new CreateNatGatewayCommand({ AllocationId: allocation.AllocationId, SubnetId: subnetId }));
    const { NatGateway: deleted } = await create(other);
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: must(deleted?.NatGatewayId) }));
    const { NatGateway } = await create(own);
    const found = imports(await natGateway.find({ subnet_id: subnetId }, local.aws));
    expect(found).toEqual([must(NatGateway?.NatGatewayId)]);
  });

  it("tell the environment's flow log from one that others made", async () => {
    const { ec2 } = local.aws;
    const identity = { vpc_id: vpcId, traffic_type: "ALL", "tags.Name": "Shop" };
    const create = (name: string, LogGroupName: string) =>
      ec2.send(
        new CreateFlowLogsCommand({
          ResourceType: "VPC",
          ResourceIds: [vpcId],
          TrafficType: "ALL",
          LogGroupName,
          DeliverLogsPermissionArn: "arn:aws:iam::123456789012:role/flow-logs",
          TagSpecifications: named("vpc-flow-log", name),
        }),
      );
    await create("Audit", "audit");
    expect(await flowLog.find(identity, local.aws)).toEqual([]);
    const { FlowLogIds } = await create("Shop", "shop");
    expect(FlowLogIds).toHaveLength(1);
    expect(imports(await flowLog.find(identity, local.aws))).toEqual(FlowLogIds);
  });

  it("find the default group of just this VPC", async () => {
    const { SecurityGroups } = await local.aws.ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
    );
    expect(SecurityGroups).toHaveLength(1);
    const found = imports(await defaultSecurityGroup.find({ vpc_id: vpcId }, local.aws));
    expect(found).toEqual(SecurityGroups?.map(({ GroupId }) => GroupId));
  });

  it("say of the gateway endpoint which addresses rules of security groups name it by", async () => {
    const { ec2 } = local.aws;
    const ServiceName = "com.amazonaws.ap-northeast-1.s3";
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({ VpcId: vpcId, ServiceName, VpcEndpointType: "Gateway" }),
    );
    const { PrefixLists } = await ec2.send(
      new DescribeManagedPrefixListsCommand({ Filters: [{ Name: "prefix-list-name", Values: [ServiceName] }] }),
    );
    expect(PrefixLists).toHaveLength(1);
    const id = must(VpcEndpoint?.VpcEndpointId);
    expect(await vpcEndpoint.find({ vpc_id: vpcId, service_name: ServiceName }, local.aws)).toEqual([
      { importId: id, attributes: { id, prefix_list_id: must(PrefixLists?.[0]?.PrefixListId) } },
    ]);
  });
});
