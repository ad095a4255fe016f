import { UsageError } from "../lib/errors";
import { alarmProblems } from "./validation/alarm-validation";
import { conflicts } from "./validation/conflicts";
import { backendProblems } from "./validation/backend-validation";
import { computeProblems } from "./validation/compute-validation";
import { without } from "./settings/partial-settings";
import { githubProblems } from "./validation/github-validation";
import { hookProblems } from "./validation/hook-validation";
import { listenerProblems } from "./validation/listener-validation";
import { loadBalancerProblems } from "./validation/load-balancer-validation";
import { nameProblems } from "./validation/name-validation";
import { networkProblems } from "./validation/network-validation";
import { describe, formatPath, show } from "../lib/problem";
import { retainedProblems } from "./validation/retained-validation";
import { routeProblems } from "./validation/route-validation";
import { scalingProblems } from "./validation/scaling-validation";
import { environmentSchema, withDerivedDefaults, type Environment } from "./schema";
import { serviceProblems } from "./validation/service-validation";
import { taskEnvironmentProblems } from "./validation/task-environment-validation";

const relations = [
  alarmProblems,
  backendProblems,
  computeProblems,
  githubProblems,
  hookProblems,
  listenerProblems,
  loadBalancerProblems,
  nameProblems,
  networkProblems,
  retainedProblems,
  routeProblems,
  scalingProblems,
  serviceProblems,
  taskEnvironmentProblems,
] as const;

/** The schema with the relations between settings, which are checked as far as the settings are right by themselves. */
const related = environmentSchema.superRefine(
  (settings, context) => {
    const wrong = context.issues.filter(({ code }) => code !== "unrecognized_keys").map(({ path = [] }) => path);
    const known = without(settings, wrong);
    const problems = relations.flatMap((of) => [...of(known)]);
    for (const { path, explanation } of problems) {
      context.addIssue({ code: "custom", path: [...path], message: describe(explanation) });
    }
  },
  { when: () => true },
);

/** Reads what the files of this folder say. All problems of all environments are reported at once, one a line. */
export function parseEnvironments(inputs: readonly unknown[]): readonly Environment[] {
  const environments: Environment[] = [];
  const problems: string[] = [];
  for (const input of inputs) {
    // zod's compiled fast path costs 6 ms at the first use and gains nothing on as little as this, at every synth.
    const result = related.safeParse(input, { jitless: true });
    if (result.success) {
      environments.push(withDerivedDefaults(result.data));
      continue;
    }
    for (const issue of result.error.issues) {
      // zod reports all unknown keys of an object at once, at the object.
      const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      problems.push(...paths.map((path) => line(nameOf(input), path, issue.message)));
    }
  }
  for (const { environment, path, explanation } of conflicts(environments)) {
    problems.push(line(environment, path, describe(explanation)));
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return environments;
}

function line(environment: string, path: readonly PropertyKey[], message: string): string {
  return [environment, ...(path.length > 0 ? [formatPath(path)] : []), message].join(": ");
}

function nameOf(input: unknown): string {
  const { name } = (input ?? {}) as { readonly name?: unknown };
  if (typeof name !== "string") return "an environment without a name";
  return /^[\w-]+$/.test(name) ? name : show(name);
}
