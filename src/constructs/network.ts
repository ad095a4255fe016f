import { Construct } from "constructs";
import { InternetGateway, Vpc } from "../aws";
import type { Environment } from "../environments/schema";
import type { Names } from "../lib/names";
import { SubnetTier } from "./subnet-tier";

export interface NetworkProps {
  readonly cidr: string;
  readonly zones: Environment["network"]["zones"];
  readonly names: Pick<Names, "project" | "publicNetwork" | "privateNetwork">;
}

/**
 * A VPC with a public and a private subnet in every zone. The public ones reach the internet; the private ones reach
 * nothing outside (no NAT gateway): what tasks need of AWS comes through VPC endpoints.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly internetGatewayId: string;
  readonly public: SubnetTier;
  readonly private: SubnetTier;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const tags = { Name: props.names.project };

    const vpc = new Vpc(this, "Resource", {
      cidrBlock: props.cidr,
      // Both are needed for the private DNS names of interface endpoints.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags,
    });
    const internetGateway = new InternetGateway(this, "internet_gateway", { vpcId: vpc.id, tags });

    this.vpcId = vpc.id;
    this.internetGatewayId = internetGateway.id;
    this.public = new SubnetTier(this, "public", {
      vpcId: vpc.id,
      name: props.names.publicNetwork,
      subnets: props.zones.map(({ name, publicCidr }) => ({ zone: name, cidr: publicCidr })),
      internetGatewayId: internetGateway.id,
    });
    this.private = new SubnetTier(this, "private", {
      vpcId: vpc.id,
      name: props.names.privateNetwork,
      subnets: props.zones.map(({ name, privateCidr }) => ({ zone: name, cidr: privateCidr })),
    });
  }
}
