import { CreateApplicationCommand, CreateDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import type { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { AwsError } from "../../../src/local-aws/protocol/call";
import { codeDeploy } from "../../../src/local-aws/codedeploy";
import type { HookEvent, ListenerRoute } from "../../../src/local-aws/codedeploy/checks/ports";
import type { Clock } from "../../../src/local-aws/codedeploy/run/clock";
import type { RunningService, ServiceDeployments, TaskSet } from "../../../src/local-aws/ecs/task-set";
import { ACCOUNT, clientOf, handsOnGroup, PRODUCTION, REGION, serve, TEST } from "./support";

const targetGroup = (name: string) => `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/${name}/1`;
export const BLUE = targetGroup("ContainerHandsOn");
export const GREEN = targetGroup("ContainerHandsOn8080");
export const taskDefinition = (revision: number) => `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/web:${revision}`;

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  readonly minute = 60_000;
  /** Holds back what would happen at once. */
  frozen = false;
  private time = Date.parse("2026-03-01T10:00:00Z");
  private timers: { readonly at: number; readonly callBack: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callBack: () => void): () => void {
    const timer = { at: this.time + milliseconds, callBack };
    this.timers.push(timer);
    if (milliseconds === 0 && !this.frozen) {
      setImmediate(() => {
        this.advance(0);
      });
    }
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  advance(minutes: number): void {
    this.time += minutes * this.minute;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { callBack } of due) callBack();
  }
}

/** One service of two tasks, with everything a deployment asks of ECS and Elastic Load Balancing, in memory. */
export class World {
  taskSets: TaskSet[] = [this.taskSet("ecs-svc/1", "PRIMARY", BLUE, taskDefinition(1))];
  readonly routes = new Map<string, ListenerRoute>();
  /** Alarms in state ALARM. */
  readonly alarms = new Set<string>();
  alarmsAnswer = true;
  readonly objects = new Map<string, string>();
  readonly hookEvents: { readonly functionName: string; readonly event: HookEvent }[] = [];
  /** Name of an action that fails the next time. */
  broken: "createTaskSet" | "setActions" | "invoke" | undefined;

  controller: RunningService["deploymentController"] = "CODE_DEPLOY";

  constructor() {
    this.routes.set(PRODUCTION, {
      kind: "listener",
      arn: PRODUCTION,
      actions: [{ Type: "forward", TargetGroupArn: BLUE }],
    });
    this.routes.set(TEST, { kind: "listener", arn: TEST, actions: [{ Type: "forward", TargetGroupArn: GREEN }] });
  }

  /** "blue 90, green 10", or "blue" for a single target group. */
  traffic(listener: string): string {
    const [action] = this.routes.get(listener)?.actions ?? [];
    const colour = (arn?: string) => (arn === BLUE ? "blue" : "green");
    const groups = action?.ForwardConfig?.TargetGroups;
    if (groups === undefined) return colour(action?.TargetGroupArn);
    return groups
      .map(({ TargetGroupArn, Weight }) => `${colour(TargetGroupArn)} ${Weight ?? 1}`)
      .sort()
      .join(", ");
  }

  /** "PRIMARY web:1 blue" for each task set. */
  tasks(): string[] {
    return this.taskSets.map(
      ({ status, specification }) =>
        `${status} ${specification.taskDefinition.split("/").at(-1) ?? ""} ${specification.loadBalancers[0]?.targetGroupArn === BLUE ? "blue" : "green"}`,
    );
  }

  readonly services: ServiceDeployments = {
    service: (reference) => {
      const [primary] = this.taskSets.filter(({ status }) => status === "PRIMARY");
      if (reference.service !== "ContainerHandsOn" || primary === undefined) return undefined;
      const running: RunningService = {
        reference,
        serviceArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:service/ContainerHandsOn/ContainerHandsOn`,
        clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/ContainerHandsOn`,
        deploymentController: this.controller,
        showsTaskSets: true,
        createdAt: new Date(0),
        desiredCount: 2,
        specification: primary.specification,
        taskSets: [...this.taskSets],
      };
      return running;
    },
    observeHealth: () => Promise.resolve(),
    createTaskSet: (_reference, replacement, origin) => {
      this.fail("createTaskSet");
      const arn = replacement.loadBalancers?.[0]?.targetGroupArn ?? "";
      const id = `ecs-svc/${this.taskSets.length + 1}${origin.externalId}`;
      const made = this.taskSet(id, "ACTIVE", arn, replacement.taskDefinition ?? "");
      this.taskSets.push({
        ...made,
        specification: { ...made.specification, ...replacement },
        externalId: origin.externalId,
      });
      return Promise.resolve(made);
    },
    makePrimary: (_reference, id) => {
      this.taskSets = this.taskSets.map((set) => ({ ...set, status: set.id === id ? "PRIMARY" : "ACTIVE" }));
      return Promise.resolve();
    },
    deleteTaskSet: (_reference, id) => {
      this.taskSets = this.taskSets.filter((set) => set.id !== id);
      return Promise.resolve();
    },
  };

  readonly neighbours = {
    loadBalancers: {
      targetGroupArn: (_region: string, name: string) =>
        Promise.resolve([BLUE, GREEN].find((arn) => arn === targetGroup(name))),
      hasListener: (_region: string, arn: string) => Promise.resolve(this.routes.has(arn)),
      routes: (_region: string, arn: string) =>
        Promise.resolve([...this.routes.values()].filter((route) => route.arn.startsWith(arn))),
      setActions: (_region: string, route: ListenerRoute) => {
        this.fail("setActions");
        this.routes.set(route.arn, route);
        return Promise.resolve();
      },
    },
    alarms: {
      active: (_region: string, names: readonly string[]) =>
        this.alarmsAnswer
          ? Promise.resolve(names.filter((name) => this.alarms.has(name)))
          : Promise.reject(new Error("CloudWatch does not answer.")),
    },
    revisions: {
      read: (_region: string, { bucket, key }: { bucket: string; key: string }) =>
        Promise.resolve(this.objects.get(`${bucket}/${key}`)),
    },
    hooks: {
      invoke: (_region: string, functionName: string, event: HookEvent) => {
        this.hookEvents.push({ functionName, event });
        return this.broken === "invoke" ? Promise.reject(new Error(`${functionName} is broken.`)) : Promise.resolve();
      },
    },
  };

  private fail(action: World["broken"]): void {
    if (this.broken !== action) return;
    this.broken = undefined;
    throw new AwsError("ClientException", `${action} is broken.`);
  }

  private taskSet(id: string, status: TaskSet["status"], targetGroupArn: string, definition: string): TaskSet {
    return {
      id,
      taskSetArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-set/ContainerHandsOn/ContainerHandsOn/${id}`,
      status,
      specification: {
        taskDefinition: definition,
        loadBalancers: [{ targetGroupArn, containerName: "web", containerPort: 80 }],
        networkConfiguration: undefined,
        platformVersion: "1.4.0",
        launchType: "FARGATE",
        capacityProviderStrategy: [],
      },
      computedDesiredCount: 2,
      runningCount: 2,
      stabilityStatus: "STEADY_STATE",
      startedBy: undefined,
      externalId: undefined,
      createdAt: new Date(0),
      updatedAt: new Date(0),
      taskArns: [],
    };
  }
}

export interface Stage {
  readonly world: World;
  readonly clock: ManualClock;
  readonly client: CodeDeployClient;
  close(): Promise<void>;
}

/** CodeDeploy over HTTP in a world of its own, with the hands-on's application and group. */
export async function setStage(
  changes: Partial<ConstructorParameters<typeof CreateDeploymentGroupCommand>[0]> = {},
): Promise<Stage> {
  const world = new World();
  const clock = new ManualClock();
  const handler = codeDeploy({ accountId: ACCOUNT, services: world.services, clock, ...world.neighbours });
  const server = await serve(handler);
  const client = clientOf(server.url);
  await client.send(new CreateApplicationCommand({ applicationName: "ContainerHandsOn", computePlatform: "ECS" }));
  await client.send(new CreateDeploymentGroupCommand({ ...handsOnGroup(), ...changes }));
  const close = async (): Promise<void> => {
    handler.close();
    client.destroy();
    await server.close();
  };
  return { world, clock, client, close };
}
