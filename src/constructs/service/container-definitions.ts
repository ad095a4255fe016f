import { literal } from "../../lib/terraform/template";

/** What a container waits for before it starts: that another has started, ended, ended well, or passed its health check. */
export type StartCondition = "START" | "COMPLETE" | "SUCCESS" | "HEALTHY";

/** One container of a task. Texts are plain: what looks like a reference in them is escaped. */
export interface ContainerSettings {
  readonly name: string;
  /** Of a repository that Terraform makes, `<reference to its URI>:<tag>`: goes through unescaped. */
  readonly image: string;
  /** Whether its end ends the task. @default true */
  readonly essential?: boolean | undefined;
  /** Port the container listens on; with awsvpc networking the task's port is the same. @default none */
  readonly port?: number | undefined;
  readonly command?: readonly string[] | undefined;
  readonly entryPoint?: readonly string[] | undefined;
  /** CPU units. @default 0: shares what the others leave */
  readonly cpu?: number | undefined;
  readonly memoryMiB?: number | undefined;
  readonly memoryReservationMiB?: number | undefined;
  /** Values by name. @default none */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** ARNs of secrets and parameters by name of the variable. @default none */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** @default the image's */
  readonly user?: string | undefined;
  /** @default false */
  readonly readonlyRootFilesystem?: boolean | undefined;
  /** Folders by name of the task's volume. @default none */
  readonly writableMounts?: Readonly<Record<string, string>> | undefined;
  readonly healthCheck?: ContainerHealthCheck | undefined;
  /** Conditions by name of the container as AWS knows it. @default none */
  readonly startAfter?: Readonly<Record<string, StartCondition>> | undefined;
  readonly stopTimeoutSeconds?: number | undefined;
  /** @default false */
  readonly initProcess?: boolean | undefined;
}

export interface ContainerHealthCheck {
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds?: number | undefined;
}

/** Where all containers of a service log to; ECS appends container and task id to the prefix. */
export interface LogDestination {
  readonly group: string;
  readonly region: string;
  readonly streamPrefix: string;
  /** Whether ECS may make the group where it is missing; the execution role needs logs:CreateLogGroup for it. @default false */
  readonly createGroup?: boolean | undefined;
}

/**
 * The array that a task definition's `container_definitions` takes.
 *
 * Every default that AWS fills in stands here: one that is left out comes back from AWS and reads as a change of the task
 * definition on each plan (terraform-provider-aws 11526). The list is what DescribeTaskDefinition answers for a definition
 * that names none of them (Amazon ECS API, ContainerDefinition). What AWS leaves out where it is not given, is left out
 * here too. Lists without an order that matters are sorted, so that one order in the configuration is as good as another.
 */
export function containerDefinitions(containers: readonly ContainerSettings[], logs: LogDestination) {
  return containers.map((container) => ({
    name: literal(container.name),
    image: container.image,
    cpu: container.cpu ?? 0,
    ...memory(container),
    essential: container.essential ?? true,
    ...program(container),
    portMappings: portMappings(container.port),
    environment: sorted(container.environment).map(([name, value]) => ({ name, value: literal(value) })),
    ...secrets(container),
    mountPoints: sorted(container.writableMounts).map(([volume, folder]) => ({
      sourceVolume: volume,
      containerPath: literal(folder),
      readOnly: false,
    })),
    volumesFrom: [],
    systemControls: [],
    ...rights(container),
    ...startAndEnd(container),
    logConfiguration: logConfiguration(logs),
  }));
}

/** Names of the volumes that the containers mount, each once, sorted. */
export function volumesOf(containers: readonly Pick<ContainerSettings, "writableMounts">[]): readonly string[] {
  return [...new Set(containers.flatMap(({ writableMounts = {} }) => Object.keys(writableMounts)))].sort();
}

function memory({ memoryMiB, memoryReservationMiB }: ContainerSettings) {
  return {
    ...(memoryMiB !== undefined && { memory: memoryMiB }),
    ...(memoryReservationMiB !== undefined && { memoryReservation: memoryReservationMiB }),
  };
}

function program({ command, entryPoint }: ContainerSettings) {
  return {
    ...(entryPoint !== undefined && { entryPoint: entryPoint.map(literal) }),
    ...(command !== undefined && { command: command.map(literal) }),
  };
}

function portMappings(port: number | undefined) {
  return port === undefined ? [] : [{ containerPort: port, hostPort: port, protocol: "tcp" }];
}

function secrets({ secrets: arns }: ContainerSettings) {
  const list = sorted(arns).map(([name, arn]) => ({ name, valueFrom: literal(arn) }));
  return list.length > 0 && { secrets: list };
}

function rights({ user, readonlyRootFilesystem }: ContainerSettings) {
  return {
    ...(user !== undefined && { user: literal(user) }),
    ...(readonlyRootFilesystem === true && { readonlyRootFilesystem }),
  };
}

function startAndEnd({ healthCheck, startAfter, stopTimeoutSeconds, initProcess }: ContainerSettings) {
  const dependsOn = sorted(startAfter).map(([name, condition]) => ({ containerName: literal(name), condition }));
  return {
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(healthCheck !== undefined && { healthCheck: healthCheckOf(healthCheck) }),
    ...(stopTimeoutSeconds !== undefined && { stopTimeout: stopTimeoutSeconds }),
    ...(initProcess === true && { linuxParameters: { initProcessEnabled: true } }),
  };
}

function healthCheckOf(check: ContainerHealthCheck) {
  return {
    command: check.command.map(literal),
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds,
    retries: check.retries,
    ...(check.startPeriodSeconds !== undefined && { startPeriod: check.startPeriodSeconds }),
  };
}

function logConfiguration(logs: LogDestination) {
  return {
    logDriver: "awslogs",
    options: {
      ...(logs.createGroup === true && { "awslogs-create-group": "true" }),
      "awslogs-group": literal(logs.group),
      "awslogs-region": logs.region,
      "awslogs-stream-prefix": literal(logs.streamPrefix),
    },
  };
}

/** By the code units of the names, as AWS and the provider compare them: the order of a language would differ by machine. */
function sorted<Value>(values: Readonly<Record<string, Value>> = {}): readonly (readonly [string, Value])[] {
  return Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
}
