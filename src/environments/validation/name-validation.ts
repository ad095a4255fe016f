import { names, serviceNames, type Names, type ServiceNames } from "../names";
import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";

interface Limit<Of> {
  readonly of: string;
  readonly name: (names: Of) => string;
  readonly characters: number;
}

/** AWS's limits on the names that are made of the project's. */
const limits: readonly Limit<Names>[] = [
  { of: "load balancer", name: ({ loadBalancer }) => loadBalancer, characters: 32 },
];

/** AWS's limits on the names that are made of the project's and the service's. */
const serviceLimits: readonly Limit<ServiceNames>[] = [
  { of: "blue target group", name: ({ targetGroups }) => targetGroups.blue, characters: 32 },
  { of: "green target group", name: ({ targetGroups }) => targetGroups.green, characters: 32 },
  { of: "task execution role", name: ({ taskExecutionRole }) => taskExecutionRole, characters: 64 },
  { of: "task role", name: ({ taskRole }) => taskRole, characters: 64 },
  { of: "CodeDeploy role", name: ({ codeDeployRole }) => codeDeployRole, characters: 64 },
  { of: "smoke test's function", name: ({ smokeTest }) => smokeTest.function, characters: 64 },
  { of: "smoke test's role", name: ({ smokeTest }) => smokeTest.role, characters: 64 },
  { of: "CodeDeploy application", name: ({ codeDeployApplication }) => codeDeployApplication, characters: 100 },
];

/** Reports, of the project's and of each service's names, the one that is longest beyond its limit. */
export function* nameProblems({ project, services }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (project === undefined) return;
  const worst = longestBeyond(limits, names({ project }));
  if (worst !== undefined) {
    yield {
      path: ["project"],
      explanation: {
        fault: `${show(project)} makes the name of the ${worst.words}`,
        allowed: worst.allowed,
        remedy: `Shorten project by ${worst.excess}.`,
      },
    };
    return;
  }
  for (const [key, service] of Object.entries(services ?? {})) {
    if (service?.names === undefined) continue;
    const { targetGroups, ...others } = service.names;
    const { blue, green } = targetGroups ?? {};
    // The environment's own name is no part of these.
    const derived = serviceNames({ name: "", project }, key, {
      names: { ...others, ...(blue !== undefined && green !== undefined && { targetGroups: { blue, green } }) },
    });
    const worstOfService = longestBeyond(serviceLimits, derived);
    if (worstOfService === undefined) continue;
    yield {
      path: ["services", key],
      explanation: {
        fault: `${show(key)} in the project ${show(project)} makes the name of the ${worstOfService.words}`,
        allowed: worstOfService.allowed,
        remedy: `Shorten the service's name or project by ${worstOfService.excess}, or give names of its own in names.`,
      },
    };
  }
}

function longestBeyond<Of>(limits: readonly Limit<Of>[], of: Of) {
  const excess = ({ name, characters }: Limit<Of>) => name(of).length - characters;
  const worst = limits.reduce<Limit<Of> | undefined>(
    (one, other) => (one === undefined || excess(other) > excess(one) ? other : one),
    undefined,
  );
  if (worst === undefined || excess(worst) <= 0) return undefined;
  const name = worst.name(of);
  return {
    words: `${worst.of} ${show(name)}, ${name.length} characters`,
    allowed: `up to ${worst.characters} characters`,
    excess: excess(worst),
  };
}
