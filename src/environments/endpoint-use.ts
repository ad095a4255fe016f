import { endpointNeeds, type EndpointNeeds } from "../lib/endpoint-services";
import type { Known } from "./known";
import type { Settings } from "./schema";

/** What the services of an environment use of AWS; of one that is not known all through, as far as it is. */
export function endpointNeedsOf({
  services,
  encryption,
}: Known<Pick<Settings, "services" | "encryption">>): EndpointNeeds {
  const uses = Object.values(services ?? {}).map((service) => ({
    secretArns: [service?.container, ...Object.values(service?.sidecars ?? {})]
      .flatMap((container) => Object.values(container?.secrets ?? {}))
      .filter((arn) => arn !== undefined),
    executeCommand: service?.executeCommand === true,
    onInstances: service?.compute?.type === "ec2",
  }));
  return endpointNeeds(uses, encryption === "customer-managed");
}
