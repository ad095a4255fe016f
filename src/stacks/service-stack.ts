import type { Construct } from "constructs";
import { DataAwsCallerIdentity } from "../aws";
import { Cluster } from "../constructs/cluster";
import { Listeners } from "../constructs/listeners";
import { Network } from "../constructs/network";
import { Service } from "../constructs/service";
import { SharedSecurityGroups } from "../constructs/shared-security-groups";
import { TargetGroupPair } from "../constructs/target-group-pair";
import { VpcEndpoints } from "../constructs/vpc-endpoints";
import type { Environment } from "../environments/schema";
import { interfaceServices, noNeeds } from "../lib/endpoint-services";
import { names, serviceNames } from "../lib/names";
import { addBackend } from "./backend";
import { BaseStack } from "./base-stack";
import { addEdge } from "./edge";
import { addOutputs, serviceOutputs, subnetOutputs } from "./outputs";

/**
 * Everything one environment runs on. The construct ids below are Terraform addresses: changing one moves its resources,
 * which Terraform carries out by destroying and creating them.
 */
export class ServiceStack extends BaseStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment.name, environment);
    addBackend(this, environment);
    const named = names(environment);
    const { loadBalancer, region } = environment;
    const ports = { production: loadBalancer.productionPort, test: loadBalancer.testPort };
    const account = new DataAwsCallerIdentity(this, "current").accountId;

    const network = new Network(this, "network", { ...environment.network, names: named });
    const securityGroups = new SharedSecurityGroups(this, "security_groups", {
      vpcId: network.vpcId,
      names: named,
      listenerPorts: ports,
      containerPorts: Object.values(environment.services).map(({ containerPort }) => containerPort),
    });
    const endpoints = new VpcEndpoints(this, "endpoints", {
      name: named.project,
      region,
      vpcId: network.vpcId,
      routeTableIds: network.private.routeTableIds,
      interfaces: {
        services: interfaceServices(noNeeds),
        subnetIds: network.private.subnetIds,
        securityGroupId: securityGroups.endpointsGroupId,
      },
    });
    const { loadBalancer: balancer, tls } = addEdge(this, {
      environment,
      names: named,
      account,
      subnetIds: network.public.subnetIds,
      securityGroupId: securityGroups.loadBalancerGroupId,
      after: network.public.ready,
    });
    const services = Object.entries(environment.services).map(([key, settings]) => ({
      key,
      settings,
      targetGroups: new TargetGroupPair(this, `targets_${key}`, {
        vpcId: network.vpcId,
        names: serviceNames(environment, key, settings).targetGroups,
        healthCheck: settings.healthCheck,
        deregistrationDelaySeconds: settings.deregistrationDelaySeconds,
      }),
    }));
    const listeners = new Listeners(this, "listeners", {
      loadBalancerArn: balancer.arn,
      ports,
      tls,
      everythingTo: services.find(({ settings }) => settings.route === undefined)?.targetGroups,
    });
    const cluster = new Cluster(this, "cluster", { name: named.cluster });

    const platform = {
      account,
      cluster,
      listenerArns: listeners.arns,
      loadBalancerDnsName: balancer.dnsName,
      privateSubnetIds: network.private.subnetIds,
      taskSecurityGroupId: securityGroups.endpointsGroupId,
      ready: [...listeners.ready, ...securityGroups.ready, ...network.private.ready, ...endpoints.ready],
    };
    // With those of the service, these are the hands-on's own `export.log`, without its workstation.
    addOutputs(this, {
      AccountID: account,
      VpcId: network.vpcId,
      ...subnetOutputs(network.public.subnetIdByZone, "Public"),
      ...subnetOutputs(network.private.subnetIdByZone, "Private"),
      InternetGatewayId: network.internetGatewayId,
      RouteTableIdPublic: network.public.routeTableId,
      RouteTableIdPrivate: network.private.routeTableId,
      PublicSecurityGroupsId: securityGroups.loadBalancerGroupId,
      PrivateSecurityGroupsId: securityGroups.endpointsGroupId,
      LoadBalancersDnsName: balancer.dnsName,
      LoadBalancerArn: balancer.arn,
    });
    for (const service of services) {
      const made = new Service(this, `service_${service.key}`, { ...service, environment, platform });
      addOutputs(this, serviceOutputs(service, made));
    }
  }
}
