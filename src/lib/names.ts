import type { Environment } from "../environments/schema";
import { releaseContractParameterName } from "./release-contract";

/** Every name that an environment's resources bear in AWS. Nothing else in the project makes one up. */
export interface Names {
  /** Tag `Name` of everything that belongs to the environment as a whole. */
  readonly project: string;
  /** Tag `Name` of both public subnets and their route table. */
  readonly publicNetwork: string;
  /** Tag `Name` of both private subnets and their route table. */
  readonly privateNetwork: string;
  /** A security group's name is unique in its VPC only; its tag tells environments apart. */
  readonly publicSecurityGroup: { readonly name: string; readonly tag: string };
  readonly privateSecurityGroup: { readonly name: string; readonly tag: string };
  readonly repository: string;
  readonly logGroup: string;
  readonly taskExecutionRole: string;
  readonly codeDeployRole: string;
  readonly loadBalancer: string;
  /**
   * At most 32 characters each; the schema leaves room for what green appends. That is the hands-on's name for it and
   * no port: a name that followed the test port would replace a target group that may hold all traffic.
   */
  readonly targetGroups: { readonly blue: string; readonly green: string };
  readonly cluster: string;
  readonly taskDefinitionFamily: string;
  readonly container: string;
  readonly service: string;
  readonly codeDeployApplication: string;
  readonly deploymentGroup: string;
  /** The Lambda function of an environment's smoke test and what belongs to it. */
  readonly smokeTest: { readonly function: string; readonly role: string; readonly logGroup: string };
  readonly releaseContractParameter: string;
}

/** What the names are made of. Narrower than an environment, so that the schema's own checks can ask for names too. */
export type NameSource = Pick<Environment, "name" | "project"> & {
  readonly registry: Pick<Environment["registry"], "repository">;
  readonly logs: Pick<Environment["logs"], "group">;
  readonly roles: Pick<Environment["roles"], "taskExecution">;
};

export function names(environment: NameSource): Names {
  const { project } = environment;
  return {
    project,
    publicNetwork: `${project}Public`,
    privateNetwork: `${project}Private`,
    publicSecurityGroup: securityGroup(project, "PublicSecurityGroup"),
    privateSecurityGroup: securityGroup(project, "PrivateSecurityGroup"),
    repository: environment.registry.repository,
    logGroup: environment.logs.group,
    taskExecutionRole: environment.roles.taskExecution,
    codeDeployRole: `${project}ForCodeDeploy`,
    loadBalancer: project,
    targetGroups: { blue: project, green: `${project}8080` },
    cluster: project,
    taskDefinitionFamily: project,
    container: project,
    service: project,
    codeDeployApplication: project,
    deploymentGroup: project,
    smokeTest: smokeTest(project),
    releaseContractParameter: releaseContractParameterName(environment.name),
  };
}

function securityGroup(project: string, name: string): { readonly name: string; readonly tag: string } {
  return { name, tag: `${project}-${name}` };
}

/**
 * AWSCodeDeployRoleForECSLimited, as the policies for Lambda, lets CodeDeploy call only functions whose names begin so.
 * Lambda itself writes to the log group of the function's name.
 */
function smokeTest(project: string): Names["smokeTest"] {
  const name = `CodeDeployHook_${project}SmokeTest`;
  return { function: name, role: `${project}ForSmokeTest`, logGroup: `/aws/lambda/${name}` };
}

/** What tells a zone from its sisters: "1a" of "ap-northeast-1a". Part of addresses and output names. */
export function zoneSuffix(zone: string): string {
  return zone.slice(zone.lastIndexOf("-") + 1);
}
