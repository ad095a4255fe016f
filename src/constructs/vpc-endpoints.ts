import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { VpcEndpoint } from "../aws";

export interface VpcEndpointsProps {
  /** Tag `Name` of every endpoint. */
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  /** Where the interface endpoints get an address each. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** Route table that learns the way to S3. */
  readonly routeTableId: string;
}

/**
 * What a Fargate task (platform 1.4.0) in a subnet without NAT calls before it runs: both ECR interfaces for the
 * manifest, CloudWatch Logs for its output. The layers themselves come from S3, by the gateway endpoint.
 * Source: Amazon ECR user guide, "Interface VPC endpoints".
 */
const interfaceServices = { ecr_dkr: "ecr.dkr", ecr_api: "ecr.api", logs: "logs" } as const;

/**
 * The private subnets' ways to AWS. The gateway costs nothing; each interface endpoint about 10 USD a month and zone
 * (0.014 USD an hour in Tokyo) plus 0.01 USD per GB: the largest part of what the hands-on costs.
 */
export class VpcEndpoints extends Construct {
  /** Without them a task cannot pull its image. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const common = { vpcId: props.vpcId, tags: { Name: props.name } };

    const s3 = new VpcEndpoint(this, "s3", {
      ...common,
      serviceName: `com.amazonaws.${props.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [props.routeTableId],
    });
    const interfaces = Object.entries(interfaceServices).map(
      ([endpointId, service]) =>
        new VpcEndpoint(this, endpointId, {
          ...common,
          serviceName: `com.amazonaws.${props.region}.${service}`,
          vpcEndpointType: "Interface",
          subnetIds: [...props.subnetIds],
          securityGroupIds: [props.securityGroupId],
          // Off by default in the provider; without it the services' usual host names lead to the internet.
          privateDnsEnabled: true,
        }),
    );
    this.ready = [s3, ...interfaces];
  }
}
