import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  type NetworkInterface,
} from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { StandInTask } from "../../ecs/stand-in-tasks";
import type { MotoClients } from "../../moto/moto-clients";
import { interfacesOfEndpoint, interfacesOfLoadBalancer, interfacesOfTask } from "./managed";
import { show } from "./show";

/**
 * The network interfaces of a region: those of tasks, load balancers and interface endpoints, which moto lacks, and
 * moto's own, of instances and NAT gateways.
 */
export class NetworkInterfaces {
  constructor(
    private readonly clients: Pick<MotoClients, "ec2" | "loadBalancing">,
    private readonly tasks: () => readonly StandInTask[],
    private readonly account: string,
  ) {}

  async in(region: string): Promise<NetworkInterface[]> {
    const ec2 = this.clients.ec2(region);
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const { NetworkInterfaces: inMoto = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    const { LoadBalancers = [] } = await this.clients.loadBalancing(region).send(new DescribeLoadBalancersCommand({}));
    const managed = [
      ...this.tasks()
        .filter(({ owner }) => owner.region === region)
        .flatMap((task) => interfacesOfTask(task, this.account)),
      ...LoadBalancers.flatMap(interfacesOfLoadBalancer),
      ...VpcEndpoints.flatMap((endpoint) => interfacesOfEndpoint(endpoint, inMoto)),
    ];
    const shown = show(managed, {
      account: this.account,
      region,
      subnets: new Map(Subnets.map((subnet) => [subnet.SubnetId ?? "", subnet])),
      groups: new Map(
        SecurityGroups.map(({ GroupId = "", GroupName = "" }) => [GroupId, { GroupId, GroupName }] as const),
      ),
    });
    const replaced = new Set(VpcEndpoints.flatMap(({ NetworkInterfaceIds = [] }) => NetworkInterfaceIds));
    const others = inMoto.filter(({ NetworkInterfaceId = "" }) => !replaced.has(NetworkInterfaceId));
    return [...shown, ...(await withoutLeftovers(ec2, others))];
  }
}

/** moto keeps the interfaces of instances that were terminated and of NAT gateways that were deleted. */
async function withoutLeftovers(ec2: EC2Client, found: readonly NetworkInterface[]): Promise<NetworkInterface[]> {
  if (found.length === 0) return [];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({}));
  const terminated = new Set(
    Reservations.flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => State?.Name === "terminated")
      .map(({ InstanceId }) => InstanceId),
  );
  const left = new Set(
    NatGateways.filter(({ State }) => State === "deleted")
      .flatMap(({ NatGatewayAddresses = [] }) => NatGatewayAddresses)
      .map(({ NetworkInterfaceId }) => NetworkInterfaceId),
  );
  return found.filter(
    ({ Attachment, NetworkInterfaceId }) => !terminated.has(Attachment?.InstanceId) && !left.has(NetworkInterfaceId),
  );
}
