import { randomBytes, randomUUID } from "node:crypto";
import type { TaskDefinition } from "@aws-sdk/client-ecs";
import { DeregisterTargetsCommand, RegisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { MotoClients } from "../moto/moto-clients";
import { Addresses } from "./addresses";
import type { MotoReader } from "./moto-reader";
import type { ServiceReference, TaskSetSpecification } from "./task-set";

/** A task that is there in every answer but runs no container: its address is a healthy target that nobody listens on. */
export interface StandInTask {
  readonly arn: string;
  readonly owner: ServiceReference;
  readonly taskSetId: string;
  readonly clusterArn: string;
  readonly specification: TaskSetSpecification;
  readonly definition: TaskDefinition;
  readonly network: TaskNetwork | undefined;
  readonly startedAt: Date;
  stopped: { readonly at: Date; readonly reason: string } | undefined;
}

export interface TaskNetwork {
  readonly attachmentId: string;
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly address: string;
}

/** AWS shows a stopped task for an hour. */
const STOPPED_SHOWN_MILLISECONDS = 3_600_000;

/** All stand-in tasks. Starting registers a task as a target of its task set's target groups, stopping takes it out. */
export class StandInTasks {
  private readonly tasks = new Map<string, StandInTask>();
  private readonly addresses = new Addresses();

  constructor(
    private readonly clients: MotoClients,
    private readonly reader: MotoReader,
  ) {}

  async start(
    owner: ServiceReference,
    taskSet: { readonly id: string; readonly clusterArn: string; readonly specification: TaskSetSpecification },
    count: number,
  ): Promise<string[]> {
    const { specification, clusterArn } = taskSet;
    const definition = await this.reader.taskDefinition(owner.region, specification.taskDefinition);
    const subnetIds = specification.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
    const subnets = await this.reader.subnets(owner.region, subnetIds);
    const started = Array.from({ length: count }, (_, index): StandInTask => {
      const subnet = subnets[index % Math.max(subnets.length, 1)];
      return {
        arn: `${clusterArn.replace(":cluster/", ":task/")}/${randomBytes(16).toString("hex")}`,
        owner,
        taskSetId: taskSet.id,
        clusterArn,
        specification,
        definition,
        network: subnet && {
          attachmentId: randomUUID(),
          interfaceId: `eni-${randomBytes(9).toString("hex").slice(0, 17)}`,
          subnetId: subnet.id,
          zone: subnet.zone,
          address: this.addresses.take(subnet.id, subnet.cidr),
        },
        startedAt: new Date(),
        stopped: undefined,
      };
    });
    await this.eachTargetGroup(started, (region, TargetGroupArn, Targets) =>
      this.clients.loadBalancing(region).send(new RegisterTargetsCommand({ TargetGroupArn, Targets })),
    );
    for (const task of started) this.tasks.set(task.arn, task);
    return started.map((task) => task.arn);
  }

  async stop(arns: readonly string[], reason: string): Promise<void> {
    const stopping = this.get(arns).filter((task) => task.stopped === undefined);
    for (const task of stopping) {
      task.stopped = { at: new Date(), reason };
      if (task.network !== undefined) this.addresses.release(task.network.subnetId, task.network.address);
    }
    await this.eachTargetGroup(stopping, async (region, TargetGroupArn, Targets) => {
      // The target group may have been deleted before the service.
      if ((await this.reader.targetGroup(region, TargetGroupArn)) === undefined) return;
      await this.clients.loadBalancing(region).send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    });
  }

  /** Those of the ARNs, or ids, that are stand-in tasks. */
  get(arnsOrIds: readonly string[]): StandInTask[] {
    const wanted = new Set(arnsOrIds.map(idOf));
    return this.all().filter((task) => wanted.has(idOf(task.arn)));
  }

  /** Every task that runs, or stopped within the last hour. */
  all(): StandInTask[] {
    const oldest = Date.now() - STOPPED_SHOWN_MILLISECONDS;
    for (const task of this.tasks.values()) {
      if (task.stopped !== undefined && task.stopped.at.getTime() < oldest) this.tasks.delete(task.arn);
    }
    return [...this.tasks.values()];
  }

  private async eachTargetGroup(
    tasks: readonly StandInTask[],
    act: (region: string, targetGroupArn: string, targets: { Id: string; Port?: number }[]) => Promise<unknown>,
  ): Promise<void> {
    const first = tasks[0];
    for (const { targetGroupArn, containerPort } of first?.specification.loadBalancers ?? []) {
      if (first === undefined || targetGroupArn === undefined) continue;
      const port = containerPort === undefined ? {} : { Port: containerPort };
      const targets = tasks.flatMap(({ network }) => (network === undefined ? [] : [{ Id: network.address, ...port }]));
      if (targets.length > 0) await act(first.owner.region, targetGroupArn, targets);
    }
  }
}

function idOf(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
