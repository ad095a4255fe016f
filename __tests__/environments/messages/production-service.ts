import type { Row } from "./row";

export const productionService: readonly Row[] = [
  [
    "services.web.names",
    { service: "shop web" },
    'production: services.web.names.service: "shop web" is not a name for an ECS service. Allowed: 1 to 64 letters, digits, hyphens and underscores. Choose a name such as "ContainerHandsOn".',
  ],
  [
    "services.web.names",
    { targetGroups: { blue: "shop_blue", green: "shop-green" } },
    'production: services.web.names.targetGroups.blue: "shop_blue" is not a name for a target group. Allowed: 1 to 32 letters, digits and hyphens, no hyphen first or last. Choose a name such as "shop-web-blue".',
  ],
  [
    "services.web.names",
    { targetGroups: { blue: "shop-blue", green: "-green" } },
    'production: services.web.names.targetGroups.green: "-green" is not a name for a target group. Allowed: 1 to 32 letters, digits and hyphens, no hyphen first or last. Choose a name such as "shop-web-blue".',
  ],
  [
    "services.web.names",
    { targetGroups: { blue: "shop-blue" } },
    'production: services.web.names.targetGroups.green: missing; it takes a name for a target group. Allowed: 1 to 32 letters, digits and hyphens, no hyphen first or last. Choose a name such as "shop-web-blue".',
  ],
  [
    "services.web.names",
    { codeDeployRole: "roles/deploy" },
    'production: services.web.names.codeDeployRole: "roles/deploy" is not a name for an IAM role. Allowed: 1 to 64 letters, digits and the characters + = , . @ - _. Choose a name such as "ecsTaskExecutionRole".',
  ],
  [
    "services.web.route.priority",
    0,
    "production: services.web.route.priority: 0 is not a priority of a listener rule. Allowed: a whole number from 1 to 50000. Leave gaps, such as 100, 200, so that another fits between.",
  ],
  [
    "services.web.route.hosts",
    "shop.example.com",
    'production: services.web.route.hosts: "shop.example.com" is not a list of patterns. Allowed: 1 to 5 texts in a list. Write [ ... ] here, or leave it out.',
  ],
  [
    "services.web.route.hosts",
    ["shop"],
    'production: services.web.route.hosts[0]: "shop" is not a host name that a rule can match. Allowed: up to 128 letters, digits and the characters - . * ? with at least one "."; without port and path. Write the name that clients use, such as "api.example.com" or "*.example.com".',
  ],
  [
    "services.web.route.paths",
    [],
    "production: services.web.route.paths: [] is not a list of patterns. Allowed: 1 to 5 texts in a list. Write [ ... ] here, or leave it out.",
  ],
  [
    "services.web.route.paths",
    ["health"],
    'production: services.web.route.paths[0]: "health" is not a path that a rule can match. Allowed: up to 128 letters, digits and the characters _ - . $ / ~ " \' @ : + & * ?, "/" first. Write the path alone, such as "/api/*"; "/*" matches everything.',
  ],
  [
    "services.web.architecture",
    "arm64",
    'production: services.web.architecture: "arm64" is not an architecture. Allowed: X86_64, ARM64. Choose what the images are built for.',
  ],
  [
    "services.web.ephemeralStorageGiB",
    20,
    "production: services.web.ephemeralStorageGiB: 20 is not a size of a task's disk. Allowed: a whole number from 21 to 200 (GiB). Leave it out for the 20 that are free.",
  ],
  [
    "services.web.secretsKmsKeyArns",
    [],
    "production: services.web.secretsKmsKeyArns[0]: missing; it takes a KMS key. Allowed: the ARN of a key, not of an alias: policies do not follow aliases. Look it up with: aws kms describe-key.",
  ],
  [
    "services.web.secretsKmsKeyArns",
    ["arn:aws:kms:ap-northeast-1:123456789012:alias/shop"],
    'production: services.web.secretsKmsKeyArns[0]: "arn:aws:kms:ap-northeast-1:123456789012:alias/shop" is not a KMS key. Allowed: the ARN of a key, not of an alias: policies do not follow aliases. Look it up with: aws kms describe-key.',
  ],
  [
    "services.web.executeCommand",
    "yes",
    'production: services.web.executeCommand: "yes" is not true or false. Allowed: true, false. Choose false unless people have to look into running containers.',
  ],
  [
    "services.web.dashboard",
    "on",
    'production: services.web.dashboard: "on" is not true or false. Allowed: true, false. Choose true unless dashboards are made elsewhere.',
  ],
  [
    "services.web.deregistrationDelaySeconds",
    3601,
    "production: services.web.deregistrationDelaySeconds: 3601 is not a deregistration delay. Allowed: a whole number from 0 to 3600 (seconds). Choose a little more than the longest request takes.",
  ],
  [
    "services.web.compute",
    "fargate",
    'production: services.web.compute: "fargate" is not a choice of compute. Allowed: an object with type. Write { type: "fargate" } here.',
  ],
  [
    "services.web.compute",
    { type: "lambda" },
    'production: services.web.compute.type: "lambda" is not a type of compute. Allowed: fargate, fargate-spot, ec2. Choose one of these.',
  ],
  [
    "services.web.compute",
    { type: "fargate-spot", onDemandBase: -1 },
    "production: services.web.compute.onDemandBase: -1 is not a base of a capacity provider. Allowed: a whole number from 0 to 100000 (tasks). Choose as many as can serve all traffic in need.",
  ],
  [
    "services.web.compute",
    { type: "fargate-spot", onDemandWeight: 1001 },
    "production: services.web.compute.onDemandWeight: 1001 is not a weight of a capacity provider. Allowed: a whole number from 0 to 1000 (shares of the tasks beyond the base). Two weights of 1 place every second task on each.",
  ],
  [
    "services.web.compute",
    { type: "fargate-spot", spotWeight: 0.5 },
    "production: services.web.compute.spotWeight: 0.5 is not a weight of a capacity provider. Allowed: a whole number from 0 to 1000 (shares of the tasks beyond the base). Two weights of 1 place every second task on each.",
  ],
  [
    "services.web.compute",
    { type: "fargate", spotWeight: 1 },
    "production: services.web.compute.spotWeight: no such setting. Allowed: type. Correct its spelling or remove it.",
  ],
  [
    "services.api.taskRole",
    { actions: ["s3:GetObject"] },
    'production: services.api.taskRole: {"actions":["s3:GetObject"]} is not a list of statements. Allowed: a list of objects with actions, resources, anyResource, conditions. Write [{ actions: [...], resources: [...] }] here, or leave it out.',
  ],
  [
    "services.api.taskRole",
    [{ actions: ["s3:*"], resources: ["arn:aws:s3:::shop-invoices/*"] }],
    'production: services.api.taskRole[0].actions[0]: "s3:*" is not an action that a task may be allowed. Allowed: "<service>:<Action>", with a "*" at its end if need be, after the first word at least. Name the actions that the program calls, such as "s3:GetObject".',
  ],
  [
    "services.api.taskRole",
    [{ actions: ["s3:GetObject"], resources: ["*"] }],
    'production: services.api.taskRole[0].resources[0]: "*" is not a resource that a right can be limited to. Allowed: an ARN that names a service and more than "*" in it, such as "arn:aws:s3:::shop-pictures/*". Name the things that the program works on; for actions that take no resource, say why in anyResource.',
  ],
  [
    "services.api.taskRole",
    [{ actions: ["cloudwatch:PutMetricData"], anyResource: "none" }],
    'production: services.api.taskRole[0].anyResource: "none" is not a reason. Allowed: a sentence of 10 to 200 characters. Say why no resource can be named, such as "PutMetricData takes no resource".',
  ],
  [
    "services.api.taskRole.0.conditions",
    { StringEquals: { "aws:SourceVpce": ["vpce-1", 2] } },
    'production: services.api.taskRole[0].conditions.StringEquals["aws:SourceVpce"][1]: 2 is not a text. Allowed: texts. Put it in quotes, also true and numbers.',
  ],
  [
    "services.api.taskRole.0.conditions",
    { equals: { "aws:SourceVpce": ["vpce-1"] } },
    'production: services.api.taskRole[0].conditions.equals: "equals" is not an operator of a condition. Allowed: letters and ":", such as StringEquals or ForAllValues:StringLike. Look it up in IAM\'s policy grammar.',
  ],
  [
    "services.api.taskRole.0.conditions",
    { StringEquals: { SourceVpce: ["vpce-1"] } },
    'production: services.api.taskRole[0].conditions.StringEquals.SourceVpce: "SourceVpce" is not a key of a condition. Allowed: "<service>:<key>", such as aws:SourceIp. Look it up in the service authorization reference.',
  ],
];
