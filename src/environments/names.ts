import type { Environment, Service } from "./schema";

/** The names that what an environment has once bears in AWS. Nothing else in the project makes one up. */
export interface Names {
  /** Tag `Name` of everything that belongs to the environment as a whole. */
  readonly project: string;
  /** Tag `Name` of the public subnets and their route table. */
  readonly publicNetwork: string;
  /** Tag `Name` of the private subnets and their route table. */
  readonly privateNetwork: string;
  readonly publicSecurityGroup: SecurityGroupName;
  readonly privateSecurityGroup: SecurityGroupName;
  /** Where each has a group of its own. */
  readonly loadBalancerSecurityGroup: SecurityGroupName;
  readonly endpointsSecurityGroup: SecurityGroupName;
  /** Names of the groups of all services' tasks, as a filter of EC2 says it. */
  readonly tasksSecurityGroups: string;
  readonly flowLogs: { readonly logGroup: string; readonly role: string };
  readonly loadBalancer: string;
  /** Beginning of the name of the bucket for access logs; the account's id makes it unique in all of AWS. */
  readonly accessLogs: string;
  /** WAF writes only to log groups whose names begin with "aws-waf-logs-". */
  readonly webAcl: { readonly name: string; readonly logGroup: string };
  readonly cluster: string;
  readonly executeCommandLogGroup: string;
  /** Instances of the environment's own, and what makes them. */
  readonly instances: {
    readonly capacity: string;
    readonly instanceRole: string;
    readonly securityGroup: SecurityGroupName;
  };
  readonly encryptionKeyAlias: string;
  readonly alertTopic: string;
  readonly balancerAlarm: string;
}

/** A security group's name is unique in its VPC only; its tag tells environments apart. */
export interface SecurityGroupName {
  readonly name: string;
  /** Tag `Name`. */
  readonly tag: string;
}

/** The names that belong to one service. */
export interface ServiceNames {
  readonly service: string;
  readonly taskDefinitionFamily: string;
  readonly container: string;
  readonly repository: string;
  readonly logGroup: string;
  readonly logStreamPrefix: string;
  readonly taskExecutionRole: string;
  readonly taskRole: string;
  readonly codeDeployRole: string;
  /** At most 32 characters each; free of ports, as one that changed would replace a group that may hold all traffic. */
  readonly targetGroups: { readonly blue: string; readonly green: string };
  readonly codeDeployApplication: string;
  readonly deploymentGroup: string;
  /** Where each service has a group of its own. */
  readonly securityGroup: SecurityGroupName;
  readonly alarms: {
    readonly targetErrors: string;
    readonly latency: string;
    readonly unhealthyTasks: string;
    readonly missingTasks: string;
  };
  readonly dashboard: string;
  /** The Lambda function of a service's smoke test and what belongs to it. */
  readonly smokeTest: { readonly function: string; readonly role: string; readonly logGroup: string };
  readonly releaseContractParameter: string;
}

/** What the names are made of. Narrower than an environment, so that the schema's own checks can ask for names too. */
export type NameSource = Pick<Environment, "project">;
export type ServiceNameSource = Pick<Service, "names">;

export function names({ project }: NameSource): Names {
  return {
    project,
    publicNetwork: `${project}Public`,
    privateNetwork: `${project}Private`,
    publicSecurityGroup: securityGroup(project, "PublicSecurityGroup"),
    privateSecurityGroup: securityGroup(project, "PrivateSecurityGroup"),
    loadBalancerSecurityGroup: securityGroup(project, "LoadBalancer"),
    endpointsSecurityGroup: securityGroup(project, "Endpoints"),
    tasksSecurityGroups: tasksSecurityGroup("*"),
    flowLogs: { logGroup: `/vpc/${project}/flow-logs`, role: `${project}-flow-logs` },
    loadBalancer: project,
    accessLogs: `${project.toLowerCase()}-access-logs`,
    webAcl: { name: project, logGroup: `aws-waf-logs-${project}` },
    cluster: project,
    executeCommandLogGroup: `/ecs/${project}/execute-command`,
    instances: {
      // Names of capacity providers begin with neither "aws" nor "ecs" nor "fargate".
      capacity: `instances-${project}`,
      instanceRole: `${project}-instances`,
      securityGroup: securityGroup(project, "Instances"),
    },
    encryptionKeyAlias: `alias/${project}`,
    alertTopic: `${project}-alerts`,
    balancerAlarm: `${project}-balancer-errors`,
  };
}

/** @param key the service's name in the environment's configuration */
export function serviceNames(
  { name, project }: NameSource & Pick<Environment, "name">,
  key: string,
  { names: given }: ServiceNameSource,
): ServiceNames {
  const stem = `${project}-${key}`;
  const service = given.service ?? stem;
  return {
    service,
    taskDefinitionFamily: service,
    container: service,
    repository: given.repository ?? `${project.toLowerCase()}/${key}`,
    logGroup: given.logGroup ?? `/ecs/${stem}`,
    logStreamPrefix: given.logStreamPrefix ?? key,
    taskExecutionRole: given.taskExecutionRole ?? `${stem}-execution`,
    taskRole: `${stem}-task`,
    codeDeployRole: given.codeDeployRole ?? `${stem}-code-deploy`,
    targetGroups: given.targetGroups ?? { blue: `${stem}-blue`, green: `${stem}-green` },
    codeDeployApplication: service,
    deploymentGroup: service,
    securityGroup: securityGroup(project, tasksSecurityGroup(key)),
    alarms: {
      targetErrors: `${service}-errors`,
      latency: `${service}-latency`,
      unhealthyTasks: `${service}-unhealthy-tasks`,
      missingTasks: `${service}-missing-tasks`,
    },
    dashboard: service,
    smokeTest: smokeTest(service),
    releaseContractParameter: releaseContractParameterName(name, key),
  };
}

/** Name of the SSM parameter that holds the contract of a service. */
export function releaseContractParameterName(environment: string, service: string): string {
  return `/${environment}/${service}/release-contract`;
}

/** Tells the numbers: a configuration cannot be changed, so other numbers are another one. At most 100 characters. */
export function deploymentConfigName(
  { service }: Pick<ServiceNames, "service">,
  { type, percent, minutes }: NonNullable<Service["deployment"]["shift"]>,
): string {
  return `${service}-${type}-${percent}-percent-${minutes}-minutes`;
}

function tasksSecurityGroup(key: string): string {
  return `Tasks-${key}`;
}

function securityGroup(project: string, name: string): SecurityGroupName {
  return { name, tag: `${project}-${name}` };
}

/**
 * AWSCodeDeployRoleForECSLimited, as the policies for Lambda, lets CodeDeploy call only functions whose names begin so.
 * Lambda itself writes to the log group of the function's name.
 */
function smokeTest(service: string): ServiceNames["smokeTest"] {
  const name = `CodeDeployHook_${service}SmokeTest`;
  return { function: name, role: `${service}ForSmokeTest`, logGroup: `/aws/lambda/${name}` };
}

/** Tag `Name` of what there is once in each zone: "ShopPrivate-1a". */
export function zonedName(name: string, zone: string): string {
  return `${name}-${zoneSuffix(zone)}`;
}

/** What tells a zone from its sisters: "1a" of "ap-northeast-1a". Part of addresses and output names. */
export function zoneSuffix(zone: string): string {
  return zone.slice(zone.lastIndexOf("-") + 1);
}
