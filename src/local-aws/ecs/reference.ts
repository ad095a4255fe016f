import type { Call } from "../protocol/call";
import type { ServiceReference } from "./task-set";

/** AWS takes names and ARNs alike for clusters, services and tasks; the last part of both is the same. */
export function nameOf(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? nameOrArn;
}

export function referenceOf(call: Call, cluster: string | undefined, service: string | undefined): ServiceReference {
  return { region: call.region, cluster: nameOf(cluster ?? "default"), service: nameOf(service ?? "") };
}
