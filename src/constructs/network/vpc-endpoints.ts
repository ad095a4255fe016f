import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { VpcEndpoint } from "../../aws";
import { type EndpointPolicyProps, interfaceEndpointPolicy, s3EndpointPolicy } from "./endpoint-policies";
import type { InterfaceService } from "../../lib/aws/endpoint-services";
import { jsonText } from "../shared/json-text";

export interface VpcEndpointsProps {
  /** Tag `Name` of every endpoint. */
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  /** Route tables that learn the way to S3. */
  readonly routeTableIds: readonly string[];
  /** @default none: the way to everything but S3 is NAT */
  readonly interfaces?: InterfaceEndpointsProps | undefined;
  /**
   * Who may come through.
   * @default everyone, whatever account's credentials they have: AWS's own policy
   */
  readonly policies?: Omit<EndpointPolicyProps, "region"> | undefined;
}

export interface InterfaceEndpointsProps {
  readonly services: readonly InterfaceService[];
  /** Where each endpoint gets an address. */
  readonly subnetIds: readonly string[];
  /** Whom one of them lets in reaches all endpoints. */
  readonly securityGroupIds: readonly string[];
}

/**
 * The private subnets' ways to AWS. The gateway to S3, where ECR keeps the layers of images, costs nothing; each interface
 * endpoint about 10 USD a month and zone (0.014 USD an hour in Tokyo) plus 0.01 USD per GB: the largest part of what the
 * hands-on costs.
 */
export class VpcEndpoints extends Construct {
  /** The addresses of S3, as rules of security groups name them. */
  readonly s3PrefixListId: string;
  /** Without them a task cannot pull its image. */
  readonly ready: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcEndpointsProps,
  ) {
    super(scope, id);
    const s3 = new VpcEndpoint(this, "s3", {
      ...this.common("s3"),
      vpcEndpointType: "Gateway",
      routeTableIds: [...props.routeTableIds],
      ...this.policy(s3EndpointPolicy),
    });
    this.s3PrefixListId = s3.prefixListId;
    this.ready = [s3, ...(props.interfaces === undefined ? [] : this.createInterfaces(props.interfaces))];
  }

  private createInterfaces({ services, subnetIds, securityGroupIds }: InterfaceEndpointsProps): readonly VpcEndpoint[] {
    return services.map(
      (service) =>
        new VpcEndpoint(this, service.replaceAll(/\W/g, "_"), {
          ...this.common(service),
          vpcEndpointType: "Interface",
          subnetIds: [...subnetIds],
          securityGroupIds: [...securityGroupIds],
          // Off by default in the provider; without it the services' usual host names lead to the internet.
          privateDnsEnabled: true,
          ...this.policy((policies) => interfaceEndpointPolicy(service, policies)),
        }),
    );
  }

  private common(service: string) {
    const { name, region, vpcId } = this.props;
    return { vpcId, serviceName: `com.amazonaws.${region}.${service}`, tags: { Name: name } };
  }

  private policy(documentFor: (props: EndpointPolicyProps) => object | undefined) {
    const { policies, region } = this.props;
    const document = policies && documentFor({ ...policies, region });
    return document === undefined ? {} : { policy: jsonText(this, document) };
  }
}
