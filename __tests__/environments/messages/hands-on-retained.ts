import type { Row } from "./row";

const service = "retained.services.web";

export const handsOnRetained: readonly Row[] = [
  [
    "retained.securityGroups",
    "both",
    'hands-on: retained.securityGroups: "both" is not a way to group. Allowed: separate, shared. Name the form that network.securityGroups had before.',
  ],
  [
    "retained.securityGroups",
    "shared",
    'hands-on: retained.securityGroups: "shared" is what network.securityGroups declares. Allowed: the form that network.securityGroups had before. Remove it, or change network.securityGroups first.',
  ],
  [
    "retained.zones",
    "ap-northeast-1c",
    'hands-on: retained.zones: "ap-northeast-1c" is not a list of zones. Allowed: 1 zone of network.zones or more in a list. Write ["ap-northeast-1d"] here.',
  ],
  [
    "retained.zones",
    ["tokyo"],
    'hands-on: retained.zones[0]: "tokyo" is not an availability zone. Allowed: a region and one letter, such as ap-northeast-1a. Look it up with: aws ec2 describe-availability-zones.',
  ],
  [
    "retained.zones",
    ["ap-northeast-1d"],
    'hands-on: retained.zones[0]: "ap-northeast-1d" is not a zone of network.zones. Allowed: ap-northeast-1a, ap-northeast-1c. Put the zone back into network.zones until no task runs in it, or remove it here.',
  ],
  [
    "retained.zones",
    ["ap-northeast-1c"],
    "hands-on: retained.zones: leaves 1 of the 2 zones of network.zones to place tasks in. Allowed: 2 remaining zones or more. Take fewer zones away, or add another one first.",
  ],
  [
    "retained.services",
    ["web"],
    'hands-on: retained.services: ["web"] is not an object with services. Allowed: an object with containerPort, secrets and taskRole by service. Write { web: { ... } } here.',
  ],
  [
    "retained.services.admin",
    { containerPort: 8080 },
    'hands-on: retained.services.admin: "admin" is not a service of the environment. Allowed: web. Remove it: what belongs to a service goes with it.',
  ],
  [
    `${service}.containerPort`,
    0,
    "hands-on: retained.services.web.containerPort: 0 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    `${service}.containerPort`,
    80,
    "hands-on: retained.services.web.containerPort: 80 is what container.port declares. Allowed: the port that container.port was before. Remove it, or change container.port first.",
  ],
  [
    `${service}.secrets`,
    ["database"],
    'hands-on: retained.services.web.secrets[0]: the value (not shown here) is not a secret that ECS can read. Allowed: the full ARN of a secret in Secrets Manager, with its six last characters, if need be followed by ":<JSON key>:<stage>:<version>" (each may be empty), or the ARN of a parameter in SSM. Look it up with: aws secretsmanager describe-secret, or aws ssm get-parameter.',
  ],
  [
    `${service}.taskRole`,
    [{ actions: ["s3:*"], resources: ["arn:aws:s3:::shop-pictures/*"] }],
    'hands-on: retained.services.web.taskRole[0].actions[0]: "s3:*" is not an action that a task may be allowed. Allowed: "<service>:<Action>", with a "*" at its end if need be, after the first word at least. Name the actions that the program calls, such as "s3:GetObject".',
  ],
  [
    `${service}.taskRole`,
    [{ actions: ["s3:GetObject"], resources: ["*"] }],
    'hands-on: retained.services.web.taskRole[0].resources[0]: "*" is not a resource that a right can be limited to. Allowed: an ARN that names a service and more than "*" in it, such as "arn:aws:s3:::shop-pictures/*". Name the things that the program works on; for actions that take no resource, say why in anyResource.',
  ],
  [
    `${service}.taskRole`,
    [{ actions: ["cloudwatch:PutMetricData"], anyResource: "none" }],
    'hands-on: retained.services.web.taskRole[0].anyResource: "none" is not a reason. Allowed: a sentence of 10 to 200 characters. Say why no resource can be named, such as "PutMetricData takes no resource".',
  ],
  [
    `${service}.taskRole`,
    [{ actions: ["s3:GetObject"] }],
    "hands-on: retained.services.web.taskRole[0]: neither resources nor anyResource. Allowed: one of the two. Name the resources, or say in anyResource why the actions take none.",
  ],
  [
    `${service}.taskRole`,
    [
      {
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::shop-pictures/*"],
        conditions: { StringEquals: { "aws:SourceVpce": [2] } },
      },
    ],
    'hands-on: retained.services.web.taskRole[0].conditions.StringEquals["aws:SourceVpce"][0]: 2 is not a text. Allowed: texts. Put it in quotes, also true and numbers.',
  ],
];
