import { DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import {
  type Cluster,
  DescribeClustersCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../protocol/call";
import type { MotoClients } from "../moto/moto-clients";
import { nameOf } from "./reference";

export interface Subnet {
  readonly id: string;
  readonly cidr: string;
  readonly zone: string;
}

/** What ECS looks up elsewhere in the account before it starts tasks. */
export class MotoReader {
  constructor(private readonly clients: MotoClients) {}

  /**
   * A revision that new services and task sets may run. One that is deregistered (INACTIVE) goes on in those that have
   * it: see {@link taskDefinition}.
   *
   * @param reference family, family:revision or ARN
   */
  async activeTaskDefinition(region: string, reference: string): Promise<TaskDefinition> {
    const definition = await this.taskDefinition(region, reference);
    if (definition.status !== "ACTIVE") throw new AwsError("ClientException", "TaskDefinition is inactive");
    return definition;
  }

  async taskDefinition(region: string, reference: string): Promise<TaskDefinition> {
    try {
      const revision = await this.revision(region, reference);
      if (revision !== undefined) {
        const command = new DescribeTaskDefinitionCommand({ taskDefinition: revision });
        const { taskDefinition } = await this.clients.ecs(region).send(command);
        if (taskDefinition !== undefined) return taskDefinition;
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
    throw new AwsError("ClientException", "TaskDefinition not found.");
  }

  /**
   * One revision of a task definition: what refers to a family alone means its newest ACTIVE revision, where moto takes
   * the newest of all.
   *
   * @param reference family, family:revision or ARN
   * @returns the reference if it names a revision, else the ARN; undefined if no revision of the family is ACTIVE
   */
  async revision(region: string, reference: string): Promise<string | undefined> {
    const [family, revision] = nameOf(reference).split(":");
    if (revision !== undefined) return reference;
    const command = new ListTaskDefinitionsCommand({ familyPrefix: family, status: "ACTIVE" });
    const { taskDefinitionArns = [] } = await this.clients.ecs(region).send(command);
    // moto lists a family in the order of registration, whatever order is asked for.
    return taskDefinitionArns.at(-1);
  }

  async clusters(region: string): Promise<Cluster[]> {
    const ecs = this.clients.ecs(region);
    const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
    if (clusterArns.length === 0) return [];
    const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
    return clusters;
  }

  async targetGroup(region: string, arn: string): Promise<TargetGroup | undefined> {
    try {
      const command = new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] });
      return (await this.clients.loadBalancing(region).send(command)).TargetGroups?.[0];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return undefined;
    }
  }

  /** ARNs of the load balancers whose listeners, by a default action or by a rule, may send requests to this target group. */
  async loadBalancersOf(region: string, targetGroupArn: string): Promise<string[]> {
    const client = this.clients.loadBalancing(region);
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    const found: string[] = [];
    for (const { LoadBalancerArn = "" } of LoadBalancers) {
      const { Listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
      if (Listeners.flatMap(actionsOf).some((action) => forwardsTo(action, targetGroupArn))) {
        found.push(LoadBalancerArn);
        continue;
      }
      for (const { ListenerArn } of Listeners) {
        const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn }));
        if (!Rules.flatMap(({ Actions = [] }) => Actions).some((action) => forwardsTo(action, targetGroupArn)))
          continue;
        found.push(LoadBalancerArn);
        break;
      }
    }
    return found;
  }

  async subnets(region: string, ids: readonly string[]): Promise<Subnet[]> {
    if (ids.length === 0) return [];
    const { Subnets = [] } = await this.clients.ec2(region).send(new DescribeSubnetsCommand({ SubnetIds: [...ids] }));
    return Subnets.map(({ SubnetId = "", CidrBlock = "", AvailabilityZone = "" }) => {
      return { id: SubnetId, cidr: CidrBlock, zone: AvailabilityZone };
    });
  }
}

function actionsOf({ DefaultActions = [] }: { readonly DefaultActions?: Action[] | undefined }): Action[] {
  return DefaultActions;
}

function forwardsTo({ TargetGroupArn, ForwardConfig }: Action, arn: string): boolean {
  return TargetGroupArn === arn || ForwardConfig?.TargetGroups?.some((group) => group.TargetGroupArn === arn) === true;
}

/** Whether moto said no, as opposed to not being there. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "$metadata" in error && "$fault" in error && error.$fault === "client";
}
