import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";

const everywhere = "0.0.0.0/0";

/** What the settings of the load balancer must be to each other and to the environment's. */
export function* loadBalancerProblems(known: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  yield* listenersApart(known);
  yield* redirectApart(known);
  yield* certificateOfEnvironment(known);
  yield* domainInsideZone(known);
  yield* rangesOnce(known);
  yield* rangesKept(known);
  yield* logsApartFromState(known);
}

function* listenersApart({ loadBalancer }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const port = loadBalancer?.testPort;
  if (port === undefined || port !== loadBalancer?.productionPort) return;
  yield {
    path: ["loadBalancer", "testPort"],
    explanation: {
      fault: `${port} is also loadBalancer.productionPort`,
      allowed: "a port of its own for each listener",
      remedy: "Choose another port for one of the two.",
    },
  };
}

/** Default HTTP port. */
export const plainHttpPort = 80;

function* redirectApart({ loadBalancer }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (loadBalancer?.https === undefined) return;
  for (const key of ["productionPort", "testPort"] as const) {
    if (loadBalancer[key] !== plainHttpPort) continue;
    yield {
      path: ["loadBalancer", key],
      explanation: {
        fault: `${plainHttpPort} is where the redirect to HTTPS listens`,
        allowed: "any other port",
        remedy: "Leave it out to get the usual one.",
      },
    };
  }
}

/** A listener takes certificates of its own region and account only. */
function* certificateOfEnvironment({
  loadBalancer,
  region,
  account,
}: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const certificate = loadBalancer?.https?.certificate;
  if (certificate?.type !== "existing" || certificate.arn === undefined) return;
  const [, , , certificateRegion, certificateAccount] = certificate.arn.split(":");
  const path = ["loadBalancer", "https", "certificate", "arn"];
  if (region !== undefined && certificateRegion !== region) {
    yield {
      path,
      explanation: {
        fault: `${show(certificate.arn)} is not a certificate of the environment's region`,
        allowed: `certificates of ${region}`,
        remedy: "Ask for one in this region; those of CloudFront are of us-east-1.",
      },
    };
  }
  if (account !== undefined && certificateAccount !== account) {
    yield {
      path,
      explanation: {
        fault: `${show(certificate.arn)} is not a certificate of the environment's account`,
        allowed: `certificates of ${account}`,
        remedy: "Ask for one in this account: certificates cannot be shared.",
      },
    };
  }
}

function* domainInsideZone({ loadBalancer }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const { domainName, certificate } = loadBalancer?.https ?? {};
  if (domainName === undefined || certificate?.type !== "issued" || certificate.hostedZone === undefined) return;
  const { hostedZone } = certificate;
  if (domainName === hostedZone || domainName.endsWith(`.${hostedZone}`)) return;
  yield {
    path: ["loadBalancer", "https", "domainName"],
    explanation: {
      fault: `${show(domainName)} is not in the hosted zone ${show(hostedZone)}`,
      allowed: `${hostedZone} and names that end in .${hostedZone}`,
      remedy: "Choose a name in this zone, or the zone of this name.",
    },
  };
}

/** A security group refuses a rule that it has already. */
function* rangesOnce({ loadBalancer }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  for (const key of ["allowedCidrs", "testAllowedCidrs"] as const) {
    const ranges = loadBalancer?.[key] ?? [];
    for (const [index, range] of ranges.entries()) {
      const first = ranges.indexOf(range);
      if (range === undefined || first === index) continue;
      yield {
        path: ["loadBalancer", key, index],
        explanation: {
          fault: `${show(range)} is also loadBalancer.${key}[${first}]`,
          allowed: "each range once",
          remedy: "Remove one of the two.",
        },
      };
    }
  }
}

/** Shared groups have one rule for each listener, as the hands-on made them. */
function* rangesKept({ loadBalancer, network }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (network?.securityGroups !== "shared") return;
  for (const key of ["allowedCidrs", "testAllowedCidrs"] as const) {
    const ranges = loadBalancer?.[key];
    if (ranges === undefined || ranges.includes(undefined)) continue;
    if (ranges.length > 0 && ranges.every((range) => range === everywhere)) continue;
    yield {
      path: ["loadBalancer", key],
      explanation: {
        fault: `${show(ranges)} would not be kept to by network.securityGroups "shared", which let everyone come`,
        allowed: show([everywhere]),
        remedy: 'Set network.securityGroups to "separate", or open the listener to everyone.',
      },
    };
  }
}

/** The stack would take the bucket that its own state is in for its own, and could delete it. */
function* logsApartFromState({ loadBalancer, backend }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const bucket = loadBalancer?.accessLogs?.bucket;
  if (bucket === undefined || backend?.type !== "s3" || backend.bucket !== bucket) return;
  yield {
    path: ["loadBalancer", "accessLogs", "bucket"],
    explanation: {
      fault: `${show(bucket)} is also backend.bucket`,
      allowed: "a bucket of its own for the logs",
      remedy: "Choose another name, or leave it out to get one.",
    },
  };
}
