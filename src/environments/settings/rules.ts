import { enclosingCidr, parseCidr } from "../../lib/aws/cidr";
import { show } from "../../lib/problem";
import type { Rule } from "./rule";

/** Name of an environment: also the name of its Terraform stack, and a part of file, state and parameter names. */
export const environmentName: Rule<string> = {
  kind: "a name for an environment",
  allowed:
    'up to 64 lower-case letters, digits and single hyphens between them, a letter first; not beginning with "aws" or ' +
    '"ssm" (Parameter Store keeps these), not ending in "-state" (the stack of the state bucket is named so)',
  remedy: 'Choose a name such as "staging".',
  test: (name) =>
    name.length <= 64 &&
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) &&
    !/^(aws|ssm)/.test(name) &&
    !name.endsWith("-state"),
};

/** The stem of nearly every name in AWS; the load balancer's limits are the narrowest. Lengths: see names.ts. */
export const projectName: Rule<string> = {
  kind: "a name that a load balancer can bear",
  allowed: 'letters, digits and hyphens, no hyphen first or last, not beginning with "internal-"',
  remedy: 'Choose a name such as "ContainerHandsOn".',
  test: (name) => /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name) && !name.startsWith("internal-"),
};

/** Also the part of Terraform addresses that tells services apart, so it has no underscore. */
export const serviceKey: Rule<string> = {
  kind: "a name for a service",
  allowed: "up to 24 lower-case letters, digits and single hyphens between them, a letter first",
  remedy: 'Choose a name such as "web".',
  test: (name) => name.length <= 24 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name),
};

/** Short enough for what CodeDeploy's configurations and the smoke test's function append to it. */
export const serviceName: Rule<string> = {
  kind: "a name for an ECS service",
  allowed: "1 to 64 letters, digits, hyphens and underscores",
  remedy: 'Choose a name such as "ContainerHandsOn".',
  test: (name) => /^[\w-]{1,64}$/.test(name),
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const targetGroupName: Rule<string> = {
  kind: "a name for a target group",
  allowed: "1 to 32 letters, digits and hyphens, no hyphen first or last",
  remedy: 'Choose a name such as "shop-web-blue".',
  test: (name) => name.length <= 32 && /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name),
};

const directions = "(north|south|east|west|central|northeast|northwest|southeast|southwest)";
const regionPattern = `(?!cn-)[a-z]{2}-${directions}-[1-9]\\d?`;

/**
 * A pattern, not a list: AWS adds regions. The directions are closed, and that catches most misspellings.
 * Other partitions have other ARNs, endpoints and managed policies than this project writes.
 */
export const region: Rule<string> = {
  kind: "a region that this project deploys to",
  allowed:
    "an area, a direction and a number, such as ap-northeast-1; not China, GovCloud or the European Sovereign Cloud",
  remedy: "Look it up with: aws ec2 describe-regions --all-regions.",
  test: (name) => new RegExp(`^${regionPattern}$`).test(name),
};

/** Local and Wavelength Zones are none: an Application Load Balancer spans zones of the region itself. */
export const zoneName: Rule<string> = {
  kind: "an availability zone",
  allowed: "a region and one letter, such as ap-northeast-1a",
  remedy: "Look it up with: aws ec2 describe-availability-zones.",
  test: (name) => new RegExp(`^${regionPattern}[a-z]$`).test(name),
};

export const account: Rule<string> = {
  kind: "an AWS account id",
  allowed: "12 digits in quotes",
  remedy: "Look it up with: aws sts get-caller-identity.",
  test: (id) => /^\d{12}$/.test(id),
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html: /16 to /28 for a VPC and for a subnet. */
export const cidr: Rule<string> = {
  kind: "a range of addresses that a VPC or subnet can have",
  allowed: 'an IPv4 range from /16 to /28 that begins at its network address, such as "10.0.0.0/16"',
  remedy: (given) => {
    const network = typeof given === "string" ? enclosingCidr(given) : undefined;
    return network === undefined || network === given || !cidr.test(network)
      ? "Choose a range of one of these sizes."
      : `Write ${show(network)}.`;
  },
  test: (range) => {
    const prefixLength = parseCidr(range)?.prefixLength ?? 0;
    return 16 <= prefixLength && prefixLength <= 28;
  },
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const repository: Rule<string> = {
  kind: "a name for an ECR repository",
  allowed:
    '2 to 256 lower-case letters and digits, with single ".", "_" or "-" between them, in parts separated by "/"',
  remedy: 'Choose a name such as "team/service".',
  test: (name) => {
    const part = "[a-z0-9]+([._-][a-z0-9]+)*";
    return name.length >= 2 && name.length <= 256 && new RegExp(`^${part}(/${part})*$`).test(name);
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const logGroup: Rule<string> = {
  kind: "a name for a log group",
  allowed: '1 to 512 letters, digits and the characters . - _ / #, not beginning with "aws/"',
  remedy: 'Choose a name such as "/ecs/service".',
  test: (name) => /^[a-zA-Z0-9._/#-]{1,512}$/.test(name) && !name.startsWith("aws/"),
};

/** ECS appends "/<container>/<task id>"; the rest of a log stream's 512 characters is left to these. */
export const streamPrefix: Rule<string> = {
  kind: "a prefix for log streams",
  allowed: '1 to 256 characters without spaces, ":" and "*"',
  remedy: "Choose a short name of the service.",
  test: (prefix) => /^[^\s:*]{1,256}$/.test(prefix),
};

const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const retentionDays: Rule<number> = {
  kind: "a retention that CloudWatch Logs offers",
  allowed: `${retentions.join(", ")} (days)`,
  remedy: "Choose one of these, or leave it out to keep logs for ever.",
  test: (days) => retentions.includes(days),
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName: Rule<string> = {
  kind: "a name for an IAM role",
  allowed: "1 to 64 letters, digits and the characters + = , . @ - _",
  remedy: 'Choose a name such as "ecsTaskExecutionRole".',
  test: (name) => /^[\w+=,.@-]{1,64}$/.test(name),
};

/**
 * What ECS takes for a task on instances; which of them Fargate offers is a relation to compute.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const cpu: Rule<number> = {
  kind: "a CPU size of a task",
  allowed: "a whole number from 128 to 196608 (CPU units, 1024 are one vCPU)",
  remedy: "Choose 256 to begin with, the smallest that Fargate has.",
  test: (units) => 128 <= units && units <= 196_608,
};

/**
 * What the Docker daemon reserves for a container at least; which sizes Fargate offers is a relation to compute and cpu.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const memory: Rule<number> = {
  kind: "a memory size of a task",
  allowed: "a whole number, 6 or more (MiB)",
  remedy: "Choose 512 to begin with, the smallest that Fargate has.",
  test: (mebibytes) => mebibytes >= 6,
};

export const desiredCount: Rule<number> = {
  kind: "a number of tasks",
  allowed: "a whole number, 0 or more",
  remedy: "Choose 2 or more to survive the loss of a zone.",
  test: (count) => count >= 0,
};

/** https://docs.docker.com/reference/cli/docker/image/tag/ */
export const imageTag: Rule<string> = {
  kind: "a tag of an image",
  allowed: "1 to 128 letters, digits and the characters . - _, neither . nor - first",
  remedy: "Write the tag alone, without repository and colon.",
  test: (tag) => /^\w[\w.-]{0,127}$/.test(tag),
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const healthCheckPath: Rule<string> = {
  kind: "a path that a load balancer can request",
  allowed: 'up to 1024 characters, "/" first, no spaces',
  remedy: 'Write the path alone, without scheme and host, such as "/health".',
  test: (path) => path.length <= 1024 && /^\/[!-~]*$/.test(path),
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html */
export const matcher: Rule<string> = {
  kind: "a set of HTTP status codes",
  allowed: 'codes from 200 to 499, one ("200"), several ("200,204") or ranges, lower code first ("200-299")',
  remedy: "Name the codes that the container answers when it is healthy.",
  test: (codes) =>
    codes.split(",").every((range) => {
      const [first, last = first] = range.split("-");
      return /^[2-4]\d\d(-[2-4]\d\d)?$/.test(range) && Number(first) <= Number(last);
    }),
};

/** With the path it has to fit into the 4 KB of a Lambda function's environment variables. */
export const expectedText: Rule<string> = {
  kind: "a text to look for",
  allowed: "1 to 512 characters",
  remedy: "Choose a few words that only a working page shows, or leave it out to look at the status alone.",
  test: (words) => 1 <= words.length && words.length <= 512,
};

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html */
const ecsDeploymentConfigs = [
  "ECSAllAtOnce",
  "ECSCanary10Percent5Minutes",
  "ECSCanary10Percent15Minutes",
  "ECSLinear10PercentEvery1Minutes",
  "ECSLinear10PercentEvery3Minutes",
].map((name) => `CodeDeployDefault.${name}`);

export const deploymentConfig: Rule<string> = {
  kind: "a deployment configuration for ECS",
  allowed: `${ecsDeploymentConfigs.join(", ")}, or the name of your own (1 to 100 letters, digits and + = , . @ - _)`,
  remedy: "Choose one of these; the other CodeDeployDefault configurations are for EC2 and Lambda.",
  test: (name) =>
    name.startsWith("CodeDeployDefault.") ? ecsDeploymentConfigs.includes(name) : /^[\w+=,.@-]{1,100}$/.test(name),
};
