/**
 * What a release must know of a deployed environment. The stack publishes it as JSON, as one SSM parameter and one
 * Terraform output; `release`, `review` and `local-aws` read it instead of state or constructs.
 */
export interface ReleaseContract {
  readonly version: 1;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Name of the ECS cluster. */
  readonly cluster: string;
  /** Name of the ECS service. */
  readonly service: string;
  /** ARN of the revision that Terraform declares; the running one may be another. */
  readonly taskDefinitionArn: string;
  readonly container: { readonly name: string; readonly port: number };
  /** URI of the image repository, without tag. */
  readonly repositoryUrl: string;
  readonly network: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly assignPublicIp: "ENABLED" | "DISABLED";
  };
  readonly platformVersion: string;
  /** Empty: the service runs by launch type FARGATE. */
  readonly capacityProviders: readonly { readonly name: string; readonly weight: number; readonly base: number }[];
  readonly codeDeploy: { readonly application: string; readonly deploymentGroup: string };
  readonly listenerArns: { readonly production: string; readonly test: string };
  readonly targetGroups: {
    readonly blue: { readonly name: string; readonly arn: string };
    readonly green: { readonly name: string; readonly arn: string };
  };
  /** Resource id in Application Auto Scaling, or null where nothing scales the service. */
  readonly scalingResourceId: string | null;
}

/** Name of the SSM parameter that holds the contract of an environment. */
export function releaseContractParameterName(environment: string): string {
  return `/${environment}/release-contract`;
}
