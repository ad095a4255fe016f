import {
  DescribeTargetHealthCommand,
  type TargetDescription,
  type TargetGroup,
  type TargetHealth,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Call, Forward, Handler } from "../../protocol/call";
import type { MotoReader } from "../../ecs/moto-reader";
import type { StandInTask } from "../../ecs/stand-in-tasks";
import type { MotoClients } from "../../moto/moto-clients";
import { Network } from "./network";
import { type HealthCheck, healthOf, observe, type Observation, stateAt } from "./timeline";

export interface TargetsOptions {
  readonly clients: Pick<MotoClients, "ec2" | "loadBalancing">;
  readonly reader: MotoReader;
  readonly tasks: () => readonly StandInTask[];
  /** How many times faster than on AWS time passes. */
  readonly speed: number;
  /** Milliseconds. @default the system's clock */
  readonly now?: () => number;
}

export interface HealthOptions {
  /** Only these. @default all of the group */
  readonly targets?: readonly TargetDescription[];
  /** The load balancer that the target group belongs to, where the caller knows it. @default looked up */
  readonly loadBalancerArn?: string;
}

/** Calls after which a load balancer may reach other tasks than before. */
const CHANGES_REACH: Readonly<Record<string, RegExp>> = {
  ec2: /^(?!Describe|Get|Search).*SecurityGroup/,
  elasticloadbalancing: /^(SetSecurityGroups|SetSubnets|CreateLoadBalancer|DeleteLoadBalancer|ModifyTargetGroup)$/,
};

/**
 * The health of tasks as targets: moto takes every target for healthy. A stand-in task answers its health check exactly as long
 * as security groups let the load balancer connect to it.
 */
export class Targets {
  private readonly networks = new Map<string, Promise<Network>>();
  private readonly sightings = new Map<string, Observation>();

  constructor(private readonly options: TargetsOptions) {}

  /** Watches the calls that pass the gateway: states begin to change at the moment of the change, not when somebody asks. */
  watching(next: Handler, forward: Forward): Handler {
    return async (call) => {
      if (CHANGES_REACH[call.service]?.test(call.action) !== true) return next(call);
      const reply = (await next(call)) ?? (await forward(call));
      this.networks.delete(call.region);
      if (reply.status === 200) await this.look(call);
      return reply;
    };
  }

  /** What DescribeTargetHealth answers. */
  async health(
    region: string,
    targetGroupArn: string,
    { targets = [], loadBalancerArn }: HealthOptions = {},
  ): Promise<TargetHealthDescription[]> {
    const command = new DescribeTargetHealthCommand({
      TargetGroupArn: targetGroupArn,
      ...(targets.length > 0 && { Targets: [...targets] }),
    });
    const { TargetHealthDescriptions = [] } = await this.options.clients.loadBalancing(region).send(command);
    const group = await this.options.reader.targetGroup(region, targetGroupArn);
    const balancer = loadBalancerArn ?? (await this.options.reader.loadBalancersOf(region, targetGroupArn))[0];
    const network = await this.network(region);
    return TargetHealthDescriptions.map((description) => {
      const task = description.TargetHealth?.State === "healthy" && this.taskAt(targetGroupArn, description.Target);
      if (task === false || task === undefined || group === undefined) return description;
      const port = description.Target?.Port ?? 0;
      return { ...description, TargetHealth: this.healthOfTask(network, balancer, group, task, port) };
    });
  }

  /** Whether a connection from the load balancer to a task is made. */
  async connects(region: string, loadBalancerArn: string, task: StandInTask, port: number): Promise<boolean> {
    return (await this.network(region)).reaches(loadBalancerArn, task, port);
  }

  /** Whether each of the tasks of a task set is a healthy target of all its target groups. */
  async areHealthy([first, ...others]: readonly StandInTask[]): Promise<boolean> {
    if (first === undefined) return true;
    const addresses = [first, ...others].flatMap(({ network }) => network?.address ?? []);
    for (const { targetGroupArn } of first.specification.loadBalancers) {
      if (targetGroupArn === undefined || addresses.length === 0) continue;
      if ((await this.options.reader.targetGroup(first.owner.region, targetGroupArn)) === undefined) return false;
      const healthy = (await this.health(first.owner.region, targetGroupArn))
        .filter(({ TargetHealth }) => TargetHealth?.State === "healthy")
        .map(({ Target }) => Target?.Id);
      if (!addresses.every((address) => healthy.includes(address))) return false;
    }
    return true;
  }

  /** The task at a target's address; the same private address may be in use in another network, so the group must fit. */
  taskAt(targetGroupArn: string, target: TargetDescription | undefined): StandInTask | undefined {
    return this.options
      .tasks()
      .find(
        ({ stopped, network, specification }) =>
          stopped === undefined &&
          network?.address === target?.Id &&
          specification.loadBalancers.some((entry) => entry.targetGroupArn === targetGroupArn),
      );
  }

  private healthOfTask(
    network: Network,
    loadBalancerArn: string | undefined,
    group: TargetGroup,
    task: StandInTask,
    port: number,
  ): TargetHealth {
    if (loadBalancerArn === undefined) {
      return unused("Target group is not configured to receive traffic from the load balancer");
    }
    if (!network.isInEnabledZone(loadBalancerArn, task)) {
      return unused("Target is in an Availability Zone that is not enabled for the load balancer");
    }
    const now = (this.options.now ?? Date.now)();
    const check = this.checkOf(group);
    const checkedPort = group.HealthCheckPort === "traffic-port" ? port : Number(group.HealthCheckPort);
    const key = `${group.TargetGroupArn ?? ""} ${task.arn}`;
    const answers = network.reaches(loadBalancerArn, task, checkedPort);
    const sighting = observe(this.sightings.get(key), answers, now, check);
    this.sightings.set(key, sighting);
    return healthOf(stateAt(sighting, now, check));
  }

  private checkOf({
    HealthCheckIntervalSeconds,
    HealthyThresholdCount,
    UnhealthyThresholdCount,
  }: TargetGroup): HealthCheck {
    return {
      intervalSeconds: (HealthCheckIntervalSeconds ?? 30) / this.options.speed,
      healthyThreshold: HealthyThresholdCount ?? 5,
      unhealthyThreshold: UnhealthyThresholdCount ?? 2,
    };
  }

  /** Takes a look at every target group that has tasks. */
  private async look({ region }: Call): Promise<void> {
    const running = this.options
      .tasks()
      .filter(({ owner, stopped }) => owner.region === region && stopped === undefined);
    const groups = running.flatMap(({ specification }) => specification.loadBalancers);
    for (const arn of new Set(groups.flatMap(({ targetGroupArn }) => targetGroupArn ?? []))) {
      if ((await this.options.reader.targetGroup(region, arn)) !== undefined) await this.health(region, arn);
    }
    const kept = new Set(this.options.tasks().map(({ arn }) => arn));
    for (const key of this.sightings.keys()) if (!kept.has(key.split(" ")[1] ?? "")) this.sightings.delete(key);
  }

  private network(region: string): Promise<Network> {
    const known = this.networks.get(region) ?? Network.read(this.options.clients, region);
    this.networks.set(region, known);
    known.catch(() => this.networks.delete(region));
    return known;
  }
}

function unused(Description: string): TargetHealth {
  return { State: "unused", Reason: "Target.NotInUse", Description };
}
