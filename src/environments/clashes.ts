import { show, type Problem } from "./problem";
import type { Backend, Environment } from "./schema";

/** A problem of one environment with an earlier one. */
export interface Clash extends Problem {
  readonly environment: string;
}

/** Two environments with one name would be one stack; with one state, each would destroy what the other made. */
export function* clashes(environments: readonly Environment[]): Generator<Clash> {
  for (const [index, { name, backend }] of environments.entries()) {
    const earlier = environments.slice(0, index);
    if (earlier.some((other) => other.name === name)) {
      yield {
        environment: name,
        path: ["name"],
        explanation: {
          fault: `${show(name)} is the name of two environments`,
          allowed: "each name once",
          remedy: "Rename one of the two.",
        },
      };
    }
    const sharer = earlier.find((other) => stateLocation(other.backend) === stateLocation(backend));
    if (sharer !== undefined) {
      yield {
        environment: name,
        path: ["backend"],
        explanation: {
          fault: `${show(stateLocation(backend))} is also where the state of ${sharer.name} is`,
          allowed: "a state of its own for each environment",
          remedy: `Change ${distinction[backend.type]} in one of the two.`,
        },
      };
    }
  }
}

const distinction = { s3: "backend.key", cloud: "backend.workspace", local: "backend.path" } as const;

function stateLocation(backend: Backend): string {
  switch (backend.type) {
    case "s3":
      return `s3://${backend.bucket}/${backend.key}`;
    case "cloud":
      return `https://${backend.hostname}/app/${backend.organization}/${backend.workspace}`;
    case "local":
      return backend.path;
  }
}
