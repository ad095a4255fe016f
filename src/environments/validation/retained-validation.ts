import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";
import { rightsOnSomething } from "./task-validation";

type KnownService = PartialSettings<EnvironmentSettings["services"][string]>;

/** What is retained has to be left behind by the configuration: it differs from what is declared. */
export function* retainedProblems(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  yield* otherForm(known);
  yield* retainedZones(known);
  yield* zonesThatRemain(known);
  for (const [key, retained] of Object.entries(known.retained?.services ?? {})) {
    if (retained === undefined || known.services === undefined) continue;
    const path = ["retained", "services", key];
    const service = known.services[key];
    if (!(key in known.services)) yield noService(path, key, Object.keys(known.services));
    if (service !== undefined) yield* leftBehindByService(path, retained, service);
  }
}

function* otherForm({ network, retained }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const form = retained?.securityGroups;
  if (form === undefined || network?.securityGroups !== form) return;
  yield {
    path: ["retained", "securityGroups"],
    explanation: {
      fault: `${show(form)} is what network.securityGroups declares`,
      allowed: "the form that network.securityGroups had before",
      remedy: "Remove it, or change network.securityGroups first.",
    },
  };
}

function* retainedZones({ network, retained }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const declared = network?.zones?.map((zone) => zone?.name);
  for (const [index, zone] of retained?.zones?.entries() ?? []) {
    const path = ["retained", "zones", index];
    if (zone === undefined || declared === undefined || declared.includes(undefined)) continue;
    if (retained?.zones?.indexOf(zone) !== index) {
      yield {
        path,
        explanation: {
          fault: `${show(zone)} is there twice`,
          allowed: "each zone once",
          remedy: "Remove one of the two.",
        },
      };
    } else if (!declared.includes(zone)) {
      yield {
        path,
        explanation: {
          fault: `${show(zone)} is not a zone of network.zones`,
          allowed: declared.join(", "),
          remedy: "Put the zone back into network.zones until no task runs in it, or remove it here.",
        },
      };
    } else if (declared[0] === zone && network?.egress !== undefined && network.egress !== "none") {
      yield {
        path,
        explanation: {
          fault: `${show(zone)} holds the NAT gateway of the first zone, whose route the other zones would share or take over`,
          allowed: declared.slice(1).join(", "),
          remedy: "Take another zone away.",
        },
      };
    }
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html: two at least. */
function* zonesThatRemain({ network, retained }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const declared = network?.zones?.map((zone) => zone?.name);
  const leaving = retained?.zones;
  if (declared === undefined || leaving === undefined || [...declared, ...leaving].includes(undefined)) return;
  const remaining = declared.filter((zone) => !leaving.includes(zone)).length;
  if (remaining >= 2) return;
  yield {
    path: ["retained", "zones"],
    explanation: {
      fault: `leaves ${remaining} of the ${declared.length} zones of network.zones to place tasks in`,
      allowed: "2 remaining zones or more",
      remedy: "Take fewer zones away, or add another one first.",
    },
  };
}

function noService(path: readonly PropertyKey[], key: string, services: readonly string[]): Problem {
  return {
    path,
    explanation: {
      fault: `${show(key)} is not a service of the environment`,
      allowed: services.join(", "),
      remedy: "Remove it: what belongs to a service goes with it.",
    },
  };
}

type RetainedOfService = NonNullable<NonNullable<PartialSettings<EnvironmentSettings>["retained"]>["services"]>[string];

function* leftBehindByService(
  path: readonly PropertyKey[],
  retained: NonNullable<RetainedOfService>,
  service: NonNullable<KnownService>,
): Generator<Problem> {
  const { container, sidecars } = service;
  if (retained.containerPort !== undefined && retained.containerPort === container?.port) {
    yield {
      path: [...path, "containerPort"],
      explanation: {
        fault: `${retained.containerPort} is what container.port declares`,
        allowed: "the port that container.port was before",
        remedy: "Remove it, or change container.port first.",
      },
    };
  }
  const declared = [container, ...Object.values(sidecars ?? {})].flatMap((one) => Object.values(one?.secrets ?? {}));
  for (const [index, secret] of retained.secrets?.entries() ?? []) {
    if (secret === undefined || !declared.includes(secret)) continue;
    yield {
      path: [...path, "secrets", index],
      explanation: {
        fault: `${show(secret)} is among the secrets that the service declares`,
        allowed: "secrets that it no longer has",
        remedy: "Remove it here, or take it out of the container's secrets first.",
      },
    };
  }
  yield* rightsOnSomething(retained, path);
  if (retained.taskRole !== undefined && (service.taskRole !== undefined || service.executeCommand === true)) {
    yield {
      path: [...path, "taskRole"],
      explanation: {
        fault: "given to a service whose tasks have a role",
        allowed: "taskRole of a service without taskRole and executeCommand",
        remedy: "Keep the statements in the service's own taskRole until a release has replaced the running tasks.",
      },
    };
  }
}
