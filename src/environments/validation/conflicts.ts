import { stateKey, stateStackName } from "../stack-names";
import { isDeepStrictEqual } from "node:util";
import { type Problem, show } from "../../lib/problem";
import type { Environment } from "../schema";

/** A problem of one environment with an earlier one. */
export interface Conflict extends Problem {
  readonly environment: string;
}

/** What environments must be to each other. */
export function* conflicts(environments: readonly Environment[]): Generator<Conflict> {
  yield* namesAndStates(environments);
  yield* projectsOfAccount(environments);
  yield* stateBuckets(environments);
  yield* identityProviders(environments);
}

/**
 * The names of roles are unique in an account, whatever the region, and all are made of the project's: "shop" with the service
 * "staging-web" and "shop-staging" with "web" would name the same. A pipeline's rights end at such names, too.
 */
function* projectsOfAccount(environments: readonly Environment[]): Generator<Conflict> {
  for (const [index, { name, project, account }] of environments.entries()) {
    const first = environments
      .slice(0, index)
      .find((other) => other.account === account && other.name !== name && overlap(other.project, project));
    if (first === undefined) continue;
    const where = account === undefined ? "maybe in the same account" : `in the same account ${account}`;
    const same = first.project === project;
    yield {
      environment: name,
      path: ["project"],
      explanation: {
        fault: same
          ? `${show(project)} is also the project of ${first.name}, ${where}`
          : `${show(project)} makes names that ${show(first.project)}, the project of ${first.name}, makes too, ${where}`,
        allowed: "a project's name for each environment of an account that no other begins with",
        remedy: "Choose another name, or set account in both if they are in different ones.",
      },
    };
  }
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}

/** Two environments with one name would be one stack; of two stacks with one state, each would destroy the other's. */
function* namesAndStates(environments: readonly Environment[]): Generator<Conflict> {
  const names = new Set<string>();
  const owners = new Map<string, string>();
  for (const environment of environments) {
    const { name, backend } = environment;
    if (names.has(name)) {
      yield {
        environment: name,
        path: ["name"],
        explanation: {
          fault: `${show(name)} is the name of two environments`,
          allowed: "each name once",
          remedy: "Rename one of the two.",
        },
      };
      continue;
    }
    names.add(name);
    for (const { stack, location } of states(environment)) {
      const owner = owners.get(location);
      owners.set(location, stack);
      if (owner === undefined) continue;
      yield {
        environment: name,
        path: ["backend"],
        explanation: {
          fault: `${show(location)} is the state of two stacks, ${owner} and ${stack}`,
          allowed: "a state of its own for each stack",
          remedy: `Choose another ${distinction[backend.type]}.`,
        },
      };
    }
  }
}

/** The setting that tells two states of one kind apart. */
const distinction = { s3: "backend.key", cloud: "backend.workspace", local: "backend.path" } as const;

/** Where the stacks of an environment keep their states: its own, and that of its state bucket. */
function states({ name, backend }: Environment): readonly { readonly stack: string; readonly location: string }[] {
  switch (backend.type) {
    case "s3":
      return [
        { stack: stateStackName(name), location: `s3://${backend.bucket}/${stateKey(stateStackName(name))}` },
        { stack: name, location: `s3://${backend.bucket}/${backend.key}` },
      ];
    case "cloud":
      return [{ stack: name, location: `${backend.hostname}/${backend.organization}/${backend.workspace}` }];
    case "local":
      return [{ stack: name, location: backend.path }];
  }
}

/** Each environment bootstraps its state bucket: two that share one would change it back and forth. */
function* stateBuckets(environments: readonly Environment[]): Generator<Conflict> {
  for (const [index, { name, backend }] of environments.entries()) {
    if (backend.type !== "s3") continue;
    for (const other of environments.slice(0, index)) {
      if (other.backend.type !== "s3" || other.backend.bucket !== backend.bucket || other.name === name) continue;
      for (const setting of ["region", "kmsKeyArn", "accessLogs"] as const) {
        if (isDeepStrictEqual(other.backend[setting], backend[setting])) continue;
        yield {
          environment: name,
          path: ["backend", setting],
          explanation: {
            fault: `not what ${other.name} says of the same bucket ${show(backend.bucket)}`,
            allowed: "the same in all environments that share a bucket",
            remedy: "Write the same in both, or give each a bucket of its own.",
          },
        };
      }
    }
  }
}

/** An account knows an identity provider once: the second that makes it fails. */
function* identityProviders(environments: readonly Environment[]): Generator<Conflict> {
  const makers = environments.flatMap(({ name, account, github }) =>
    github?.provider === "create" && account !== undefined ? [{ name, account }] : [],
  );
  for (const [index, { name, account }] of makers.entries()) {
    const other = makers.slice(0, index).find((earlier) => earlier.account === account);
    if (other === undefined || other.name === name) continue;
    yield {
      environment: name,
      path: ["github", "provider"],
      explanation: {
        fault: `${other.name} already makes the identity provider of GitHub, in the same account ${account}`,
        allowed: '"create" in one environment of an account, "existing" in the others',
        remedy: 'Write "existing" here.',
      },
    };
  }
}
