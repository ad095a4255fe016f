import { plainSecret } from "../../lib/plain-secret";
import { formatPath, show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { Task } from "../settings/service/task";

/** One container of a task with the path of its settings; the service's own has the name "main". */
export interface PlacedContainer {
  readonly name: string;
  readonly path: readonly PropertyKey[];
  /** What only sidecars or only the service's own container have is absent in the others. */
  readonly settings: PartialSettings<Partial<Task["container"] & Task["sidecars"][string]>>;
}

/** What the settings of one container must be to each other. */
export function* containerProblems(container: PlacedContainer, executeCommand: boolean): Generator<Problem> {
  yield* reservationBelowLimit(container);
  yield* plainSecrets(container);
  yield* variablesOnce(container);
  yield* foldersApart(container);
  if (executeCommand) yield* foldersOfTheAgent(container);
}

function* reservationBelowLimit({ path, settings }: PlacedContainer): Generator<Problem> {
  const { memoryMiB, memoryReservationMiB } = settings;
  if (memoryMiB === undefined || memoryReservationMiB === undefined || memoryReservationMiB < memoryMiB) return;
  yield {
    path: [...path, "memoryReservationMiB"],
    explanation: {
      fault: `${memoryReservationMiB} is not less than ${formatPath([...path, "memoryMiB"])}`,
      allowed: `less than ${memoryMiB} MiB`,
      remedy: "Lower the reservation, raise the limit, or leave one of the two out.",
    },
  };
}

/** The value is not shown: a log of a pipeline is no place for a secret either. */
function* plainSecrets({ path, settings }: PlacedContainer): Generator<Problem> {
  for (const [name, value] of Object.entries(settings.environment ?? {})) {
    const reason = value === undefined ? undefined : plainSecret(name, value);
    if (reason === undefined) continue;
    yield {
      path: [...path, "environment", name],
      explanation: {
        fault: `${reason}, and whoever may describe the task definition could read it`,
        allowed: "plain texts that anyone may know",
        remedy: `Keep the value in Secrets Manager or SSM and give its ARN in ${formatPath([...path, "secrets"])}.`,
      },
    };
  }
}

/** AWS refuses a name in both: "The secret name must be unique and not shared with any new or existing environment variables". */
function* variablesOnce({ path, settings }: PlacedContainer): Generator<Problem> {
  for (const name of Object.keys(settings.secrets ?? {})) {
    if (!Object.hasOwn(settings.environment ?? {}, name)) continue;
    yield {
      path: [...path, "secrets", name],
      explanation: {
        fault: `${show(name)} is also in ${formatPath([...path, "environment"])}`,
        allowed: "each variable once",
        remedy: "Take it out of one of the two.",
      },
    };
  }
}

function* foldersApart({ path, settings }: PlacedContainer): Generator<Problem> {
  const mounts = Object.entries(settings.writableMounts ?? {});
  for (const [index, [volume, folder]] of mounts.entries()) {
    const other = mounts.slice(0, index).find(([, earlier]) => earlier === folder);
    if (folder === undefined || other === undefined) continue;
    yield {
      path: [...path, "writableMounts", volume],
      explanation: {
        fault: `${show(folder)} is also ${formatPath([...path, "writableMounts", other[0]])}`,
        allowed: "a folder of its own for each volume",
        remedy: "Take one of the two out.",
      },
    };
  }
}

/** AWS does not name them; they were found by many who needed both. containers-roadmap 1359. */
const agentFolders = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

function* foldersOfTheAgent({ path, settings }: PlacedContainer): Generator<Problem> {
  const mounted = Object.values(settings.writableMounts ?? {});
  const missing = agentFolders.filter((folder) => !mounted.includes(folder));
  if (settings.readonlyRootFilesystem !== true || missing.length === 0) return;
  yield {
    path: [...path, "readonlyRootFilesystem"],
    explanation: {
      fault: `true keeps the agent of ECS Exec, which executeCommand asks for, from writing to ${missing.join(", ")}`,
      allowed: `true with ${agentFolders.join(", ")} among ${formatPath([...path, "writableMounts"])}, or false`,
      remedy: "Mount these folders, or do without executeCommand.",
    },
  };
}
