import type { Row } from "./row";

export const handsOnEnvironment: readonly Row[] = [
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
    "hands-on: backend.dynamodbTable: no such setting. Allowed: type, bucket, key, region, kmsKeyArn, accessLogs. Correct its spelling or remove it.",
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
    "logs.retentionDays",
    31,
    "hands-on: logs.retentionDays: 31 is not a retention that CloudWatch Logs offers. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days). Choose one of these, or leave it out to keep logs for ever.",
  ],
];
