import type { Environment } from "../../src/environments/schema";
import type { Recording } from "./scenario";

/** A pull request against staging, whose tasks run on capacity providers. */
export const staging: Recording = {
  environment: "staging",
  adjust: () => undefined,
  scenarios: [{ name: "staging-capacity-removed", account: "as deployed", settings: withoutInstances }],
};

/** The instances are given up, and what ran on them is to run on Fargate. */
function withoutInstances(environment: Environment): Environment {
  const { api } = environment.services;
  if (api === undefined) throw new Error(`${environment.name} has no service api.`);
  return {
    ...environment,
    cluster: { ...environment.cluster, ec2Capacity: undefined },
    services: { ...environment.services, api: { ...api, compute: { type: "fargate" } } },
  };
}
