import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, type SecurityGroup } from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { admits, type Party, type SecurityGroupRule } from "../../../lib/aws/security-group-rules";
import type { StandInTask } from "../../ecs/stand-in-tasks";
import type { MotoClients } from "../../moto/moto-clients";

/** What lies between load balancers and tasks in a region. */
export class Network {
  private constructor(
    private readonly rules: readonly SecurityGroupRule[],
    private readonly balancers: ReadonlyMap<string, Balancer>,
  ) {}

  static async read(clients: Pick<MotoClients, "ec2" | "loadBalancing">, region: string): Promise<Network> {
    const ec2 = clients.ec2(region);
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
    const { LoadBalancers = [] } = await clients.loadBalancing(region).send(new DescribeLoadBalancersCommand({}));
    const cidrs = new Map(Subnets.map(({ SubnetId = "", CidrBlock = "" }) => [SubnetId, CidrBlock]));
    const balancers = LoadBalancers.map(
      ({ LoadBalancerArn = "", SecurityGroups: groups = [], AvailabilityZones = [] }): [string, Balancer] => [
        LoadBalancerArn,
        {
          groups,
          cidrs: AvailabilityZones.flatMap(({ SubnetId = "" }) => cidrs.get(SubnetId) ?? []),
          zones: AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []),
        },
      ],
    );
    return new Network(SecurityGroups.flatMap(rulesOf), new Map(balancers));
  }

  /** Whether the rules of the groups on both sides let a load balancer connect to a port of a task. */
  reaches(loadBalancerArn: string, task: StandInTask, port: number): boolean {
    const balancer = this.balancers.get(loadBalancerArn);
    if (balancer === undefined || task.network === undefined) return false;
    const { securityGroups = [] } = task.specification.networkConfiguration?.awsvpcConfiguration ?? {};
    const party = { groups: securityGroups, cidrs: [`${task.network.address}/32`] };
    return admits(this.rules, balancer, party, port) === "yes";
  }

  /** Whether the load balancer has a subnet in the task's zone: without it, the task gets no requests. */
  isInEnabledZone(loadBalancerArn: string, { network }: StandInTask): boolean {
    return network !== undefined && this.balancers.get(loadBalancerArn)?.zones.includes(network.zone) === true;
  }
}

interface Balancer extends Party {
  readonly zones: readonly string[];
}

function rulesOf({ GroupId: groupId = "", IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup) {
  const directed = [
    ...IpPermissions.map((permission) => ({ direction: "ingress" as const, permission })),
    ...IpPermissionsEgress.map((permission) => ({ direction: "egress" as const, permission })),
  ];
  return directed.flatMap(({ direction, permission }): SecurityGroupRule[] => {
    const { IpProtocol: protocol = "-1", FromPort, ToPort } = permission;
    const ports = FromPort === undefined || ToPort === undefined ? undefined : { from: FromPort, to: ToPort };
    const peers: SecurityGroupRule["peer"][] = [
      ...(permission.UserIdGroupPairs ?? []).map(({ GroupId = "" }) => ({ type: "group" as const, id: GroupId })),
      ...(permission.IpRanges ?? []).map(({ CidrIp = "" }) => ({ type: "cidr" as const, cidr: CidrIp })),
      ...(permission.PrefixListIds ?? []).map(() => ({ type: "other" as const })),
    ];
    return peers.map((peer) => ({ groupId, direction, protocol, ports, peer }));
  });
}
