import { formatPath, type Problem } from "../../lib/problem";
import { containerProblems, type PlacedContainer } from "./container-validation";
import type { PartialSettings } from "../settings/partial-settings";
import type { Task } from "../settings/service/task";
import { startOrderProblems } from "./start-order";

type KnownTask = PartialSettings<Task>;
type Path = readonly PropertyKey[];

/** What the settings of a service's task must be to each other. `path` leads to the service. */
export function* taskProblems(task: KnownTask, path: Path): Generator<Problem> {
  const containers = placed(task, path);
  yield* notTooMany(task, path);
  yield* withinTheTask(task, path, containers);
  yield* portsApart(containers);
  if (task.sidecars !== undefined) yield* startOrderProblems(containers, wrongNames(task.sidecars));
  for (const container of containers) yield* containerProblems(container, task.executeCommand === true);
  yield* rightsOnSomething(task, path);
}

function placed({ container, sidecars }: KnownTask, path: Path): readonly PlacedContainer[] {
  return [
    ...(container === undefined ? [] : [{ name: "main", path: [...path, "container"], settings: container }]),
    ...Object.entries(sidecars ?? {}).flatMap(([name, settings]) =>
      settings === undefined ? [] : [{ name, path: [...path, "sidecars", name], settings }],
    ),
  ];
}

function wrongNames(sidecars: NonNullable<KnownTask["sidecars"]>): readonly string[] {
  return Object.keys(sidecars).filter((name) => sidecars[name] === undefined);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
function* notTooMany({ sidecars }: KnownTask, path: Path): Generator<Problem> {
  const count = Object.keys(sidecars ?? {}).length;
  if (count <= 9) return;
  yield {
    path: [...path, "sidecars"],
    explanation: {
      fault: `${count} are too many for one task`,
      allowed: "up to 9 beside the service's own container",
      remedy: "Take some out, or make them a service of their own.",
    },
  };
}

/** ECS refuses containers that reserve more than the task has. */
function* withinTheTask(task: KnownTask, path: Path, containers: readonly PlacedContainer[]): Generator<Problem> {
  const sum = (of: (settings: PlacedContainer["settings"]) => number | undefined) =>
    containers.reduce((total, { settings }) => total + (of(settings) ?? 0), 0);
  const cpu = sum((settings) => settings.cpu);
  if (task.cpu !== undefined && cpu > task.cpu) {
    yield {
      path: [...path, "cpu"],
      explanation: {
        fault: `${task.cpu} is less than the ${cpu} CPU units that the containers reserve`,
        allowed: `${cpu} or more with these containers`,
        remedy: "Give the task more, or the containers less.",
      },
    };
  }
  const memory = sum((settings) => settings.memoryReservationMiB ?? settings.memoryMiB);
  if (task.memory !== undefined && memory > task.memory) {
    yield {
      path: [...path, "memory"],
      explanation: {
        fault: `${task.memory} is less than the ${memory} MiB that the containers reserve`,
        allowed: `${memory} or more with these containers`,
        remedy: "Give the task more, or the containers less.",
      },
    };
  }
  for (const { path: place, settings } of containers) {
    if (task.memory === undefined || (settings.memoryMiB ?? 0) <= task.memory) continue;
    yield {
      path: [...place, "memoryMiB"],
      explanation: {
        fault: `${String(settings.memoryMiB)} is more than the task has`,
        allowed: `up to ${task.memory} MiB`,
        remedy: `Lower it, or raise ${formatPath([...path, "memory"])}.`,
      },
    };
  }
}

/** The containers of a task share one network interface. */
function* portsApart(containers: readonly PlacedContainer[]): Generator<Problem> {
  for (const [index, { path, settings }] of containers.entries()) {
    const other = containers.slice(0, index).find((earlier) => earlier.settings.port === settings.port);
    if (settings.port === undefined || other === undefined) continue;
    yield {
      path: [...path, "port"],
      explanation: {
        fault: `${settings.port} is also ${formatPath([...other.path, "port"])}`,
        allowed: "a port of its own for each container of a task",
        remedy: "Choose another port for one of the two.",
      },
    };
  }
}

/** Rights are for named resources, or there is a reason why not. */
export function* rightsOnSomething({ taskRole }: Pick<KnownTask, "taskRole">, path: Path): Generator<Problem> {
  for (const [index, statement] of taskRole?.entries() ?? []) {
    if (statement === undefined || "resources" in statement !== "anyResource" in statement) continue;
    yield {
      path: [...path, "taskRole", index],
      explanation: {
        fault:
          statement.resources === undefined ? "neither resources nor anyResource" : "both resources and anyResource",
        allowed: "one of the two",
        remedy: "Name the resources, or say in anyResource why the actions take none.",
      },
    };
  }
}
