import { changed, parse, problemsOf } from "./support";

/** One row for each way a single change can break the hands-on: the path, the value, and all that is answered. */
const messages: readonly (readonly [path: string, value: unknown, message: string])[] = [
  [
    "name",
    undefined,
    'an environment without a name: name: missing; it takes a name for an environment. Allowed: up to 64 lower-case letters, digits and single hyphens between them, a letter first; not beginning with "aws" or "ssm" (Parameter Store keeps these), not ending in "-state" (the stack of the state bucket is named so). Choose a name such as "staging".',
  ],
  [
    "name",
    7,
    'an environment without a name: name: 7 is not a name for an environment. Allowed: up to 64 lower-case letters, digits and single hyphens between them, a letter first; not beginning with "aws" or "ssm" (Parameter Store keeps these), not ending in "-state" (the stack of the state bucket is named so). Choose a name such as "staging".',
  ],
  [
    "name",
    "Hands-On",
    'Hands-On: name: "Hands-On" is not a name for an environment. Allowed: up to 64 lower-case letters, digits and single hyphens between them, a letter first; not beginning with "aws" or "ssm" (Parameter Store keeps these), not ending in "-state" (the stack of the state bucket is named so). Choose a name such as "staging".',
  ],
  [
    "name",
    "aws-lab",
    'aws-lab: name: "aws-lab" is not a name for an environment. Allowed: up to 64 lower-case letters, digits and single hyphens between them, a letter first; not beginning with "aws" or "ssm" (Parameter Store keeps these), not ending in "-state" (the stack of the state bucket is named so). Choose a name such as "staging".',
  ],
  [
    "name",
    "hands-on-state",
    'hands-on-state: name: "hands-on-state" is not a name for an environment. Allowed: up to 64 lower-case letters, digits and single hyphens between them, a letter first; not beginning with "aws" or "ssm" (Parameter Store keeps these), not ending in "-state" (the stack of the state bucket is named so). Choose a name such as "staging".',
  ],
  [
    "project",
    "-Lab",
    'hands-on: project: "-Lab" is not a name that a load balancer can bear. Allowed: letters, digits and hyphens, no hyphen first or last, not beginning with "internal-". Choose a name such as "ContainerHandsOn".',
  ],
  [
    "project",
    "internal-lab",
    'hands-on: project: "internal-lab" is not a name that a load balancer can bear. Allowed: letters, digits and hyphens, no hyphen first or last, not beginning with "internal-". Choose a name such as "ContainerHandsOn".',
  ],
  [
    "project",
    "A123456789B123456789C123456789D12",
    'hands-on: project: "A123456789B123456789C123456789D12" makes the name of the load balancer "A123456789B123456789C123456789D12", 33 characters. Allowed: up to 32 characters. Shorten project by 1.',
  ],
  [
    "project",
    "A123456789B123456789C123456789D123456789",
    'hands-on: project: "A123456789B123456789C123456789D123456789" makes the name of the load balancer "A123456789B123456789C123456789D123456789", 40 characters. Allowed: up to 32 characters. Shorten project by 8.',
  ],
  [
    "region",
    "ap-northest-1",
    'hands-on: region: "ap-northest-1" is not a region that this project deploys to. Allowed: an area, a direction and a number, such as ap-northeast-1; not China, GovCloud or the European Sovereign Cloud. Look it up with: aws ec2 describe-regions --all-regions.',
  ],
  [
    "region",
    "us-gov-west-1",
    'hands-on: region: "us-gov-west-1" is not a region that this project deploys to. Allowed: an area, a direction and a number, such as ap-northeast-1; not China, GovCloud or the European Sovereign Cloud. Look it up with: aws ec2 describe-regions --all-regions.',
  ],
  [
    "account",
    "12345678901",
    'hands-on: account: "12345678901" is not an AWS account id. Allowed: 12 digits in quotes. Look it up with: aws sts get-caller-identity.',
  ],
  [
    "account",
    123456789012,
    "hands-on: account: 123456789012 is not an AWS account id. Allowed: 12 digits in quotes. Look it up with: aws sts get-caller-identity.",
  ],
  [
    "backend",
    undefined,
    'hands-on: backend: missing; it takes a backend. Allowed: an object with the type s3, cloud or local. Choose "s3" unless HCP Terraform keeps your state.',
  ],
  [
    "backend",
    "s3",
    'hands-on: backend: "s3" is not a backend. Allowed: an object with the type s3, cloud or local. Choose "s3" unless HCP Terraform keeps your state.',
  ],
  [
    "backend",
    { bucket: "lab-state" },
    'hands-on: backend.type: missing; it takes a type of backend. Allowed: s3, cloud, local. Choose "s3" unless HCP Terraform keeps your state.',
  ],
  [
    "backend.type",
    "gcs",
    'hands-on: backend.type: "gcs" is not a type of backend. Allowed: s3, cloud, local. Choose "s3" unless HCP Terraform keeps your state.',
  ],
  [
    "backend.bucket",
    "Lab",
    'hands-on: backend.bucket: "Lab" is not a name for an S3 bucket. Allowed: 3 to 63 lower-case letters, digits, "." and "-", a letter or digit first and last, no ".." and no IP address, none of the prefixes and suffixes that S3 keeps for itself. Choose a name that no one else has, such as your organization\'s with a purpose.',
  ],
  [
    "backend.bucket",
    "10.0.0.1",
    'hands-on: backend.bucket: "10.0.0.1" is not a name for an S3 bucket. Allowed: 3 to 63 lower-case letters, digits, "." and "-", a letter or digit first and last, no ".." and no IP address, none of the prefixes and suffixes that S3 keeps for itself. Choose a name that no one else has, such as your organization\'s with a purpose.',
  ],
  [
    "backend.key",
    "/terraform.tfstate",
    'hands-on: backend.key: "/terraform.tfstate" is not a key for a state in S3. Allowed: 1 to 1017 characters of ASCII without spaces, "/" neither first nor last. Choose a key such as "<environment>/terraform.tfstate", or leave it out to get just that.',
  ],
  [
    "backend.key",
    "hands-on-state/terraform.tfstate",
    'hands-on: backend: "s3://container-hands-on-terraform-state/hands-on-state/terraform.tfstate" is the state of two stacks, hands-on-state and hands-on. Allowed: a state of its own for each stack. Choose another backend.key.',
  ],
  [
    "backend.region",
    "tokyo",
    'hands-on: backend.region: "tokyo" is not a region that this project deploys to. Allowed: an area, a direction and a number, such as ap-northeast-1; not China, GovCloud or the European Sovereign Cloud. Look it up with: aws ec2 describe-regions --all-regions.',
  ],
  [
    "backend.kmsKeyArn",
    "alias/state",
    'hands-on: backend.kmsKeyArn: "alias/state" is not the ARN of a KMS key. Allowed: arn:aws:kms:<region>:<account>:key/<key id>. Look it up with: aws kms describe-key --key-id <alias or id> --query KeyMetadata.Arn.',
  ],
  [
    "backend.kmsKeyArn",
    "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    'hands-on: backend.kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" is not a key of the bucket\'s region. Allowed: keys of ap-northeast-1. Choose a key of this region, or set backend.region if the bucket is elsewhere.',
  ],
  [
    "backend.dynamodbTable",
    "locks",
    "hands-on: backend.dynamodbTable: no such setting. Allowed: type, bucket, key, region, kmsKeyArn. Correct its spelling or remove it.",
  ],
  [
    "backend",
    { type: "cloud", organization: "acme", workspace: "lab", hostname: "https://app.terraform.io" },
    'hands-on: backend.hostname: "https://app.terraform.io" is not a host name. Allowed: a host name alone, without scheme, port and path. Write "app.terraform.io", "app.eu.terraform.io" or the name of your Terraform Enterprise.',
  ],
  [
    "backend",
    { type: "cloud", organization: "Acme Inc.", workspace: "lab" },
    'hands-on: backend.organization: "Acme Inc." is not a name of an HCP Terraform organization. Allowed: letters, digits, hyphens and underscores. Copy it from the organization\'s address in HCP Terraform.',
  ],
  [
    "backend",
    { type: "cloud", organization: "acme", workspace: "lab/hands-on" },
    'hands-on: backend.workspace: "lab/hands-on" is not a name of an HCP Terraform workspace. Allowed: 1 to 90 letters, digits, hyphens and underscores. Choose a name such as "container-hands-on-staging".',
  ],
  [
    "backend",
    { type: "local", path: "" },
    'hands-on: backend.path: "" is not a path of a file. Allowed: a path that is not empty and does not end with a slash. Choose a path such as "terraform.<environment>.tfstate", or leave it out to get just that.',
  ],
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
  [
    "services.web.names.repository",
    "Lab/Service",
    'hands-on: services.web.names.repository: "Lab/Service" is not a name for an ECR repository. Allowed: 2 to 256 lower-case letters and digits, with single ".", "_" or "-" between them, in parts separated by "/". Choose a name such as "team/service".',
  ],
  [
    "services.web.names.logGroup",
    "aws/lab",
    'hands-on: services.web.names.logGroup: "aws/lab" is not a name for a log group. Allowed: 1 to 512 letters, digits and the characters . - _ / #, not beginning with "aws/". Choose a name such as "/ecs/service".',
  ],
  [
    "services.web.names.logStreamPrefix",
    "hands:on",
    'hands-on: services.web.names.logStreamPrefix: "hands:on" is not a prefix for log streams. Allowed: 1 to 256 characters without spaces, ":" and "*". Choose a short name of the service.',
  ],
  [
    "logs.retentionDays",
    31,
    "hands-on: logs.retentionDays: 31 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these, or leave it out to keep logs for ever.",
  ],
  [
    "services.web.names.taskExecutionRole",
    "tasks/execution",
    'hands-on: services.web.names.taskExecutionRole: "tasks/execution" is not a name for an IAM role. Allowed: 1 to 64 letters, digits and the characters + = , . @ - _. Choose a name such as "ecsTaskExecutionRole".',
  ],
  [
    "loadBalancer.productionPort",
    0,
    "hands-on: loadBalancer.productionPort: 0 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "loadBalancer.testPort",
    65536,
    "hands-on: loadBalancer.testPort: 65536 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "loadBalancer.testPort",
    "8080",
    'hands-on: loadBalancer.testPort: "8080" is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.',
  ],
  [
    "loadBalancer.testPort",
    80,
    "hands-on: loadBalancer.testPort: 80 is also loadBalancer.productionPort. Allowed: a port of its own for each listener. Choose another port for one of the two.",
  ],
  [
    "loadBalancer.allowedCidrs",
    "10.0.0.0/8",
    'hands-on: loadBalancer.allowedCidrs: "10.0.0.0/8" is not a list of ranges of addresses. Allowed: a list of IPv4 ranges such as "203.0.113.0/24", one at least. Write [ ... ] here.',
  ],
  [
    "loadBalancer.allowedCidrs",
    [],
    'hands-on: loadBalancer.allowedCidrs[0]: missing; it takes a range of addresses. Allowed: an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32. Choose the range that clients come from.',
  ],
  [
    "loadBalancer.allowedCidrs.0",
    "10.0.0.1",
    'hands-on: loadBalancer.allowedCidrs[0]: "10.0.0.1" is not a range of addresses. Allowed: an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32. Choose the range that clients come from.',
  ],
  [
    "loadBalancer.testAllowedCidrs",
    "10.0.0.0/8",
    'hands-on: loadBalancer.testAllowedCidrs: "10.0.0.0/8" is not a list of ranges of addresses. Allowed: a list of IPv4 ranges such as "203.0.113.0/24". Write [ ... ] here.',
  ],
  [
    "loadBalancer.testAllowedCidrs.0",
    "203.0.113.7/24",
    'hands-on: loadBalancer.testAllowedCidrs[0]: "203.0.113.7/24" is not a range of addresses. Allowed: an IPv4 range that begins at its network address, such as "203.0.113.0/24", or one address with /32. Write "203.0.113.0/24".',
  ],
  [
    "loadBalancer.testAllowedCidrs.1",
    "0.0.0.0/0",
    'hands-on: loadBalancer.testAllowedCidrs[1]: "0.0.0.0/0" is also loadBalancer.testAllowedCidrs[0]. Allowed: each range once. Remove one of the two.',
  ],
  [
    "loadBalancer.idleTimeoutSeconds",
    4001,
    "hands-on: loadBalancer.idleTimeoutSeconds: 4001 is not an idle timeout. Allowed: a whole number from 1 to 4000 (seconds). Choose a little more than the longest silence in an answer.",
  ],
  [
    "loadBalancer.deletionProtection",
    "on",
    'hands-on: loadBalancer.deletionProtection: "on" is not true or false. Allowed: true, false. Choose true for everything that somebody would miss.',
  ],
  [
    "loadBalancer.dropInvalidHeaders",
    1,
    "hands-on: loadBalancer.dropInvalidHeaders: 1 is not true or false. Allowed: true, false. Choose true unless clients send header fields with underscores.",
  ],
  [
    "loadBalancer.desyncMitigation",
    "strict",
    'hands-on: loadBalancer.desyncMitigation: "strict" is not a desync mitigation mode. Allowed: monitor, defensive, strictest. Choose defensive, and strictest where every client is your own.',
  ],
  [
    "loadBalancer.https",
    "shop.example.com",
    'hands-on: loadBalancer.https: "shop.example.com" is not an object. Allowed: an object with domainName, certificate, tlsPolicy. Write { ... } here.',
  ],
  [
    "loadBalancer.accessLogs",
    { bucket: "Logs" },
    'hands-on: loadBalancer.accessLogs.bucket: "Logs" is not a name for an S3 bucket. Allowed: 3 to 63 lower-case letters, digits, "." and "-", a letter or digit first and last, no ".." and no IP address, none of the prefixes and suffixes that S3 keeps for itself. Choose a name that no one else has, such as your organization\'s with a purpose.',
  ],
  [
    "loadBalancer.accessLogs.bucket",
    "container-hands-on-terraform-state",
    'hands-on: loadBalancer.accessLogs.bucket: "container-hands-on-terraform-state" is also backend.bucket. Allowed: a bucket of its own for the logs. Choose another name, or leave it out to get one.',
  ],
  [
    "loadBalancer.accessLogs.retentionDays",
    0,
    "hands-on: loadBalancer.accessLogs.retentionDays: 0 is not a retention of log files. Allowed: a whole number from 1 to 3650 (days). Choose as long as you may have to find out what happened.",
  ],
  [
    "loadBalancer.waf.rateLimit",
    9,
    "hands-on: loadBalancer.waf.rateLimit: 9 is not a rate limit. Allowed: a whole number from 10 to 2000000000 (requests in five minutes). Choose several times what the busiest client sends.",
  ],
  [
    "loadBalancer.waf.managedRuleGroups",
    ["AWSManagedRulesBotControlRuleSet"],
    'hands-on: loadBalancer.waf.managedRuleGroups[0]: "AWSManagedRulesBotControlRuleSet" is not a managed rule group. Allowed: AWSManagedRulesAmazonIpReputationList, AWSManagedRulesAnonymousIpList, AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet, AWSManagedRulesAdminProtectionRuleSet, AWSManagedRulesSQLiRuleSet, AWSManagedRulesLinuxRuleSet, AWSManagedRulesUnixRuleSet, AWSManagedRulesWindowsRuleSet, AWSManagedRulesPHPRuleSet, AWSManagedRulesWordPressRuleSet. Choose those that fit what the containers run.',
  ],
  [
    "loadBalancer.waf.managedRuleGroups",
    ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesSQLiRuleSet"],
    'hands-on: loadBalancer.waf.managedRuleGroups: ["AWSManagedRulesSQLiRuleSet","AWSManagedRulesSQLiRuleSet"] is not a list of managed rule groups. Allowed: a list with each name once. Write [ ... ] here; [] leaves the rate limit alone.',
  ],
  [
    "loadBalancer.waf.logRetentionDays",
    100,
    "hands-on: loadBalancer.waf.logRetentionDays: 100 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these.",
  ],
  [
    "services",
    undefined,
    "hands-on: services: missing; it takes an object with services. Allowed: an object with one service or more, by name. Write { web: { ... } } here.",
  ],
  [
    "services",
    {},
    "hands-on: services: {} is not an object with services. Allowed: an object with one service or more, by name. Write { web: { ... } } here.",
  ],
  [
    "services",
    { Web: { desiredCount: 1, cpu: 256, memory: 512 } },
    'hands-on: services.Web: "Web" is not a name for a service. Allowed: up to 24 lower-case letters, digits and single hyphens between them, a letter first. Choose a name such as "web".',
  ],
  [
    "services.web",
    "nginx",
    'hands-on: services.web: "nginx" is not an object. Allowed: an object with names, route, desiredCount, cpu, memory, imageTag, containerPort, healthCheckGracePeriodSeconds, deregistrationDelaySeconds, healthCheck, deployment. Write { ... } here.',
  ],
  [
    "services.web.memroy",
    512,
    "hands-on: services.web.memroy: no such setting. Allowed: names, route, desiredCount, cpu, memory, imageTag, containerPort, healthCheckGracePeriodSeconds, deregistrationDelaySeconds, healthCheck, deployment. Correct its spelling or remove it.",
  ],
  [
    "services.web.desiredCount",
    -1,
    "hands-on: services.web.desiredCount: -1 is not a number of tasks. Allowed: a whole number, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.desiredCount",
    1.5,
    "hands-on: services.web.desiredCount: 1.5 is not a number of tasks. Allowed: a whole number, 0 or more. Choose 2 or more to survive the loss of a zone.",
  ],
  [
    "services.web.desiredCount",
    249,
    "hands-on: services: 249 tasks and as many replacements do not fit into the private subnets, which have room for 496. Allowed: 0 to 248 with these subnets. Widen network.zones[].privateCidr or run fewer tasks.",
  ],
  [
    "services.web.cpu",
    undefined,
    "hands-on: services.web.cpu: missing; it takes a CPU size of Fargate. Allowed: 256, 512, 1024, 2048, 4096, 8192, 16384 (CPU units, 1024 are one vCPU). Choose one of these.",
  ],
  [
    "services.web.cpu",
    300,
    "hands-on: services.web.cpu: 300 is not a CPU size of Fargate. Allowed: 256, 512, 1024, 2048, 4096, 8192, 16384 (CPU units, 1024 are one vCPU). Choose one of these.",
  ],
  [
    "services.web.memory",
    0,
    "hands-on: services.web.memory: 0 is not a memory size. Allowed: a whole number of MiB that Fargate takes with the service's cpu. Choose one that goes with cpu; 512 is the smallest.",
  ],
  [
    "services.web.memory",
    700,
    "hands-on: services.web.memory: 700 is not a memory size that Fargate takes with 256 CPU units. Allowed: 512, 1024, 2048 (MiB). Choose one of these or another cpu.",
  ],
  [
    "services.web.imageTag",
    ":latest",
    'hands-on: services.web.imageTag: ":latest" is not a tag of an image. Allowed: 1 to 128 letters, digits and the characters . - _, neither . nor - first. Write the tag alone, without repository and colon.',
  ],
  [
    "services.web.containerPort",
    70000,
    "hands-on: services.web.containerPort: 70000 is not a port. Allowed: a whole number from 1 to 65535. Choose the port that the traffic comes to.",
  ],
  [
    "services.web.healthCheckGracePeriodSeconds",
    2147483648,
    "hands-on: services.web.healthCheckGracePeriodSeconds: 2147483648 is not a grace period. Allowed: a whole number from 0 to 2147483647 (seconds). Choose the time that a task needs to start.",
  ],
  [
    "services.web.healthCheck.path",
    "health",
    'hands-on: services.web.healthCheck.path: "health" is not a path that a load balancer can request. Allowed: up to 1024 characters, "/" first, no spaces. Write the path alone, without scheme and host, such as "/health".',
  ],
  [
    "services.web.healthCheck.matcher",
    "500",
    'hands-on: services.web.healthCheck.matcher: "500" is not a set of HTTP status codes. Allowed: codes from 200 to 499, one ("200"), several ("200,204") or ranges, lower code first ("200-299"). Name the codes that the container answers when it is healthy.',
  ],
  [
    "services.web.healthCheck.intervalSeconds",
    4,
    "hands-on: services.web.healthCheck.intervalSeconds: 4 is not an interval of a health check. Allowed: a whole number from 5 to 300 (seconds). The load balancer's own default is 30.",
  ],
  [
    "services.web.healthCheck.timeoutSeconds",
    121,
    "hands-on: services.web.healthCheck.timeoutSeconds: 121 is not a timeout of a health check. Allowed: a whole number from 2 to 120 (seconds). The load balancer's own default is 5.",
  ],
  [
    "services.web.healthCheck.timeoutSeconds",
    30,
    "hands-on: services.web.healthCheck.timeoutSeconds: 30 is not less than healthCheck.intervalSeconds. Allowed: less than 30. Shorten the timeout or lengthen the interval.",
  ],
  [
    "services.web.healthCheck.healthyThreshold",
    1,
    "hands-on: services.web.healthCheck.healthyThreshold: 1 is not a threshold of a health check. Allowed: a whole number from 2 to 10 (checks in a row). Fewer react sooner, more tolerate single failures.",
  ],
  [
    "services.web.healthCheck.unhealthyThreshold",
    11,
    "hands-on: services.web.healthCheck.unhealthyThreshold: 11 is not a threshold of a health check. Allowed: a whole number from 2 to 10 (checks in a row). Fewer react sooner, more tolerate single failures.",
  ],
  [
    "services.web.deployment.config",
    "CodeDeployDefault.OneAtATime",
    'hands-on: services.web.deployment.config: "CodeDeployDefault.OneAtATime" is not a deployment configuration for ECS. Allowed: CodeDeployDefault.ECSAllAtOnce, CodeDeployDefault.ECSCanary10Percent5Minutes, CodeDeployDefault.ECSCanary10Percent15Minutes, CodeDeployDefault.ECSLinear10PercentEvery1Minutes, CodeDeployDefault.ECSLinear10PercentEvery3Minutes, or the name of your own (1 to 100 letters, digits and + = , . @ - _). Choose one of these; the other CodeDeployDefault configurations are for EC2 and Lambda.',
  ],
  [
    "services.web.deployment.readyWaitMinutes",
    -1,
    "hands-on: services.web.deployment.readyWaitMinutes: -1 is not a wait that CodeDeploy takes. Allowed: a whole number from 0 to 2880 (minutes). Choose at most two days, which are 2880 minutes.",
  ],
  [
    "services.web.deployment.terminationWaitMinutes",
    2881,
    "hands-on: services.web.deployment.terminationWaitMinutes: 2881 is not a wait that CodeDeploy takes. Allowed: a whole number from 0 to 2880 (minutes). Choose at most two days, which are 2880 minutes.",
  ],
  [
    "services.web.deployment.rollbackOnFailure",
    "yes",
    'hands-on: services.web.deployment.rollbackOnFailure: "yes" is not true or false. Allowed: true, false. Choose true unless people watch every deployment.',
  ],
  [
    "services.web.deployment.hooks",
    "smoke-test",
    'hands-on: services.web.deployment.hooks: "smoke-test" is not an object. Allowed: an object with afterAllowTestTraffic. Write { ... } here.',
  ],
  [
    "services.web.deployment.hooks",
    {},
    "hands-on: services.web.deployment.hooks.afterAllowTestTraffic: missing; it takes an object. Allowed: an object with path, expectStatus, expectBody, attempts. Write { ... } here.",
  ],
  [
    "services.web.deployment.hooks",
    { beforeInstall: {}, afterAllowTestTraffic: {} },
    "hands-on: services.web.deployment.hooks.beforeInstall: no such setting. Allowed: afterAllowTestTraffic. Correct its spelling or remove it.",
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.path",
    "http://example.com/health",
    'hands-on: services.web.deployment.hooks.afterAllowTestTraffic.path: "http://example.com/health" is not a path that a load balancer can request. Allowed: up to 1024 characters, "/" first, no spaces. Write the path alone, without scheme and host, such as "/health".',
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.expectStatus",
    199,
    "hands-on: services.web.deployment.hooks.afterAllowTestTraffic.expectStatus: 199 is not a status code of an answer. Allowed: a whole number from 200 to 599. Name the code that the container answers when it works.",
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.expectBody",
    "",
    'hands-on: services.web.deployment.hooks.afterAllowTestTraffic.expectBody: "" is not a text to look for. Allowed: 1 to 512 characters. Choose a few words that only a working page shows, or leave it out to look at the status alone.',
  ],
  [
    "services.web.deployment.hooks.afterAllowTestTraffic.attempts",
    51,
    "hands-on: services.web.deployment.hooks.afterAllowTestTraffic.attempts: 51 is not a number of attempts. Allowed: a whole number from 1 to 50. 50 take up to 13 minutes, and Lambda ends a function after 15.",
  ],
];

describe("a wrong setting", () => {
  it.each(messages)("%s: %j is answered in full", (path, value, message) => {
    expect(problemsOf(changed([path, value]))).toEqual([message]);
  });

  it("has a row here whatever setting it is", () => {
    const optional = [
      ["account", "123456789012"],
      ["logs.retentionDays", 30],
      ["backend.kmsKeyArn", "arn:aws:kms:ap-northeast-1:123456789012:key/1234abcd"],
      ["services.web.deployment.hooks", { afterAllowTestTraffic: { expectBody: "Version" } }],
    ] as const;
    const settings = pathsOf(parse(changed(...optional))).map((path) => path.replace(/\.[01]\./, ".n."));
    expect(settings.length).toBeGreaterThan(30);
    expect(messages.map(([path]) => path.replace(/\.[01]\./, ".n."))).toEqual(expect.arrayContaining(settings));
  });
});

describe("the hands-on", () => {
  it("has nothing wrong", () => {
    expect(problemsOf(changed())).toEqual([]);
  });
});

/** The paths of all settings that are no objects themselves. */
function pathsOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    typeof part === "object" && part !== null ? pathsOf(part).map((path) => `${key}.${path}`) : [key],
  );
}
