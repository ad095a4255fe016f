import { endpointNeeds, type EndpointNeeds } from "../../lib/aws/endpoint-services";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";

/**
 * What the services of an environment use of AWS, those that run and those that a release brings; of one that is not known
 * all through, as far as it is. Instances need their endpoints as long as they are declared, whatever runs on them.
 */
export function endpointNeedsOf({
  services,
  encryption,
  cluster,
  retained,
}: PartialSettings<Pick<EnvironmentSettings, "services" | "encryption" | "cluster" | "retained">>): EndpointNeeds {
  const uses = Object.entries(services ?? {}).map(([key, service]) => ({
    secretArns: [
      ...[service?.container, ...Object.values(service?.sidecars ?? {})].flatMap((container) =>
        Object.values(container?.secrets ?? {}),
      ),
      ...(retained?.services?.[key]?.secrets ?? []),
    ].filter((arn) => arn !== undefined),
    executeCommand: service?.executeCommand === true,
    onInstances: cluster?.ec2Capacity !== undefined,
  }));
  return endpointNeeds(uses, encryption === "customer-managed");
}
