import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { environment as environmentNamed } from "../environments";
import { parseReleaseContract, releaseContractParameterName, type ReleaseContract } from "../lib/release-contract";
import { isNamed } from "./aws-errors";
import { awsClients, type AwsClients } from "./clients";
import { finding } from "./findings";

/** A deployed environment: what it publishes about itself, and the clients of its region. */
export interface Target {
  readonly contract: ReleaseContract;
  readonly aws: AwsClients;
}

/**
 * Reads the contract of an environment: the only thing a release knows of what Terraform made.
 *
 * @throws UsageError when no environment has this name
 */
export async function loadTarget(name: string): Promise<Target> {
  const { region } = environmentNamed(name);
  const aws = awsClients(region);
  const parameter = releaseContractParameterName(name);
  try {
    const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: parameter }));
    return { contract: parseReleaseContract(Parameter?.Value ?? ""), aws };
  } catch (error) {
    if (!isNamed(error, "ParameterNotFound")) throw error;
    throw finding(
      `The environment ${name} has no release contract: there is no SSM parameter ${parameter} in ${region}.`,
      `Deploy the environment first (npx cdktf deploy ${name}), or use the credentials of the account it is in.`,
    );
  }
}
