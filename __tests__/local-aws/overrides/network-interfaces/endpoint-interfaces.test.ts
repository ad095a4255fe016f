import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";

let local: TestGateway;

beforeAll(async () => {
  local = await startTestGateway();
}, 60_000);

afterAll(() => local.close());

describe("an interface endpoint", () => {
  test("names the interface of each of its subnets, also of those added, and no other", async () => {
    const { ec2 } = local.aws;
    const VpcId = must((await ec2.send(new CreateVpcCommand({ CidrBlock: "10.7.0.0/16" }))).Vpc?.VpcId);
    const subnetIn = async (letter: string, CidrBlock: string) => {
      const AvailabilityZone = `ap-northeast-1${letter}`;
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
      return must(Subnet?.SubnetId);
    };
    const [a, c, d] = [
      await subnetIn("a", "10.7.0.0/24"),
      await subnetIn("c", "10.7.1.0/24"),
      await subnetIn("d", "10.7.2.0/24"),
    ] as const;
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId,
        ServiceName: "com.amazonaws.ap-northeast-1.logs",
        VpcEndpointType: "Interface",
        SubnetIds: [a, c],
      }),
    );
    const VpcEndpointId = must(VpcEndpoint?.VpcEndpointId);
    const subnetsOfInterfaces = async () => {
      const { VpcEndpoints = [] } = await ec2.send(
        new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }),
      );
      expect(VpcEndpoints).toHaveLength(1);
      const { NetworkInterfaces = [] } = await ec2.send(
        new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: VpcEndpoints[0]?.NetworkInterfaceIds }),
      );
      return NetworkInterfaces.map(({ SubnetId }) => SubnetId).sort();
    };
    expect(await subnetsOfInterfaces()).toEqual([a, c].sort());
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, AddSubnetIds: [d] }));
    expect(await subnetsOfInterfaces()).toEqual([a, c, d].sort());
    await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, RemoveSubnetIds: [c] }));
    expect(await subnetsOfInterfaces()).toEqual([a, d].sort());
  });
});
