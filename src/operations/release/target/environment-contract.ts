import { commandLine, deployCommand, isLocal } from "../../../lib/command-line";
import { DescribeParametersCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import { environment as environmentNamed } from "../../../environments";
import { parseReleaseContract, type ReleaseContract } from "../../../release-contract/contract";
import { releaseContractParameterName } from "../../../environments/names";
import { AppSpecs } from "../deployment/app-specs";
import { isNamed } from "../../../lib/aws/errors";
import { awsClients, type AwsClients } from "./clients";
import { finding } from "../plan/problems";
import type { ServiceReference } from "./service-reference";

/** A deployed service: what its stack publishes about it, and the clients of its region. */
export interface Target {
  readonly contract: ReleaseContract;
  readonly aws: AwsClients;
  /** What its deployments carry. */
  readonly appSpecs: AppSpecs;
}

/**
 * Reads the contract of a service: the only thing a release knows of what Terraform made.
 *
 * @throws UsageError when no environment has this name
 */
export async function loadTarget({ environment, serviceKey }: ServiceReference): Promise<Target> {
  const { region } = environmentNamed(environment);
  const aws = awsClients(region);
  const parameter = releaseContractParameterName(environment, serviceKey);
  try {
    const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: parameter }));
    const contract = parseReleaseContract(Parameter?.Value ?? "");
    return { contract, aws, appSpecs: new AppSpecs(aws, contract) };
  } catch (error) {
    if (!isNamed(error, "ParameterNotFound")) throw error;
    if (isLocal() && (await isEmpty(aws))) throw finding("The local AWS is empty.", `Run ${commandLine("start")}.`);
    throw finding(
      `The service ${serviceKey} of ${environment} has no release contract: there is no SSM parameter ${parameter} in ${region}.`,
      `Deploy the environment first (${deployCommand(environment)}), or use the credentials of the account it is in.`,
    );
  }
}

/** Every deployed environment has parameters: where there are none, nothing is deployed. */
async function isEmpty({ ssm }: AwsClients): Promise<boolean> {
  const { Parameters: parameters = [] } = await ssm.send(new DescribeParametersCommand({ MaxResults: 1 }));
  return parameters.length === 0;
}
