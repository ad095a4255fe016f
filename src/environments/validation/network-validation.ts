import { contains, overlaps, parseCidr, usableAddresses, type Cidr } from "../../lib/aws/cidr";
import { interfaceServices } from "../../lib/aws/endpoint-services";
import { endpointNeedsOf } from "./endpoint-use";
import type { PartialSettings } from "../settings/partial-settings";
import { show, type Problem } from "../../lib/problem";
import type { EnvironmentSettings } from "../schema";

/** What the settings of a network must be to each other. */
export function* networkProblems(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  yield* zonesOfRegion(known);
  yield* differentZones(known);
  yield* subnetsInsideVpc(known);
  yield* subnetsApart(known);
  yield* roomForLoadBalancer(known);
  yield* roomForTasks(known);
  yield* wayToAws(known);
}

function* zonesOfRegion({ region, network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  for (const [index, zone] of network?.zones?.entries() ?? []) {
    if (region === undefined || zone?.name === undefined || zone.name.slice(0, -1) === region) continue;
    yield {
      path: ["network", "zones", index, "name"],
      explanation: {
        fault: `${show(zone.name)} is not a zone of the region ${region}`,
        allowed: `${region} and one letter`,
        remedy: "Choose a zone of this region, or the region of this zone.",
      },
    };
  }
}

function* differentZones({ network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const zones = network?.zones ?? [];
  for (const [index, zone] of zones.entries()) {
    const first = zones.findIndex((other) => other?.name === zone?.name);
    if (zone?.name === undefined || first === index) continue;
    yield {
      path: ["network", "zones", index, "name"],
      explanation: {
        fault: `${show(zone.name)} is also network.zones[${first}].name`,
        allowed: "each zone once",
        remedy: "Choose another zone of the region.",
      },
    };
  }
}

function* subnetsInsideVpc({ network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const vpc = network?.cidr;
  const range = vpc === undefined ? undefined : parseCidr(vpc);
  if (range === undefined) return;
  for (const { path, text, cidr } of subnets(network)) {
    if (contains(range, cidr)) continue;
    yield {
      path,
      explanation: {
        fault: `${show(text)} is outside of network.cidr`,
        allowed: `ranges inside ${String(vpc)}`,
        remedy: "Move the subnet into the VPC, or widen the VPC.",
      },
    };
  }
}

function* subnetsApart({ network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const all = subnets(network);
  for (const [index, { path, text, cidr }] of all.entries()) {
    const other = all.slice(0, index).find((earlier) => overlaps(earlier.cidr, cidr));
    if (other === undefined) continue;
    yield {
      path,
      explanation: {
        fault: `${show(text)} overlaps ${show(other.text)} of network.zones[${other.zone}].${other.key}`,
        allowed: "ranges that have no address in common",
        remedy: "Move or shrink one of the two.",
      },
    };
  }
}

/**
 * A load balancer needs a /27 with eight free addresses in each of its subnets to grow.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
function* roomForLoadBalancer({ network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  for (const { path, text, key, cidr } of subnets(network)) {
    if (key !== "publicCidr" || cidr.prefixLength <= 27) continue;
    yield {
      path,
      explanation: {
        fault: `${show(text)} is too small for a load balancer`,
        allowed: "/16 to /27",
        remedy: "Widen the range.",
      },
    };
  }
}

/** Without room for both sets of tasks a replacement never becomes ready, in the middle of a deployment. */
function* roomForTasks(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const { network, services } = known;
  const counts = Object.values(services ?? {}).map((service) => service?.desiredCount);
  const ranges = subnets(network).filter(({ key }) => key === "privateCidr");
  if (counts.includes(undefined) || ranges.length === 0 || ranges.length !== network?.zones?.length) return;
  const tasks = counts.reduce<number>((sum, count = 0) => sum + count, 0);
  // In each private subnet every interface endpoint has an interface.
  const endpoints = network.interfaceEndpoints === false ? 0 : interfaceServices(endpointNeedsOf(known)).length;
  const room = ranges.reduce((sum, { cidr }) => sum + usableAddresses(cidr) - endpoints, 0);
  if (2 * tasks <= room) return;
  yield {
    path: ["services"],
    explanation: {
      fault: `${tasks} tasks and as many replacements do not fit into the private subnets, which have room for ${room}`,
      allowed: `0 to ${Math.floor(room / 2)} with these subnets`,
      remedy: "Widen network.zones[].privateCidr or run fewer tasks.",
    },
  };
}

/** Tasks that reach AWS neither way cannot even pull their image. */
function* wayToAws({ network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (network?.interfaceEndpoints !== false || network.egress !== "none") return;
  yield {
    path: ["network", "interfaceEndpoints"],
    explanation: {
      fault: 'false leaves tasks no way to AWS while network.egress is "none"',
      allowed: "true, or false with a NAT gateway",
      remedy: 'Choose true, or set network.egress to "single-nat" or "nat-per-zone".',
    },
  };
}

interface Subnet {
  readonly path: readonly PropertyKey[];
  readonly zone: number;
  readonly key: "publicCidr" | "privateCidr";
  readonly text: string;
  readonly cidr: Cidr;
}

/** The subnets whose range is known, in the order of the configuration. */
function subnets(network: PartialSettings<EnvironmentSettings>["network"]): readonly Subnet[] {
  return (network?.zones ?? []).flatMap((zone, index) =>
    (["publicCidr", "privateCidr"] as const).flatMap((key) => {
      const text = zone?.[key];
      const cidr = text === undefined ? undefined : parseCidr(text);
      if (text === undefined || cidr === undefined) return [];
      return [{ path: ["network", "zones", index, key], zone: index, key, text, cidr }];
    }),
  );
}
