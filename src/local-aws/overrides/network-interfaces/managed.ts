import { createHash } from "node:crypto";
import type { NetworkInterface, VpcEndpoint } from "@aws-sdk/client-ec2";
import type { LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { StandInTask } from "../../ecs/stand-in-tasks";

/** A network interface that a service of AWS made in a subnet of the account, and that only this service removes. */
export interface ManagedInterface {
  readonly id: string;
  readonly description: string;
  readonly type: "interface" | "vpc_endpoint";
  readonly subnetId: string;
  readonly groupIds: readonly string[];
  /** Undefined where any free address of the subnet will do. */
  readonly address: string | undefined;
  /** Who asked for it; for tasks and endpoints an account of AWS's own, whose number differs from region to region. */
  readonly requesterId: string;
  readonly attachment: { readonly id: string; readonly instanceOwnerId: string; readonly at: Date };
}

const ACCOUNT_OF_ECS = "578734482556";
const ACCOUNT_OF_ENDPOINTS = "727180483921";

/**
 * A task in network mode awsvpc has one for itself.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 *
 * @param account whose task it is
 */
export function interfacesOfTask(task: StandInTask, account: string): ManagedInterface[] {
  const { network, owner, stopped, specification, startedAt } = task;
  if (network === undefined || stopped !== undefined) return [];
  return [
    {
      id: network.interfaceId,
      description: `arn:aws:ecs:${owner.region}:${account}:attachment/${network.attachmentId}`,
      type: "interface",
      subnetId: network.subnetId,
      groupIds: specification.networkConfiguration?.awsvpcConfiguration?.securityGroups ?? [],
      address: network.address,
      requesterId: ACCOUNT_OF_ECS,
      attachment: {
        id: `eni-attach-${idFrom(network.interfaceId)}`,
        instanceOwnerId: ACCOUNT_OF_ECS,
        at: startedAt,
      },
    },
  ];
}

/**
 * A load balancer has one in each subnet; `ELB app/<name>/<id>` tells whose it is.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
export function interfacesOfLoadBalancer(loadBalancer: LoadBalancer): ManagedInterface[] {
  const { LoadBalancerArn = "", AvailabilityZones = [], SecurityGroups = [], CreatedTime } = loadBalancer;
  return AvailabilityZones.flatMap(({ SubnetId: subnetId }) => {
    if (subnetId === undefined) return [];
    const id = idFrom(LoadBalancerArn, subnetId);
    return {
      id: `eni-${id}`,
      description: `ELB ${LoadBalancerArn.split(":loadbalancer/")[1] ?? ""}`,
      type: "interface" as const,
      subnetId,
      groupIds: SecurityGroups,
      address: undefined,
      requesterId: "amazon-elb",
      attachment: { id: `ela-attach-${id}`, instanceOwnerId: "amazon-elb", at: CreatedTime ?? new Date() },
    };
  });
}

/**
 * An interface endpoint has one in each of its subnets.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 *
 * @param inMoto moto's interfaces: the answers of DescribeVpcEndpoints name them
 */
export function interfacesOfEndpoint(endpoint: VpcEndpoint, inMoto: readonly NetworkInterface[]): ManagedInterface[] {
  const { VpcEndpointId = "", VpcEndpointType, State, SubnetIds = [], NetworkInterfaceIds = [] } = endpoint;
  // moto goes on showing an endpoint that was deleted.
  if (VpcEndpointType !== "Interface" || String(State) === "deleted") return [];
  return SubnetIds.map((subnetId) => {
    const id = idFrom(VpcEndpointId, subnetId);
    const known = inMoto.find(
      ({ NetworkInterfaceId = "", SubnetId }) =>
        SubnetId === subnetId && NetworkInterfaceIds.includes(NetworkInterfaceId),
    );
    return {
      id: known?.NetworkInterfaceId ?? `eni-${id}`,
      description: `VPC Endpoint Interface ${VpcEndpointId}`,
      type: "vpc_endpoint" as const,
      subnetId,
      groupIds: (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
      address: undefined,
      requesterId: ACCOUNT_OF_ENDPOINTS,
      attachment: {
        id: `ela-attach-${id}`,
        instanceOwnerId: "amazon-aws",
        at: endpoint.CreationTimestamp ?? new Date(),
      },
    };
  });
}

/** Seventeen hexadecimal digits, as in ids of EC2; the same for the same parts. */
export function idFrom(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join(" ")).digest("hex").slice(0, 17);
}
