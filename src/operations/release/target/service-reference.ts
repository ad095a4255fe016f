import { environment as environmentNamed } from "../../../environments";
import type { Service } from "../../../environments/schema";
import { commandLine as lineOf } from "../../../lib/command-line";
import { UsageError } from "../../../lib/errors";
import { show } from "../../../lib/problem";
import type { ReleaseContract } from "../../../release-contract/contract";

/** Which service of which environment. Contracts, plans and reports are such references too. */
export type ServiceReference = Pick<ReleaseContract, "environment" | "serviceKey">;

/** The names of an environment's services, as its configuration says them. */
export function serviceKeys(environment: string): readonly string[] {
  return Object.keys(environmentNamed(environment).services);
}

/**
 * What the configuration says of one service.
 *
 * @throws UsageError when the environment has no service of this name
 */
export function serviceNamed(environment: string, key: string): Service {
  const { services } = environmentNamed(environment);
  const found = Object.hasOwn(services, key) ? services[key] : undefined;
  if (found !== undefined) return found;
  const allowed = Object.keys(services).join(", ");
  throw new UsageError(
    `${show(key)} is not a service of ${environment}. Allowed: ${allowed}. Give --service one of these.`,
  );
}

/**
 * The services that `--service` leaves: the one it names, or without it all of them.
 *
 * @throws UsageError when the environment has no service of this name
 */
export function chosenServices(environment: string, given: string | undefined): readonly string[] {
  if (given === undefined) return serviceKeys(environment);
  serviceNamed(environment, given);
  return [given];
}

/**
 * The one service that is left.
 *
 * @param what wants one, up to the number: "a release is of", "--watch follows"
 * @throws UsageError when there are several
 */
export function onlyService(environment: string, keys: readonly string[], what: string): string {
  const [only, ...others] = keys;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    `${environment} has several services, and ${what} one. Allowed: ${keys.join(", ")}. Add --service with one of these.`,
  );
}

/** A command for a person to type. It names the service exactly where the environment has others. */
export function commandLine(
  command: "release" | "rollback" | "status",
  { environment, serviceKey }: ServiceReference,
  ...options: readonly string[]
): string {
  const service = serviceKeys(environment).length > 1 ? ["--service", serviceKey] : [];
  return lineOf(command, environment, ...service, ...options);
}
