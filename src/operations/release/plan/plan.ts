import type { ReleaseContract } from "../../../release-contract/contract";
import { diff, type Change } from "../../../release-contract/revision-diff";
import type { RevisionContent } from "../../../release-contract/revision-content";
import type { NextPlacement, ServicePlacement } from "../service/service";
import { contentOf, imageOf, revisionName, withImage, type Revision } from "../service/task-definition";

/** What a deployment will change, before anything is changed. Holds no value of an environment variable or secret. */
export interface Plan {
  readonly environment: string;
  readonly serviceKey: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
  readonly revision: {
    /** "family:revision" that runs. */
    readonly from: string;
    /** Revision that is deployed; null: it will be registered. */
    readonly to: string | null;
  };
  readonly image: { readonly from: string; readonly to: string; readonly digest?: string; readonly asked?: string };
  /** What else separates the two revisions. */
  readonly changes: readonly Change[];
  readonly placement: readonly PlacementChange[];
  readonly config: string;
  readonly waits: { readonly readyMinutes: number; readonly shiftMinutes: number; readonly terminationMinutes: number };
  readonly suspendsScaling: boolean;
  /** What the reader should know beyond the changes. */
  readonly notices: readonly string[];
}

export interface PlacementChange {
  readonly what: "subnets" | "security groups" | "public IP" | "platform version" | "capacity providers";
  readonly from: string;
  readonly to: string;
}

/** Changes between two revisions, the container's image aside: the plan shows it by itself. */
export function changesBetween(running: Revision, next: RevisionContent, container: string): Change[] {
  const before = contentOf(running);
  return diff(withImage(before, container, imageOf(next, container) ?? ""), next);
}

/** How the tasks will run elsewhere or otherwise. A part that the deployment does not carry stays as it is. */
export function placementChanges(running: ServicePlacement, next: NextPlacement): PlacementChange[] {
  const { network, platformVersion, capacityProviders } = next;
  const compared: (PlacementChange | undefined)[] = [
    network && { what: "subnets", from: sorted(running.network.subnetIds), to: sorted(network.subnetIds) },
    network && {
      what: "security groups",
      from: sorted(running.network.securityGroupIds),
      to: sorted(network.securityGroupIds),
    },
    network && { what: "public IP", from: running.network.assignPublicIp, to: network.assignPublicIp },
    platformVersion === undefined || samePlatform(running.platformVersion, platformVersion)
      ? undefined
      : { what: "platform version", from: running.platformVersion, to: platformVersion },
    capacityProviders && {
      what: "capacity providers",
      from: strategy(running.capacityProviders),
      to: strategy(capacityProviders),
    },
  ];
  return compared.flatMap((change) => (change === undefined || change.from === change.to ? [] : [change]));
}

/**
 * AWS answers the version that LATEST means at the moment, 1.4.0 since 2020, to who asked for LATEST.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
 */
function samePlatform(running: string, wanted: string): boolean {
  const number = (version: string) => (version === "LATEST" ? "1.4.0" : version);
  return number(running) === number(wanted);
}

function sorted(ids: readonly string[]): string {
  return ids.length === 0 ? "none" : [...ids].sort().join(", ");
}

/** "FARGATE weight 1 base 2, FARGATE_SPOT weight 3 base 0" */
function strategy(providers: ReleaseContract["capacityProviders"]): string {
  if (providers.length === 0) return "none (launch type FARGATE)";
  return providers
    .map(({ name, weight, base }) => `${name} weight ${weight} base ${base}`)
    .sort()
    .join(", ");
}

/** What an AppSpec cannot say, and therefore no deployment will carry out. */
export function placementNotices(running: ServicePlacement, next: NextPlacement): string[] {
  const { capacityProviders } = next;
  return capacityProviders?.length === 0 && running.capacityProviders.length > 0
    ? [
        "An AppSpec cannot take a capacity provider strategy away: the tasks stay on theirs. To return to the launch type, let Terraform replace the service.",
      ]
    : [];
}

export function revisionStep(running: Revision, next: Revision | undefined): Plan["revision"] {
  return { from: revisionName(running.arn), to: next === undefined ? null : revisionName(next.arn) };
}
