import type { Row } from "./row";

export const productionPlatform: readonly Row[] = [
  [
    "network.zones.2",
    "ap-northeast-1d",
    'production: network.zones[2]: "ap-northeast-1d" is not an object. Allowed: an object with name, publicCidr, privateCidr. Write { ... } here.',
  ],
  [
    "loadBalancer.https.domainName",
    "https://shop.example.com",
    'production: loadBalancer.https.domainName: "https://shop.example.com" is not a domain name. Allowed: up to 64 lower-case letters, digits and hyphens in parts separated by dots, without wildcard, scheme and port. Write the name that clients use, such as "shop.example.com".',
  ],
  [
    "loadBalancer.https.certificate",
    { type: "imported" },
    'production: loadBalancer.https.certificate.type: "imported" is not a type of certificate. Allowed: existing, issued. Choose issued where Route 53 answers for the domain.',
  ],
  [
    "loadBalancer.https.certificate",
    { type: "existing", arn: "shop" },
    'production: loadBalancer.https.certificate.arn: "shop" is not the ARN of a certificate. Allowed: arn:aws:acm:<region>:<account>:certificate/<certificate id>. Look it up with: aws acm list-certificates.',
  ],
  [
    "loadBalancer.https.certificate.hostedZone",
    "example.com.",
    'production: loadBalancer.https.certificate.hostedZone: "example.com." is not a name of a hosted zone. Allowed: lower-case letters, digits and hyphens in parts separated by dots, no dot at the end. Look it up with: aws route53 list-hosted-zones --query HostedZones[].Name.',
  ],
  [
    "loadBalancer.https.tlsPolicy",
    "ELBSecurityPolicy-2016-08",
    'production: loadBalancer.https.tlsPolicy: "ELBSecurityPolicy-2016-08" is not a security policy with TLS 1.2 or newer and strong ciphers alone. Allowed: ELBSecurityPolicy-TLS13-1-2-Res-2021-06, ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04, ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09, ELBSecurityPolicy-TLS13-1-3-2021-06, ELBSecurityPolicy-TLS13-1-3-PQ-2025-09, ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04, ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09. Choose one with TLS13-1-3 only if every client speaks TLS 1.3.',
  ],
  [
    "loadBalancer.waf",
    true,
    "production: loadBalancer.waf: true is not an object. Allowed: an object with rateLimit, managedRuleGroups, logRetentionDays. Write { ... } here.",
  ],
  [
    "cluster.containerInsights",
    true,
    "production: cluster.containerInsights: true is not a level of Container Insights. Allowed: disabled, enabled, enhanced. Choose one of these.",
  ],
  [
    "cluster.fargateCapacityProviders",
    "FARGATE_SPOT",
    'production: cluster.fargateCapacityProviders: "FARGATE_SPOT" is not true or false. Allowed: true, false. Choose true unless nothing here will ever run on spot.',
  ],
  [
    "cluster.executeCommandLogs.retentionDays",
    100,
    "production: cluster.executeCommandLogs.retentionDays: 100 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these.",
  ],
  [
    "cluster.ec2Capacity",
    { instanceType: "large", minInstances: 1, maxInstances: 2 },
    'production: cluster.ec2Capacity.instanceType: "large" is not a type of EC2 instance. Allowed: family and size, such as "t3.medium" or "m7g.large". Look it up with: aws ec2 describe-instance-types.',
  ],
  [
    "cluster.ec2Capacity",
    { instanceType: "m7g.large", minInstances: -1, maxInstances: 2 },
    "production: cluster.ec2Capacity.minInstances: -1 is not a least number of instances. Allowed: a whole number from 0 to 5000 (instances). Choose at least one for each zone to survive the loss of one.",
  ],
  [
    "cluster.ec2Capacity",
    { instanceType: "m7g.large", minInstances: 1, maxInstances: 5001 },
    "production: cluster.ec2Capacity.maxInstances: 5001 is not a largest number of instances. Allowed: a whole number from 1 to 5000 (instances). Choose at least one for each zone to survive the loss of one.",
  ],
  [
    "cluster.ec2Capacity",
    { instanceType: "m7g.large", minInstances: 1, maxInstances: 2, targetCapacityPercent: 0 },
    "production: cluster.ec2Capacity.targetCapacityPercent: 0 is not a target for the use of instances. Allowed: a whole number from 1 to 100 (percent). 100 is cheapest, 80 keeps a fifth of the capacity ready.",
  ],
  [
    "cluster.ec2Capacity",
    { instanceType: "m7g.large", minInstances: 1, maxInstances: 2, rootVolumeGiB: 20 },
    "production: cluster.ec2Capacity.rootVolumeGiB: 20 is not a size of an instance's disk. Allowed: a whole number from 30 to 16384 (GiB). The ECS-optimized image itself takes 30.",
  ],
  [
    "registry.immutableTags",
    "IMMUTABLE",
    'production: registry.immutableTags: "IMMUTABLE" is not true or false. Allowed: true, false. Choose true unless a pipeline moves tags such as latest.',
  ],
  [
    "registry.scanOnPush",
    "always",
    'production: registry.scanOnPush: "always" is not true or false. Allowed: true, false. Choose true: it costs nothing.',
  ],
  [
    "registry.lifecycle",
    "expire-old",
    'production: registry.lifecycle: "expire-old" is not a lifecycle of images. Allowed: an object with type. Write { type: "expire-old" } here.',
  ],
  [
    "registry.lifecycle",
    { type: "keep" },
    'production: registry.lifecycle.type: "keep" is not a lifecycle of images. Allowed: expire-old, keep-all. Choose one of these.',
  ],
  [
    "registry.lifecycle",
    { type: "expire-old", keepReleases: 0 },
    "production: registry.lifecycle.keepReleases: 0 is not a number of releases. Allowed: a whole number from 1 to 100 (images). An image of 200 MB costs 2 US cents a month.",
  ],
  [
    "registry.lifecycle",
    { type: "expire-old", keepNewest: 1001 },
    "production: registry.lifecycle.keepNewest: 1001 is not a number of images. Allowed: a whole number from 1 to 1000 (images). An image of 200 MB costs 2 US cents a month.",
  ],
  [
    "registry.lifecycle",
    { type: "expire-old", untaggedDays: 0.5 },
    "production: registry.lifecycle.untaggedDays: 0.5 is not a time until an image expires. Allowed: a whole number from 1 to 3650 (days). Choose the days in which somebody may still ask for such an image by its digest.",
  ],
];
