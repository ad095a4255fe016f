import { formatPath, show, type Problem } from "../../lib/problem";
import type { PlacedContainer } from "./container-validation";

/**
 * Whether each container of a task can ever start: what it waits for exists, does not wait for it in turn, and can reach
 * the awaited state.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 *
 * @param wrongNames sidecars that are there, though nothing of them is right
 */
export function* startOrderProblems(
  containers: readonly PlacedContainer[],
  wrongNames: readonly string[],
): Generator<Problem> {
  const byName = new Map(containers.map((container) => [container.name, container]));
  for (const { path, settings } of containers) {
    for (const [awaited, condition] of Object.entries(settings.startAfter ?? {})) {
      const other = byName.get(awaited);
      const place = [...path, "startAfter", awaited];
      if (other === undefined) {
        if (wrongNames.includes(awaited)) continue;
        yield {
          path: place,
          explanation: {
            fault: `${show(awaited)} is not a container of the task`,
            allowed: [...byName.keys()].join(", "),
            remedy: "Correct the name, or add the sidecar.",
          },
        };
      } else if (condition === "HEALTHY" && !("healthCheck" in other.settings)) {
        yield {
          path: place,
          explanation: {
            fault: `HEALTHY can never be reached by ${show(awaited)}, which has no health check`,
            allowed: "START, or HEALTHY for containers with a healthCheck",
            remedy: `Add ${formatPath([...other.path, "healthCheck"])}, or wait for START.`,
          },
        };
      } else if ((condition === "COMPLETE" || condition === "SUCCESS") && isEssential(other)) {
        yield {
          path: place,
          explanation: {
            fault: `${condition} means the end of ${show(awaited)}, and with an essential container the task ends`,
            allowed: "START or HEALTHY for essential containers",
            remedy: `Wait for START or HEALTHY, or set essential to false where ${show(awaited)} does its work and ends.`,
          },
        };
      }
    }
  }
  yield* circles(containers, byName);
}

/** The service's own container, which has no such setting, always is; a sidecar unless it says otherwise. */
function isEssential({ settings }: PlacedContainer): boolean {
  return !("essential" in settings) || settings.essential === true;
}

/** One problem for each container that waits, at the end of a chain, for itself. */
function* circles(
  containers: readonly PlacedContainer[],
  byName: ReadonlyMap<string, PlacedContainer>,
): Generator<Problem> {
  const awaitedBy = (name: string) => Object.keys(byName.get(name)?.settings.startAfter ?? {});
  for (const { name, path } of containers) {
    const circle = wayBack(name, name, awaitedBy);
    if (circle === undefined) continue;
    yield {
      path: [...path, "startAfter"],
      explanation: {
        fault: `${show(name)} waits for itself: ${circle.join(" waits for ")}`,
        allowed: "an order in which each container can start",
        remedy: "Take one of these out.",
      },
    };
  }
}

/** The names from `from` to `to` along what is waited for, or undefined where there is no such way. */
function wayBack(
  from: string,
  to: string,
  next: (name: string) => readonly string[],
  passed: ReadonlySet<string> = new Set(),
): readonly string[] | undefined {
  for (const awaited of next(from)) {
    if (awaited === to) return [from, to];
    if (passed.has(awaited)) continue;
    const rest = wayBack(awaited, to, next, new Set([...passed, awaited]));
    if (rest !== undefined) return [from, ...rest];
  }
  return undefined;
}
