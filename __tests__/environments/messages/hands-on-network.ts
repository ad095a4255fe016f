import type { Row } from "./row";

export const handsOnNetwork: readonly Row[] = [
  [
    "network.cidr",
    "10.0.0.0",
    'hands-on: network.cidr: "10.0.0.0" is not a range of addresses that a VPC or subnet can have. Allowed: an IPv4 range from /16 to /28 that begins at its network address, such as "10.0.0.0/16". Choose a range of one of these sizes.',
  ],
  [
    "network.cidr",
    "10.0.7.9/16",
    'hands-on: network.cidr: "10.0.7.9/16" is not a range of addresses that a VPC or subnet can have. Allowed: an IPv4 range from /16 to /28 that begins at its network address, such as "10.0.0.0/16". Write "10.0.0.0/16".',
  ],
  [
    "network.cidr",
    "10.0.0.0/8",
    'hands-on: network.cidr: "10.0.0.0/8" is not a range of addresses that a VPC or subnet can have. Allowed: an IPv4 range from /16 to /28 that begins at its network address, such as "10.0.0.0/16". Choose a range of one of these sizes.',
  ],
  [
    "network.zones",
    {},
    "hands-on: network.zones: {} is not a list of zones. Allowed: a list of objects with name, publicCidr, privateCidr. Write [ ... ] here.",
  ],
  [
    "network.zones",
    [],
    "hands-on: network.zones: 0 is not enough zones for a load balancer. Allowed: 2 to 4. Add zones of the region.",
  ],
  [
    "network.zones",
    ["a", "c", "d", "e", "f"].map((letter) => ({ name: `ap-northeast-1${letter}` })),
    "hands-on: network.zones: 5 is more zones than the VPC is divided into. Allowed: 2 to 4. Three survive the loss of one as well.",
  ],
  [
    "network.zones.1",
    { name: "ap-northeast-1c", privateCidr: "10.0.3.0/24" },
    "hands-on: network.zones[1]: one range without the other. Allowed: publicCidr and privateCidr, or neither. Write both, or remove both to have them computed.",
  ],
  [
    "network",
    { cidr: "10.0.0.0/24", zones: [{ name: "ap-northeast-1a" }, { name: "ap-northeast-1c" }] },
    'hands-on: network.cidr: "10.0.0.0/24" is too small for computed subnets. Allowed: /16 to /23. Widen the VPC, or write publicCidr and privateCidr of each zone.',
  ],
  [
    "network.egress",
    "nat",
    'hands-on: network.egress: "nat" is not a way to the internet. Allowed: none, single-nat, nat-per-zone. Choose none unless tasks call something outside of AWS.',
  ],
  [
    "network.interfaceEndpoints",
    "yes",
    'hands-on: network.interfaceEndpoints: "yes" is not true or false. Allowed: true, false. Choose true, or false where a NAT gateway is cheaper than all endpoints.',
  ],
  [
    "network.interfaceEndpoints",
    false,
    'hands-on: network.interfaceEndpoints: false leaves tasks no way to AWS while network.egress is "none". Allowed: true, or false with a NAT gateway. Choose true, or set network.egress to "single-nat" or "nat-per-zone".',
  ],
  [
    "network.endpointPolicies",
    1,
    "hands-on: network.endpointPolicies: 1 is not true or false. Allowed: true, false. Choose true unless tasks read public buckets of others.",
  ],
  [
    "network.flowLogs",
    true,
    "hands-on: network.flowLogs: true is not an object. Allowed: an object with retentionDays, trafficType. Write { ... } here.",
  ],
  [
    "network.flowLogs.retentionDays",
    31,
    "hands-on: network.flowLogs.retentionDays: 31 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these.",
  ],
  [
    "network.flowLogs.trafficType",
    "reject",
    'hands-on: network.flowLogs.trafficType: "reject" is not a type of traffic. Allowed: ALL, REJECT, ACCEPT. Choose ALL; REJECT costs less and shows only what was turned away.',
  ],
  [
    "network.lockDefaultSecurityGroup",
    "no",
    'hands-on: network.lockDefaultSecurityGroup: "no" is not true or false. Allowed: true, false. Choose true: nothing here uses that group.',
  ],
  [
    "network.securityGroups",
    "both",
    'hands-on: network.securityGroups: "both" is not a way to group. Allowed: separate, shared. Choose separate; shared is what the hands-on made.',
  ],
  [
    "network.zones.1",
    5,
    "hands-on: network.zones[1]: 5 is not an object. Allowed: an object with name, publicCidr, privateCidr. Write { ... } here.",
  ],
  [
    "network.zones.0.name",
    "tokyo",
    'hands-on: network.zones[0].name: "tokyo" is not an availability zone. Allowed: a region and one letter, such as ap-northeast-1a. Look it up with: aws ec2 describe-availability-zones.',
  ],
  [
    "network.zones.1.name",
    "ap-northeast-3c",
    'hands-on: network.zones[1].name: "ap-northeast-3c" is not a zone of the region ap-northeast-1. Allowed: ap-northeast-1 and one letter. Choose a zone of this region, or the region of this zone.',
  ],
  [
    "network.zones.1.name",
    "ap-northeast-1a",
    'hands-on: network.zones[1].name: "ap-northeast-1a" is also network.zones[0].name. Allowed: each zone once. Choose another zone of the region.',
  ],
  [
    "network.zones.0.publicCidr",
    "10.0.0.0/29",
    'hands-on: network.zones[0].publicCidr: "10.0.0.0/29" is not a range of addresses that a VPC or subnet can have. Allowed: an IPv4 range from /16 to /28 that begins at its network address, such as "10.0.0.0/16". Choose a range of one of these sizes.',
  ],
  [
    "network.zones.0.publicCidr",
    "10.0.0.0/28",
    'hands-on: network.zones[0].publicCidr: "10.0.0.0/28" is too small for a load balancer. Allowed: /16 to /27. Widen the range.',
  ],
  [
    "network.zones.0.publicCidr",
    "192.168.0.0/24",
    'hands-on: network.zones[0].publicCidr: "192.168.0.0/24" is outside of network.cidr. Allowed: ranges inside 10.0.0.0/16. Move the subnet into the VPC, or widen the VPC.',
  ],
  [
    "network.zones.1.privateCidr",
    "10.0.1.128/25",
    'hands-on: network.zones[1].privateCidr: "10.0.1.128/25" overlaps "10.0.1.0/24" of network.zones[1].publicCidr. Allowed: ranges that have no address in common. Move or shrink one of the two.',
  ],
];
