import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { FlowLogs } from "../constructs/network/flow-logs";
import { LockedDefaultSecurityGroup } from "../constructs/network/locked-default-security-group";
import { Network } from "../constructs/network/network";
import { retainedScope } from "../constructs/shared/retained";
import type { SecurityGroups } from "../constructs/security-groups/security-groups";
import { SeparateSecurityGroups } from "../constructs/security-groups/separate-security-groups";
import { SharedSecurityGroups } from "../constructs/security-groups/shared-security-groups";
import { redirectPort } from "../constructs/load-balancer/listeners";
import { TransitionalSecurityGroups } from "../constructs/security-groups/transitional-security-groups";
import { VpcEndpoints } from "../constructs/network/vpc-endpoints";
import { endpointNeedsOf } from "../environments/validation/endpoint-use";
import type { Environment } from "../environments/schema";
import { interfaceServices } from "../lib/aws/endpoint-services";
import type { Names } from "../environments/names";

export interface NetworkingProps {
  readonly environment: Environment;
  readonly names: Names;
  /** Id of the account. */
  readonly account: string;
  /** Encrypts the flow logs. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
}

export interface Networking {
  readonly network: Network;
  readonly endpoints: VpcEndpoints;
  readonly securityGroups: SecurityGroups;
}

/** What everything else stands on: the network, its ways to AWS, and who may talk to whom. */
export function addNetworking(stack: TerraformStack, props: NetworkingProps): Networking {
  const { environment, names, account } = props;
  const { lockDefaultSecurityGroup, flowLogs } = environment.network;
  const network = new Network(stack, "network", {
    ...environment.network,
    names,
    retainedZones: environment.retained.zones ?? [],
  });
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

type Form = Environment["network"]["securityGroups"];

/** Those declared, with those that running tasks still have where these are others. */
function addSecurityGroups(stack: TerraformStack, props: NetworkingProps, vpcId: string): SecurityGroups {
  const { network, retained } = props.environment;
  const declared = createSecurityGroups(stack, network.securityGroups, props, vpcId);
  return retained.securityGroups === undefined
    ? declared
    : new TransitionalSecurityGroups(
        declared,
        createSecurityGroups(retainedScope(stack), retained.securityGroups, props, vpcId),
      );
}

function createSecurityGroups(
  scope: Construct,
  form: Form,
  { environment, names }: NetworkingProps,
  vpcId: string,
): SecurityGroups {
  const { network, loadBalancer } = environment;
  const { https, productionPort, testPort, allowedCidrs, testAllowedCidrs } = loadBalancer;
  if (form === "shared") {
    return new SharedSecurityGroups(scope, "security_groups", {
      vpcId,
      names,
      listenerPorts: { production: productionPort, test: testPort },
      containerPorts: containerPorts(environment),
    });
  }
  const port = redirectPort(https !== undefined);
  return new SeparateSecurityGroups(scope, "security_groups", {
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

function containerPorts({ services, retained }: Environment): readonly number[] {
  return Object.entries(services).flatMap(([key, { container }]) => {
    const before = retained.services[key]?.containerPort;
    return [container.port, ...(before === undefined ? [] : [before])];
  });
}

function addEndpoints(
  stack: TerraformStack,
  { environment, names, account }: NetworkingProps,
  network: Network,
  { endpointsGroupIds }: SecurityGroups,
): VpcEndpoints {
  const needs = endpointNeedsOf(environment);
  return new VpcEndpoints(stack, "endpoints", {
    name: names.project,
    region: environment.region,
    vpcId: network.vpcId,
    routeTableIds: network.private.routeTableIds,
    interfaces: environment.network.interfaceEndpoints
      ? {
          services: interfaceServices(needs),
          subnetIds: network.private.subnetIds,
          securityGroupIds: endpointsGroupIds,
        }
      : undefined,
    policies: environment.network.endpointPolicies
      ? { account, containerInstances: needs.containerInstances }
      : undefined,
  });
}
