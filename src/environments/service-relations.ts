import { fargateMemorySizes } from "../lib/fargate";
import { names, type Names } from "../lib/names";
import type { Known } from "./known";
import { show, type Problem } from "../lib/problem";
import type { Settings } from "./schema";

/** What the settings of load balancer, service, names and state must be to each other. */
export function* serviceProblems(known: Known<Settings>): Generator<Problem> {
  yield* namesWithinLimits(known);
  yield* keyOfBucketsRegion(known);
  yield* listenersApart(known);
  yield* memoryForCpu(known);
  yield* timeoutBelowInterval(known);
}

/** AWS's limits on the names that are made of the project's. */
const limits: readonly { readonly of: string; readonly name: (names: Names) => string; readonly characters: number }[] =
  [
    { of: "load balancer", name: ({ loadBalancer }) => loadBalancer, characters: 32 },
    { of: "blue target group", name: ({ targetGroups }) => targetGroups.blue, characters: 32 },
    { of: "green target group", name: ({ targetGroups }) => targetGroups.green, characters: 32 },
    { of: "CodeDeploy role", name: ({ codeDeployRole }) => codeDeployRole, characters: 64 },
    { of: "CodeDeploy application", name: ({ codeDeployApplication }) => codeDeployApplication, characters: 100 },
    { of: "deployment group", name: ({ deploymentGroup }) => deploymentGroup, characters: 100 },
    { of: "smoke test's function", name: ({ smokeTest }) => smokeTest.function, characters: 64 },
    { of: "smoke test's role", name: ({ smokeTest }) => smokeTest.role, characters: 64 },
    { of: "cluster", name: ({ cluster }) => cluster, characters: 255 },
    { of: "service", name: ({ service }) => service, characters: 255 },
    { of: "task definition family", name: ({ taskDefinitionFamily }) => taskDefinitionFamily, characters: 255 },
    { of: "container", name: ({ container }) => container, characters: 255 },
  ];

/** Reports the name that is longest beyond its limit: a project's name short enough for it is for all. */
function* namesWithinLimits({ project }: Known<Settings>): Generator<Problem> {
  if (project === undefined) return;
  const derived = names({
    project,
    // The other settings are no part of these names.
    name: "",
    registry: { repository: "" },
    logs: { group: "" },
    roles: { taskExecution: "" },
  });
  const excess = ({ name, characters }: (typeof limits)[number]) => name(derived).length - characters;
  const worst = limits.reduce((one, other) => (excess(other) > excess(one) ? other : one));
  if (excess(worst) <= 0) return;
  yield {
    path: ["project"],
    explanation: {
      fault: `${show(project)} makes the name of the ${worst.of} ${show(worst.name(derived))}, ${worst.name(derived).length} characters`,
      allowed: `up to ${worst.characters} characters`,
      remedy: `Shorten project by ${excess(worst)}.`,
    },
  };
}

/** S3 encrypts with keys of the bucket's region only. */
function* keyOfBucketsRegion({ region, backend }: Known<Settings>): Generator<Problem> {
  if (backend?.type !== "s3" || backend.kmsKeyArn === undefined) return;
  const bucketRegion = "region" in backend ? backend.region : region;
  const keyRegion = backend.kmsKeyArn.split(":")[3];
  if (bucketRegion === undefined || keyRegion === bucketRegion) return;
  yield {
    path: ["backend", "kmsKeyArn"],
    explanation: {
      fault: `${show(backend.kmsKeyArn)} is not a key of the bucket's region`,
      allowed: `keys of ${bucketRegion}`,
      remedy: "Choose a key of this region, or set backend.region if the bucket is elsewhere.",
    },
  };
}

function* listenersApart({ loadBalancer }: Known<Settings>): Generator<Problem> {
  const port = loadBalancer?.testPort;
  if (port === undefined || port !== loadBalancer?.productionPort) return;
  yield {
    path: ["loadBalancer", "testPort"],
    explanation: {
      fault: `${port} is also loadBalancer.productionPort`,
      allowed: "a port of its own for each listener",
      remedy: "Choose another port for one of the two.",
    },
  };
}

function* memoryForCpu({ service }: Known<Settings>): Generator<Problem> {
  const { cpu, memory } = service ?? {};
  if (cpu === undefined || memory === undefined) return;
  const allowed = fargateMemorySizes(cpu);
  if (allowed.includes(memory)) return;
  yield {
    path: ["service", "memory"],
    explanation: {
      fault: `${memory} is not a memory size that Fargate takes with ${cpu} CPU units`,
      allowed: `${allowed.join(", ")} (MiB)`,
      remedy: "Choose one of these or another service.cpu.",
    },
  };
}

function* timeoutBelowInterval({ service }: Known<Settings>): Generator<Problem> {
  const { timeoutSeconds, intervalSeconds } = service?.healthCheck ?? {};
  if (timeoutSeconds === undefined || intervalSeconds === undefined || timeoutSeconds < intervalSeconds) return;
  yield {
    path: ["service", "healthCheck", "timeoutSeconds"],
    explanation: {
      fault: `${timeoutSeconds} is not less than service.healthCheck.intervalSeconds`,
      allowed: `less than ${intervalSeconds}`,
      remedy: "Shorten the timeout or lengthen the interval.",
    },
  };
}
