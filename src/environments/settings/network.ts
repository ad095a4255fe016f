import { z } from "zod";
import { parseCidr } from "../../lib/aws/cidr";
import { describe, show } from "../../lib/problem";
import { longestPrefix, mostZones, zoneRanges } from "./subnet-layout";
import { errorOf, flag, oneOf, section, text, whole } from "./rule";
import * as rules from "./rules";

const zone = section({
  /** Availability zone, for example "ap-northeast-1a". */
  name: text(rules.zoneName),
  /** Where the load balancer's interfaces are: /27 or larger. @default computed; see zoneRanges in subnet-layout.ts */
  publicCidr: text(rules.cidr).optional(),
  /** Where tasks and the interfaces of endpoints are. @default computed, twice as large as the public one */
  privateCidr: text(rules.cidr).optional(),
}).refine(({ publicCidr, privateCidr }) => (publicCidr === undefined) === (privateCidr === undefined), {
  error: describe({
    fault: "one range without the other",
    allowed: "publicCidr and privateCidr, or neither",
    remedy: "Write both, or remove both to have them computed.",
  }),
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html: two at least. */
const zones = z
  .array(zone, {
    error: errorOf({
      kind: "a list of zones",
      allowed: "a list of objects with name, publicCidr, privateCidr",
      remedy: "Write [ ... ] here.",
    }),
  })
  .refine(({ length }) => 2 <= length && length <= mostZones, {
    error: ({ input }) => {
      const { length } = input as readonly unknown[];
      const few = length < 2;
      return describe({
        fault: `${length} is ${few ? "not enough zones for a load balancer" : "more zones than the VPC is divided into"}`,
        allowed: `2 to ${mostZones}`,
        remedy: few ? "Add zones of the region." : "Three survive the loss of one as well.",
      });
    },
  });

/**
 * A record of each flow in the VPC: addresses, ports, bytes, accepted or rejected. In Tokyo 0.76 USD per GB that arrives
 * (November 2026), and 0.033 a month per GB that is kept, compressed; a small environment has 1 to 5 GB a month.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
const flowLogs = section({
  /** Days until a record is deleted. @default 365 */
  retentionDays: whole({ ...rules.retentionDays, remedy: "Choose one of these." }).default(365),
  /** Which flows are recorded. Another choice replaces the flow log; its records stay. @default "ALL" */
  trafficType: oneOf(["ALL", "REJECT", "ACCEPT"], {
    kind: "a type of traffic",
    remedy: "Choose ALL; REJECT costs less and shows only what was turned away.",
  }).default("ALL"),
});

const settings = section({
  /** Range of the VPC; /23 or larger where subnets are computed. Another one replaces the VPC and all that is in it. */
  cidr: text(rules.cidr),
  /**
   * Two to four zones, with one public and one private subnet in each. A zone's place in this list decides its computed
   * ranges: add zones at the end. One that is taken away from the middle moves, and so replaces, those after it.
   */
  zones,
  /**
   * How private subnets reach the internet. A task that is broken into carries out through NAT what it can read; with none
   * it reaches AWS alone. Each NAT gateway costs 49 USD a month (0.062 USD an hour, and 0.005 for its address) and 0.062 USD
   * per GB in Tokyo (November 2026). With "single-nat" the loss of the first zone cuts all zones off, and traffic of other
   * zones costs 0.02 USD per GB more. Can be changed at any time; a change between the last two interrupts nothing but
   * connections that are open.
   * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html https://aws.amazon.com/vpc/pricing/
   * @default "none"
   */
  egress: oneOf(["none", "single-nat", "nat-per-zone"], {
    kind: "a way to the internet",
    remedy: "Choose none unless tasks call something outside of AWS.",
  }).default("none"),
  /**
   * Whether AWS is reached through interface endpoints, those that the services need (endpoint-services.ts), rather than
   * through NAT. Each costs 10.22 USD a month and zone (0.014 USD an hour) and 0.01 USD per GB in Tokyo (November 2026), a
   * sixth of what a GB costs through NAT. The gateway endpoint of S3 is free and always there.
   * https://aws.amazon.com/privatelink/pricing/
   * @default true
   */
  interfaceEndpoints: flag("Choose true, or false where a NAT gateway is cheaper than all endpoints.").default(true),
  /**
   * Whether endpoints let only users and roles of this account through. Free. With it a task gets nothing from S3 but by
   * the account's own rights: no public bucket of another account in this region, no image of a registry that keeps its
   * layers in one; those of ECR work. Once it was true, false takes no policy away: people put AWS's own back.
   * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
   * @default true
   */
  endpointPolicies: flag("Choose true unless tasks read public buckets of others.").default(true),
  /** @default none */
  flowLogs: flowLogs.optional(),
  /**
   * Whether the VPC's default security group, which whatever names no group gets, loses its rules: AWS lets all of its
   * members talk to each other and to the world. Free.
   * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
   * @default true
   */
  lockDefaultSecurityGroup: flag("Choose true: nothing here uses that group.").default(true),
  /**
   * "separate": a group of its own for the load balancer, for the endpoints and for each service, each open only for what it
   * talks to. "shared": one group for all that is public and one for all that is private, both open to everyone, whatever
   * loadBalancer.allowedCidrs and testAllowedCidrs say. A running
   * service keeps its groups until the next release. Free.
   * @default "separate"
   */
  securityGroups: oneOf(["separate", "shared"], {
    kind: "a way to group",
    remedy: "Choose separate; shared is what the hands-on made.",
  }).default("separate"),
});

/** The environment's own network. */
export const network = settings.superRefine(roomForComputedRanges).transform(withRanges);

function roomForComputedRanges({ cidr, zones: given }: z.output<typeof settings>, context: z.RefinementCtx): void {
  const prefixLength = parseCidr(cidr)?.prefixLength ?? 0;
  if (prefixLength <= longestPrefix || given.every(({ publicCidr }) => publicCidr !== undefined)) return;
  context.addIssue({
    code: "custom",
    path: ["cidr"],
    message: describe({
      fault: `${show(cidr)} is too small for computed subnets`,
      allowed: `/16 to /${longestPrefix}`,
      remedy: "Widen the VPC, or write publicCidr and privateCidr of each zone.",
    }),
  });
}

/** Every zone with both ranges: its own, or those that its place in the list gives it. */
function withRanges({ zones: given, ...others }: z.output<typeof settings>) {
  return {
    ...others,
    zones: given.map(({ name, publicCidr, privateCidr }, number) =>
      publicCidr === undefined || privateCidr === undefined
        ? { name, ...zoneRanges(others.cidr, number) }
        : { name, publicCidr, privateCidr },
    ),
  };
}
