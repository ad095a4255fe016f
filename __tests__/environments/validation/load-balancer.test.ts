import { changed, parse, problemsOf, type Change } from "../support";

const arn = "arn:aws:acm:ap-northeast-1:123456789012:certificate/1234abcd-12ab";
const existing = { domainName: "shop.example.com", certificate: { type: "existing", arn } };
const issued = { domainName: "shop.example.com", certificate: { type: "issued", hostedZone: "example.com" } };

/** The hands-on's shared groups are open to everyone, which few of these load balancers may be. */
const separate: Change = ["network.securityGroups", "separate"];

const parsed = (loadBalancer: object) => parse(changed(separate, ["loadBalancer", loadBalancer])).loadBalancer;

describe("defaults of a load balancer", () => {
  const plain = {
    https: undefined,
    productionPort: 80,
    testPort: 8080,
    allowedCidrs: ["0.0.0.0/0"],
    testAllowedCidrs: [],
    idleTimeoutSeconds: 60,
    deletionProtection: true,
    dropInvalidHeaders: true,
    desyncMitigation: "defensive",
  };

  it("are what costs nothing and is safe", () => {
    expect(parsed({})).toStrictEqual(plain);
    expect(parse(changed(separate, ["loadBalancer", undefined])).loadBalancer).toStrictEqual(plain);
  });

  it("are the usual ports of TLS where there is TLS", () => {
    expect(parsed({ https: issued })).toStrictEqual({
      ...plain,
      https: { ...issued, tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
      productionPort: 443,
      testPort: 8443,
    });
  });

  it("do not replace a port that is given", () => {
    expect(parsed({ https: issued, productionPort: 444 })).toMatchObject({ productionPort: 444, testPort: 8443 });
    expect(parsed({ testPort: 9000 })).toMatchObject({ productionPort: 80, testPort: 9000 });
  });

  it("keep logs for three months, and what was blocked for a year", () => {
    expect(parsed({ accessLogs: {}, waf: {} })).toStrictEqual({
      ...plain,
      accessLogs: { retentionDays: 90 },
      waf: {
        rateLimit: 2000,
        managedRuleGroups: [
          "AWSManagedRulesAmazonIpReputationList",
          "AWSManagedRulesCommonRuleSet",
          "AWSManagedRulesKnownBadInputsRuleSet",
        ],
        logRetentionDays: 365,
      },
    });
  });
});

describe("HTTPS", () => {
  const messages: readonly (readonly [what: string, changes: readonly Change[], problems: readonly string[]])[] = [
    [
      "a domain name that is a wildcard",
      [["loadBalancer.https", { ...existing, domainName: "*.example.com" }]],
      [
        'hands-on: loadBalancer.https.domainName: "*.example.com" is not a domain name. Allowed: up to 64 lower-case letters, digits and hyphens in parts separated by dots, without wildcard, scheme and port. Write the name that clients use, such as "shop.example.com".',
      ],
    ],
    [
      "no certificate",
      [["loadBalancer.https", { domainName: "shop.example.com" }]],
      [
        'hands-on: loadBalancer.https.certificate: missing; it takes a certificate. Allowed: an object with the type existing or issued. Write { type: "issued", hostedZone: "example.com" } here.',
      ],
    ],
    [
      "a type of certificate that there is not",
      [["loadBalancer.https", { ...existing, certificate: { type: "imported" } }]],
      [
        'hands-on: loadBalancer.https.certificate.type: "imported" is not a type of certificate. Allowed: existing, issued. Choose issued where Route 53 answers for the domain.',
      ],
    ],
    [
      "an ARN of something else",
      [["loadBalancer.https", { ...existing, certificate: { type: "existing", arn: "arn:aws:iam::1:server" } }]],
      [
        'hands-on: loadBalancer.https.certificate.arn: "arn:aws:iam::1:server" is not the ARN of a certificate. Allowed: arn:aws:acm:<region>:<account>:certificate/<certificate id>. Look it up with: aws acm list-certificates.',
      ],
    ],
    [
      "a zone with a dot at its end",
      [["loadBalancer.https", { ...issued, certificate: { type: "issued", hostedZone: "example.com." } }]],
      [
        'hands-on: loadBalancer.https.certificate.hostedZone: "example.com." is not a name of a hosted zone. Allowed: lower-case letters, digits and hyphens in parts separated by dots, no dot at the end. Look it up with: aws route53 list-hosted-zones --query HostedZones[].Name.',
      ],
    ],
    [
      "a policy that takes TLS 1.0",
      [["loadBalancer.https", { ...existing, tlsPolicy: "ELBSecurityPolicy-2016-08" }]],
      [
        'hands-on: loadBalancer.https.tlsPolicy: "ELBSecurityPolicy-2016-08" is not a security policy with TLS 1.2 or newer and strong ciphers alone. Allowed: ELBSecurityPolicy-TLS13-1-2-Res-2021-06, ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04, ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09, ELBSecurityPolicy-TLS13-1-3-2021-06, ELBSecurityPolicy-TLS13-1-3-PQ-2025-09, ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04, ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09. Choose one with TLS13-1-3 only if every client speaks TLS 1.3.',
      ],
    ],
    [
      "a listener on the port of the redirect",
      [["loadBalancer", { https: existing, productionPort: 80 }]],
      [
        "hands-on: loadBalancer.productionPort: 80 is where the redirect to HTTPS listens. Allowed: any other port. Leave it out to get the usual one.",
      ],
    ],
    [
      "the test listener there",
      [["loadBalancer", { https: existing, testPort: 80 }]],
      [
        "hands-on: loadBalancer.testPort: 80 is where the redirect to HTTPS listens. Allowed: any other port. Leave it out to get the usual one.",
      ],
    ],
    [
      "a certificate of another region and another account",
      [
        ["account", "210987654321"],
        [
          "loadBalancer",
          {
            https: { ...existing, certificate: { type: "existing", arn: arn.replace("ap-northeast-1", "us-east-1") } },
          },
        ],
      ],
      [
        'hands-on: loadBalancer.https.certificate.arn: "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab" is not a certificate of the environment\'s region. Allowed: certificates of ap-northeast-1. Ask for one in this region; those of CloudFront are of us-east-1.',
        'hands-on: loadBalancer.https.certificate.arn: "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab" is not a certificate of the environment\'s account. Allowed: certificates of 210987654321. Ask for one in this account: certificates cannot be shared.',
      ],
    ],
    [
      "a name outside of the zone",
      [["loadBalancer", { https: { ...issued, domainName: "shop.anexample.com" } }]],
      [
        'hands-on: loadBalancer.https.domainName: "shop.anexample.com" is not in the hosted zone "example.com". Allowed: example.com and names that end in .example.com. Choose a name in this zone, or the zone of this name.',
      ],
    ],
  ];

  it.each(messages)("refuses %s, in full", (_, changes, problems) => {
    // The hands-on's own ports would be problems too.
    const tlsPorts: readonly Change[] = [
      separate,
      ["loadBalancer.productionPort", 443],
      ["loadBalancer.testPort", 8443],
    ];
    expect(problemsOf(changed(...tlsPorts, ...changes))).toEqual(problems);
  });

  it.each<[what: string, https: object]>([
    ["a certificate that is there", existing],
    ["one that is made", issued],
    ["the zone's own name", { ...issued, domainName: "example.com" }],
    ["a name deeper in the zone", { ...issued, domainName: "a.b.example.com" }],
    ["a name of 64 characters", { ...existing, domainName: `${"a".repeat(60)}.com` }],
    ["TLS 1.3 alone", { ...existing, tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }],
  ])("takes %s", (_, https) => {
    expect(problemsOf(changed(separate, ["account", "123456789012"], ["loadBalancer", { https }]))).toEqual([]);
  });

  it.each([
    "a".repeat(61) + ".com",
    "localhost",
    "Shop.example.com",
    "shop.example.com.",
    "-a.example.com",
    "10.0.0.1",
  ])("does not take the name %s", (domainName) => {
    expect(problemsOf(changed(separate, ["loadBalancer", { https: { ...existing, domainName } }]))).toHaveLength(1);
  });
});

describe("who may come", () => {
  it.each([
    ["allowedCidrs", ["10.0.0.0/8"]],
    ["allowedCidrs", ["0.0.0.0/0", "10.0.0.0/8"]],
    ["testAllowedCidrs", ["10.0.0.0/8"]],
    ["testAllowedCidrs", []],
  ])("is everyone to shared groups, so that %s may not be %j", (key, ranges) => {
    expect(problemsOf(changed([`loadBalancer.${key}`, ranges]))).toEqual([
      `hands-on: loadBalancer.${key}: ${JSON.stringify(ranges)} would not be kept to by network.securityGroups "shared", which let everyone come. Allowed: ["0.0.0.0/0"]. Set network.securityGroups to "separate", or open the listener to everyone.`,
    ]);
    expect(problemsOf(changed(separate, [`loadBalancer.${key}`, ranges]))).toEqual([]);
  });

  it.each(["0.0.0.0/0", "203.0.113.7/32", "10.0.0.0/8"])("may be %s", (range) => {
    expect(parsed({ allowedCidrs: [range], testAllowedCidrs: [range] })).toMatchObject({
      allowedCidrs: [range],
      testAllowedCidrs: [range],
    });
  });
});
