import type { TerraformStack } from "cdktf";
import { FlowLogs } from "../constructs/flow-logs";
import { LockedDefaultSecurityGroup } from "../constructs/locked-default-security-group";
import { Network } from "../constructs/network";
import type { SecurityGroups } from "../constructs/security-groups";
import { SeparateSecurityGroups } from "../constructs/separate-security-groups";
import { SharedSecurityGroups } from "../constructs/shared-security-groups";
import { redirectPort } from "../constructs/listeners";
import { VpcEndpoints } from "../constructs/vpc-endpoints";
import { endpointNeedsOf } from "../environments/endpoint-use";
import type { Environment } from "../environments/schema";
import { interfaceServices } from "../lib/endpoint-services";
import type { Names } from "../lib/names";

export interface GroundProps {
  readonly environment: Environment;
  readonly names: Names;
  /** Id of the account. */
  readonly account: string;
  /** Encrypts the flow logs. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
}

export interface Ground {
  readonly network: Network;
  readonly endpoints: VpcEndpoints;
  readonly securityGroups: SecurityGroups;
}

/** What everything else stands on: the network, its ways to AWS, and who may talk to whom. */
export function addGround(stack: TerraformStack, props: GroundProps): Ground {
  const { environment, names, account } = props;
  const { lockDefaultSecurityGroup, flowLogs } = environment.network;
  const network = new Network(stack, "network", { ...environment.network, names });
  if (lockDefaultSecurityGroup) {
    new LockedDefaultSecurityGroup(stack, "default_security_group", { vpcId: network.vpcId, name: names.project });
  }
  if (flowLogs !== undefined) {
    new FlowLogs(stack, "flow_logs", {
      vpcId: network.vpcId,
      account,
      region: environment.region,
      names,
      settings: flowLogs,
      kmsKeyArn: props.kmsKeyArn,
    });
  }
  const securityGroups = addSecurityGroups(stack, props, network.vpcId);
  return { network, endpoints: addEndpoints(stack, props, network, securityGroups), securityGroups };
}

function addSecurityGroups(stack: TerraformStack, { environment, names }: GroundProps, vpcId: string): SecurityGroups {
  const { network, loadBalancer, services } = environment;
  const { https, productionPort, testPort, allowedCidrs, testAllowedCidrs } = loadBalancer;
  if (network.securityGroups === "shared") {
    return new SharedSecurityGroups(stack, "security_groups", {
      vpcId,
      names,
      listenerPorts: { production: productionPort, test: testPort },
      containerPorts: Object.values(services).map(({ container }) => container.port),
    });
  }
  const port = redirectPort(https !== undefined);
  return new SeparateSecurityGroups(stack, "security_groups", {
    vpcId,
    names,
    entrances: {
      production: { port: productionPort, from: allowedCidrs },
      test: { port: testPort, from: testAllowedCidrs },
      redirect: port === undefined ? undefined : { port, from: allowedCidrs },
    },
    interfaceEndpoints: network.interfaceEndpoints,
    internet: network.egress !== "none",
  });
}

function addEndpoints(
  stack: TerraformStack,
  { environment, names, account }: GroundProps,
  network: Network,
  { endpointsGroupId }: SecurityGroups,
): VpcEndpoints {
  const needs = endpointNeedsOf(environment);
  return new VpcEndpoints(stack, "endpoints", {
    name: names.project,
    region: environment.region,
    vpcId: network.vpcId,
    routeTableIds: network.private.routeTableIds,
    interfaces:
      endpointsGroupId === undefined || !environment.network.interfaceEndpoints
        ? undefined
        : {
            services: interfaceServices(needs),
            subnetIds: network.private.subnetIds,
            securityGroupId: endpointsGroupId,
          },
    policies: environment.network.endpointPolicies
      ? { account, containerInstances: needs.containerInstances }
      : undefined,
  });
}
