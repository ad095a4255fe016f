import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { AlarmSettings, AlertSettings } from "../settings/service/alarms";
import type { ClusterSettings } from "../settings/cluster";

export interface SettingsOfAlarms {
  readonly cluster: Pick<ClusterSettings, "containerInsights">;
  readonly alerts?: AlertSettings | undefined;
  readonly services: Readonly<Record<string, { readonly alarms?: AlarmSettings | undefined }>>;
}

/** What alarms need: somebody who hears them, the metrics they watch, and a window that they fit into. */
export function* alarmProblems(known: PartialSettings<SettingsOfAlarms>): Generator<Problem> {
  if (known.alerts !== undefined) {
    yield* windowOf(["alerts"], known.alerts);
    yield* eachOnce(known.alerts.emails);
  }
  for (const [key, service] of Object.entries(known.services ?? {})) {
    const alarms = service?.alarms;
    if (alarms === undefined) continue;
    const path = ["services", key, "alarms"];
    yield* windowOf(path, alarms);
    // A section that is there but wrong is undefined too; its own problems are reported.
    if (!("alerts" in known)) yield unheard(path);
    if (alarms.missingTasks === true && known.cluster?.containerInsights === "disabled") yield unseen(path);
  }
}

function* windowOf(
  path: readonly string[],
  {
    evaluationMinutes,
    breachingMinutes,
  }: PartialSettings<Pick<AlarmSettings, "evaluationMinutes" | "breachingMinutes">>,
): Generator<Problem> {
  if (evaluationMinutes === undefined || breachingMinutes === undefined) return;
  if (breachingMinutes <= evaluationMinutes) return;
  yield {
    path: [...path, "breachingMinutes"],
    explanation: {
      fault: `${breachingMinutes} is more than evaluationMinutes`,
      allowed: `1 to ${evaluationMinutes}`,
      remedy: "Lower it, or look at more minutes.",
    },
  };
}

/** An address is a subscription, and its Terraform address. */
function* eachOnce(emails: PartialSettings<AlertSettings>["emails"]): Generator<Problem> {
  for (const [index, email] of emails?.entries() ?? []) {
    const first = emails?.indexOf(email) ?? index;
    if (email === undefined || first === index) continue;
    yield {
      path: ["alerts", "emails", index],
      explanation: {
        fault: `${show(email)} is also alerts.emails[${first}]`,
        allowed: "each address once",
        remedy: "Remove one of the two.",
      },
    };
  }
}

function unheard(path: readonly string[]): Problem {
  return {
    path,
    explanation: {
      fault: "given without alerts, so that nobody would hear them",
      allowed: "alarms with alerts",
      remedy: 'Add alerts: { emails: ["on-call@example.com"] }, or remove alarms.',
    },
  };
}

function unseen(path: readonly string[]): Problem {
  return {
    path: [...path, "missingTasks"],
    explanation: {
      fault: 'true with cluster.containerInsights "disabled", which leaves nobody to count tasks',
      allowed: 'false, or true with containerInsights "enabled" or "enhanced"',
      remedy: "Set cluster.containerInsights to enabled, or missingTasks to false.",
    },
  };
}
