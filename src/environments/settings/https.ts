import { z } from "zod";
import { section, text, unionErrorOf, type Rule } from "./rule";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html: 64 octets for the first name. */
const domainName: Rule<string> = {
  kind: "a domain name",
  allowed:
    "up to 64 lower-case letters, digits and hyphens in parts separated by dots, without wildcard, scheme and port",
  remedy: 'Write the name that clients use, such as "shop.example.com".',
  test: (name) => name.length <= 64 && isDomainName(name),
};

const hostedZone: Rule<string> = {
  kind: "a name of a hosted zone",
  allowed: "lower-case letters, digits and hyphens in parts separated by dots, no dot at the end",
  remedy: "Look it up with: aws route53 list-hosted-zones --query HostedZones[].Name.",
  test: (name) => name.length <= 253 && isDomainName(name),
};

const certificateArn: Rule<string> = {
  kind: "the ARN of a certificate",
  allowed: "arn:aws:acm:<region>:<account>:certificate/<certificate id>",
  remedy: "Look it up with: aws acm list-certificates.",
  test: (arn) => /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[a-zA-Z0-9-]+$/.test(arn),
};

/**
 * TLS 1.2 and 1.3 with forward secrecy and authenticated encryption, or 1.3 alone: the policies that Security Hub takes.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17
 */
const policies = [
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
];

const tlsPolicy: Rule<string> = {
  kind: "a security policy with TLS 1.2 or newer and strong ciphers alone",
  allowed: policies.join(", "),
  remedy: "Choose one with TLS13-1-3 only if every client speaks TLS 1.3.",
  test: (name) => policies.includes(name),
};

/** A certificate that is there already, and a name that somebody else leads to the load balancer. */
const existing = section({
  /** Existing: a certificate of yours. Issued: one that the stack requests, with the DNS record. */
  type: z.literal("existing"),
  /** ARN of the existing certificate, in the environment's region. */
  arn: text(certificateArn),
});

/**
 * A certificate that the stack asks AWS for, proves in a zone of Route 53 and renews, and the record that leads the name to
 * the load balancer. Free of charge; the zone costs 0.50 USD a month and has to be there.
 */
const issued = section({
  type: z.literal("issued"),
  /**
   * Name of the public hosted zone. Not its id: a name can be checked against the domain's before anything is planned, and
   * a zone that does not exist fails the plan, while a wrong id fails in the middle of an apply.
   */
  hostedZone: text(hostedZone),
});

const certificateError = unionErrorOf(
  {
    kind: "a type of certificate",
    allowed: "existing, issued",
    remedy: "Choose issued where Route 53 answers for the domain.",
  },
  {
    kind: "a certificate",
    allowed: "an object with the type existing or issued",
    remedy: 'Write { type: "issued", hostedZone: "example.com" } here.',
  },
);

/** TLS between clients and the load balancer; from there on it is HTTP inside the VPC. */
export const https = section({
  /** The name that clients use, and that the certificate is for. */
  domainName: text(domainName),
  /** The certificate of the HTTPS listeners. */
  certificate: z.discriminatedUnion("type", [existing, issued], { error: certificateError }),
  /** Which versions and ciphers of TLS are taken. @default "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" */
  tlsPolicy: text(tlsPolicy).default("ELBSecurityPolicy-TLS13-1-2-Res-2021-06"),
});

function isDomainName(name: string): boolean {
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}
