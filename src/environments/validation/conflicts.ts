import { stateKey, stateStackName } from "../stack-names";
import { show } from "../../lib/problem";
import type { Conflict } from "./conflict";
import { githubClashes } from "./github-conflicts";
import type { Environment } from "../schema";
import { stateBucketClashes } from "./state-bucket-conflicts";

/** What environments must be to each other. */
export function* clashes(environments: readonly Environment[]): Generator<Conflict> {
  yield* namesAndStates(environments);
  yield* projectsOfAccount(environments);
  yield* stateBucketClashes(environments);
  yield* githubClashes(environments);
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
