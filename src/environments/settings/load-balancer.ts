import { z } from "zod";
import * as backend from "./backend-rules";
import { enclosingCidr, parseCidr } from "../../lib/aws/cidr";
import { show } from "../../lib/problem";
import { errorOf, flag, listOf, section, text, wholeBetween, type Rule } from "./rule";
import { https } from "./https";
import { port } from "./port";
import { waf } from "./waf";

const sourceCidr: Rule<string> = {
  kind: "a range of addresses",
  allowed: 'an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32',
  remedy: (given) => {
    const network = typeof given === "string" ? enclosingCidr(given) : undefined;
    return network === undefined ? "Choose the range that clients come from." : `Write ${show(network)}.`;
  },
  test: (range) => parseCidr(range) !== undefined,
};

const source = text(sourceCidr);

const sources = {
  kind: "a list of ranges of addresses",
  allowed: 'a list of IPv4 ranges such as "203.0.113.0/24"',
  remedy: "Write [ ... ] here.",
};

/**
 * A line in S3 for each request: time, client, path, status, and how long each part took. 0.025 USD a month per GB in
 * Tokyo (November 2026), about 0.5 GB per million requests before compression; delivery is free.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 */
const accessLogs = section({
  /** Name of the bucket, which the stack makes; unique in all of AWS. @default "<project>-access-logs-<account>", in lower case */
  bucket: text(backend.bucket).optional(),
  /** Days until a log file is deleted. @default 90 */
  retentionDays: wholeBetween(1, 3650, {
    kind: "a retention of log files",
    unit: "days",
    remedy: "Choose as long as you may have to find out what happened.",
  }).default(90),
});

const settings = section({
  /** TLS for both listeners, and a redirect for those who come by plain HTTP. @default plain HTTP */
  https: https.optional(),
  /** Port of the production listener. @default 443 with https, 80 without */
  productionPort: port.optional(),
  /**
   * Port of the test listener, where CodeDeploy shows the replacement before it takes traffic.
   * @default 8443 with https, 8080 without
   */
  testPort: port.optional(),
  /** Who may come to the production listener. @default ["0.0.0.0/0"], everyone */
  allowedCidrs: listOf(source, { ...sources, allowed: `${sources.allowed}, one at least` }).default(["0.0.0.0/0"]),
  /**
   * Who may come to the test listener, and so see a release before it is released: an office, a VPN. A smoke test comes
   * from anywhere and needs "0.0.0.0/0".
   * @default [], nobody
   */
  testAllowedCidrs: z.array(source, { error: errorOf(sources) }).default([]),
  /**
   * Seconds until a connection on which nothing is sent is closed. The container has to keep its connections open for
   * longer, or now and then a request meets one that it just closed, and the client gets a 502. @default 60
   */
  idleTimeoutSeconds: wholeBetween(1, 4000, {
    kind: "an idle timeout",
    unit: "seconds",
    remedy: "Choose a little more than the longest silence in an answer.",
  }).default(60),
  /**
   * Whether AWS refuses to delete the load balancer. A destroy fails until this is false and applied; then it also deletes
   * the bucket of access logs with all that is in it. @default true
   */
  deletionProtection: flag("Choose true for everything that somebody would miss.").default(true),
  /**
   * Whether header fields whose names have other characters than letters, digits and hyphens are taken out of requests.
   * A client that sends "X_Api_Key" is not understood then. @default true
   */
  dropInvalidHeaders: flag("Choose true unless clients send header fields with underscores.").default(true),
  /**
   * What becomes of requests that two servers may read differently, which is how one is smuggled in another: `monitor`
   * counts them, `defensive` closes the connection after the worst, `strictest` takes none that is against the RFC.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
   * @default "defensive"
   */
  desyncMitigation: z
    .enum(["monitor", "defensive", "strictest"], {
      error: errorOf({
        kind: "a desync mitigation mode",
        allowed: "monitor, defensive, strictest",
        remedy: "Choose defensive, and strictest where every client is your own.",
      }),
    })
    .default("defensive"),
  /** Taking it away deletes the bucket, which S3 refuses as long as logs are in it: empty it before. @default none */
  accessLogs: accessLogs.optional(),
  /** A web application firewall in front. @default none */
  waf: waf.optional(),
});

/** The load balancer and its listeners. About 18 USD a month in Tokyo without traffic (November 2026). */
export const loadBalancer = settings.transform(withPorts);

/** Which ports are usual depends on whether there is TLS. */
function withPorts({ https: tls, productionPort, testPort, ...others }: z.output<typeof settings>) {
  return {
    ...others,
    https: tls,
    productionPort: productionPort ?? (tls === undefined ? 80 : 443),
    testPort: testPort ?? (tls === undefined ? 8080 : 8443),
  };
}
