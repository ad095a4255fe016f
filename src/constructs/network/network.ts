import { Construct } from "constructs";
import { InternetGateway, Vpc } from "../../aws";
import type { Environment } from "../../environments/schema";
import type { Names } from "../../environments/names";
import { NatGateways } from "./nat-gateways";
import { SubnetTier } from "./subnet-tier";

export interface NetworkProps {
  readonly cidr: string;
  readonly zones: Environment["network"]["zones"];
  /** NAT gateways: none, one in the first zone for all, or one in each zone. */
  readonly egress: Environment["network"]["egress"];
  /** Zones that the next release leaves. @default none */
  readonly retainedZones?: readonly string[];
  readonly names: Pick<Names, "project" | "publicNetwork" | "privateNetwork">;
}

/**
 * A VPC with a public and a private subnet in every zone. The public ones reach the internet. The private ones reach it
 * where there are NAT gateways; without, they reach nothing outside, and what tasks need of AWS comes through VPC endpoints.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly internetGatewayId: string;
  readonly public: SubnetTier;
  readonly private: SubnetTier;
  /** Private subnets that a release places tasks in, and those that it leaves. */
  readonly taskSubnetIds: { readonly declared: readonly string[]; readonly retained: readonly string[] };

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
    const { retainedZones = [] } = props;
    const zones = props.zones.map((zone) => ({
      ...zone,
      zone: zone.name,
      retained: retainedZones.includes(zone.name),
    }));

    this.public = new SubnetTier(this, "public", {
      vpcId: vpc.id,
      name: props.names.publicNetwork,
      subnets: zones.map(({ zone, publicCidr: cidr, retained }) => ({ zone, cidr, retained })),
      exits: [{ gatewayId: internetGateway.id }],
    });
    this.private = new SubnetTier(this, "private", {
      vpcId: vpc.id,
      name: props.names.privateNetwork,
      subnets: zones.map(({ zone, privateCidr: cidr, retained }) => ({ zone, cidr, retained })),
      exits: this.createNatGateways(props).map((natGatewayId) => ({ natGatewayId })),
    });
    const subnetIds = (retained: boolean) =>
      this.private.subnetIds.filter((_id, index) => zones[index]?.retained === retained);
    this.taskSubnetIds = { declared: subnetIds(false), retained: subnetIds(true) };
  }

  /** Their ids, in the order of the zones. */
  private createNatGateways({ egress, names }: NetworkProps): readonly string[] {
    if (egress === "none") return [];
    const subnets = [...this.public.subnetIdByZone].map(([zone, subnetId]) => ({ zone, subnetId }));
    const { ids } = new NatGateways(this, "nat", {
      name: names.project,
      subnets: egress === "single-nat" ? subnets.slice(0, 1) : subnets,
      after: this.public.ready,
    });
    return ids;
  }
}
