import { UsageError } from "../../../../src/lib/errors";
import { handsOn } from "../../../../src/environments/hands-on";
import { parseEnvironments } from "../../../../src/environments/parse";
import type { Environment, EnvironmentInput } from "../../../../src/environments/schema";

// In the place of src/environments, for tests of an environment with several services.

const { web } = handsOn.services;
if (web === undefined) throw new Error("The hands-on has a service web.");

const shop: EnvironmentInput = {
  ...handsOn,
  name: "shop",
  project: "Shop",
  services: {
    web: { ...web, names: {}, route: { priority: 200, paths: ["/*"] } },
    api: { ...web, names: {}, route: { priority: 100, paths: ["/api/*"] } },
  },
};

const parsed = parseEnvironments([handsOn, shop]);

export function environments(): readonly Environment[] {
  return parsed;
}

export function environmentNames(): readonly string[] {
  return parsed.map(({ name }) => name);
}

export function environment(name: string): Environment {
  const found = parsed.find((candidate) => candidate.name === name);
  if (found === undefined) throw new UsageError(`${name} is not an environment of this test.`);
  return found;
}
