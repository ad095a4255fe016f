import { AwsError } from "../protocol/call";
import { Mutex } from "./mutex";
import type { StandInTask, StandInTasks } from "./stand-in-tasks";
import type {
  DeploymentController,
  RunningService,
  ServiceDeployments,
  ServiceReference,
  TaskSet,
  TaskSetSpecification,
} from "./task-set";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A service and what it runs. Either its task sets are shown, or the first of them as its deployment. */
interface ServiceRecord extends Mutable<Omit<RunningService, "specification" | "taskSets">> {
  readonly taskSets: Mutable<TaskSet>[];
}

/** The services of the account, their task sets and tasks: the one place that starts and stops any. */
export class Services implements ServiceDeployments {
  private readonly records = new Map<string, ServiceRecord>();
  private readonly mutex = new Mutex();

  constructor(
    private readonly tasks: StandInTasks,
    /** Whether the load balancer finds all of these tasks healthy. */
    private readonly areHealthy: (tasks: readonly StandInTask[]) => Promise<boolean>,
  ) {}

  service(reference: ServiceReference): RunningService | undefined {
    const record = this.records.get(keyOf(reference));
    if (record === undefined) return undefined;
    return { ...record, specification: primaryOf(record).specification, taskSets: [...record.taskSets] };
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html (stabilityStatus) */
  async observeHealth(reference: ServiceReference): Promise<void> {
    for (const taskSet of this.records.get(keyOf(reference))?.taskSets ?? []) {
      const steady = await this.areHealthy(this.tasks.get(taskSet.taskArns));
      taskSet.stabilityStatus = steady ? "STEADY_STATE" : "STABILIZING";
    }
  }

  inCluster(region: string, cluster: string): RunningService[] {
    const references = [...this.records.values()].map((record) => record.reference);
    return references
      .filter((reference) => reference.region === region && reference.cluster === cluster)
      .flatMap((reference) => this.service(reference) ?? []);
  }

  async create(
    service: Pick<ServiceRecord, "reference" | "serviceArn" | "clusterArn" | "deploymentController" | "desiredCount">,
    specification: TaskSetSpecification,
  ): Promise<void> {
    await this.mutex.run(keyOf(service.reference), async () => {
      const showsTaskSets = service.deploymentController !== "ECS";
      const record: ServiceRecord = { ...service, showsTaskSets, createdAt: new Date(), taskSets: [] };
      record.taskSets.push(await this.start(record, specification, "PRIMARY", service.desiredCount));
      this.records.set(keyOf(service.reference), record);
    });
  }

  /** The PRIMARY task set follows the desired count. */
  async scale(reference: ServiceReference, desiredCount: number): Promise<void> {
    await this.change(reference, async (record) => {
      record.desiredCount = desiredCount;
      await this.resize(record, primaryOf(record), desiredCount);
    });
  }

  /**
   * Its tasks run on: what AWS does where nothing but the controller changes, it does not say. A service that leaves ECS
   * for another controller is still shown with deployments.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html (Deployment controller)
   */
  async changeController(reference: ServiceReference, controller: DeploymentController): Promise<void> {
    await this.change(reference, (record) => {
      record.deploymentController = controller;
      if (controller === "ECS") record.showsTaskSets = false;
      return Promise.resolve();
    });
  }

  /** A rolling update, done at once: for services that no CodeDeploy deploys. */
  async replace(reference: ServiceReference, changes: Partial<TaskSetSpecification>): Promise<void> {
    await this.change(reference, async (record) => {
      const old = primaryOf(record);
      const specification = { ...old.specification, ...changes };
      record.taskSets.unshift(await this.start(record, specification, "PRIMARY", record.desiredCount));
      await this.end(record, old);
    });
  }

  async createTaskSet(
    reference: ServiceReference,
    replacement: Partial<TaskSetSpecification>,
    origin: { readonly externalId: string; readonly count?: number },
  ): Promise<TaskSet> {
    return this.change(reference, async (record) => {
      const specification = { ...primaryOf(record).specification, ...replacement };
      const count = origin.count ?? record.desiredCount;
      const taskSet = await this.start(record, specification, "ACTIVE", count);
      Object.assign(taskSet, { startedBy: "CODE_DEPLOY", externalId: origin.externalId });
      record.taskSets.push(taskSet);
      record.showsTaskSets = true;
      return { ...taskSet };
    });
  }

  async makePrimary(reference: ServiceReference, taskSetId: string): Promise<void> {
    await this.change(reference, async (record) => {
      const next = record.taskSets.find((taskSet) => taskSet.id === taskSetId);
      if (next === undefined) throw new AwsError("TaskSetNotFoundException", "The specified task set wasn't found.");
      for (const taskSet of record.taskSets) taskSet.status = taskSet === next ? "PRIMARY" : "ACTIVE";
      record.taskSets.sort((one, other) => Number(other === next) - Number(one === next));
      next.updatedAt = new Date();
      // The desired count may have changed while the deployment ran.
      await this.resize(record, next, record.desiredCount);
    });
  }

  async deleteTaskSet(reference: ServiceReference, taskSetId: string): Promise<void> {
    await this.change(reference, async (record) => {
      const taskSet = record.taskSets.find(({ id }) => id === taskSetId);
      if (taskSet?.status === "PRIMARY") {
        throw new AwsError("InvalidParameterException", "The primary task set of a service cannot be deleted.");
      }
      if (taskSet !== undefined) await this.end(record, taskSet);
    });
  }

  /** Stops one task; its service starts another in its place. */
  async restartTask(reference: ServiceReference, taskArn: string, reason: string): Promise<void> {
    await this.change(reference, async (record) => {
      const taskSet = record.taskSets.find(({ taskArns }) => taskArns.includes(taskArn));
      if (taskSet === undefined) return;
      await this.tasks.stop([taskArn], reason);
      taskSet.taskArns = taskSet.taskArns.filter((arn) => arn !== taskArn);
      await this.resize(record, taskSet, taskSet.computedDesiredCount);
    });
  }

  async delete(reference: ServiceReference): Promise<void> {
    await this.change(reference, async (record) => {
      for (const taskSet of [...record.taskSets]) await this.end(record, taskSet);
      this.records.delete(keyOf(reference));
    });
  }

  /** Changes of one service happen one after the other. */
  private change<Result>(
    reference: ServiceReference,
    act: (record: ServiceRecord) => Promise<Result>,
  ): Promise<Result> {
    return this.mutex.run(keyOf(reference), async () => {
      const record = this.records.get(keyOf(reference));
      if (record === undefined) throw new AwsError("ServiceNotFoundException", "Service not found.");
      return act(record);
    });
  }

  private async start(
    record: ServiceRecord,
    specification: TaskSetSpecification,
    status: TaskSet["status"],
    count: number,
  ): Promise<Mutable<TaskSet>> {
    const id = newTaskSetId();
    const { reference, clusterArn } = record;
    const taskArns = await this.tasks.start(reference, { id, clusterArn, specification }, count);
    return {
      id,
      taskSetArn: `${record.serviceArn.replace(":service/", ":task-set/")}/${id}`,
      status,
      specification,
      computedDesiredCount: count,
      runningCount: count,
      stabilityStatus: "STEADY_STATE",
      startedBy: undefined,
      externalId: undefined,
      createdAt: new Date(),
      updatedAt: new Date(),
      taskArns,
    };
  }

  private async resize(record: ServiceRecord, taskSet: Mutable<TaskSet>, count: number): Promise<void> {
    const { reference, clusterArn } = record;
    const surplus = taskSet.taskArns.slice(count);
    const missing = Math.max(count - taskSet.taskArns.length, 0);
    await this.tasks.stop(surplus, `Scaling activity initiated by (deployment ${taskSet.id})`);
    const added = missing === 0 ? [] : await this.tasks.start(reference, { ...taskSet, clusterArn }, missing);
    taskSet.taskArns = [...taskSet.taskArns.slice(0, count), ...added];
    taskSet.computedDesiredCount = count;
    taskSet.runningCount = count;
    taskSet.updatedAt = new Date();
  }

  private async end(record: ServiceRecord, taskSet: TaskSet): Promise<void> {
    await this.tasks.stop(taskSet.taskArns, `Scaling activity initiated by (deployment ${taskSet.id})`);
    record.taskSets.splice(
      record.taskSets.findIndex(({ id }) => id === taskSet.id),
      1,
    );
  }
}

function primaryOf(record: ServiceRecord): Mutable<TaskSet> {
  const primary = record.taskSets.find(({ status }) => status === "PRIMARY");
  if (primary === undefined) throw new Error(`Service ${record.reference.service} has no PRIMARY task set.`);
  return primary;
}

function keyOf({ region, cluster, service }: ServiceReference): string {
  return `${region} ${cluster} ${service}`;
}

function newTaskSetId(): string {
  const digits = Array.from({ length: 18 }, () => Math.floor(Math.random() * 10)).join("");
  return `ecs-svc/1${digits}`;
}
