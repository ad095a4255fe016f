import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import { DataAwsCallerIdentity } from "../aws";
import { EncryptionKey } from "../constructs/shared/encryption-key";
import { Listeners } from "../constructs/load-balancer/listeners";
import { PermissionsBoundary } from "../constructs/shared/permissions-boundary";
import type { Platform } from "../constructs/service/platform";
import { Service } from "../constructs/service/service";
import { TargetGroupPair } from "../constructs/load-balancer/target-group-pair";
import type { Environment } from "../environments/schema";
import { boundaryArn, githubRoleArns } from "../environments/github-names";
import { names, type Names, serviceNames } from "../environments/names";
import { addAlerts } from "./alerts";
import { addBackend } from "./backend";
import { BaseStack } from "./base-stack";
import { addIngress } from "./ingress";
import { addNetworking } from "./networking";
import { addOutputs, ownsLoadBalancer, serviceOutputs, subnetOutputs } from "./outputs";
import { addCompute } from "./compute";

/**
 * Everything one environment runs on. The construct ids below are Terraform addresses: changing one moves its resources,
 * which Terraform carries out by destroying and creating them.
 */
export class ServiceStack extends BaseStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment.name, environment);
    addBackend(this, environment);
    const named = names(environment);
    const account = new DataAwsCallerIdentity(this, "current").accountId;
    if (environment.github !== undefined) {
      Aspects.of(this).add(new PermissionsBoundary(boundaryArn(environment.name, account)));
    }
    const kmsKeyArn = this.addKey(environment, named, account);
    const common = { environment, names: named, account, kmsKeyArn };

    const networking = addNetworking(this, common);
    const { network, securityGroups, endpoints } = networking;
    const { loadBalancer, tls } = addIngress(this, {
      ...common,
      subnetIds: network.public.subnetIds,
      securityGroupIds: securityGroups.loadBalancerGroupIds,
      after: network.public.ready,
    });
    const services = Object.entries(environment.services).map(([key, settings]) => ({
      key,
      settings,
      targetGroups: new TargetGroupPair(this, `targets_${key}`, {
        ...settings,
        vpcId: network.vpcId,
        names: serviceNames(environment, key, settings).targetGroups,
      }),
    }));
    const listeners = new Listeners(this, "listeners", {
      loadBalancerArn: loadBalancer.arn,
      ports: { production: environment.loadBalancer.productionPort, test: environment.loadBalancer.testPort },
      tls,
      everythingTo: services.find(({ settings }) => ownsLoadBalancer(settings))?.targetGroups,
    });
    const compute = addCompute(this, { ...common, networking });
    const platform: Platform = {
      account,
      cluster: compute.cluster,
      capacity: compute.capacity,
      listenerArns: listeners.arns,
      loadBalancer,
      tls,
      taskSubnetIds: network.taskSubnetIds,
      securityGroups,
      s3PrefixListId: endpoints.s3PrefixListId,
      kmsKeyArn,
      alertTopicArn: addAlerts(this, { ...common, loadBalancer })?.arn,
      executeCommandLog: { kmsKeyArn, logGroupArn: compute.cluster.executeCommandLogGroupArn },
      ready: [
        ...listeners.ready,
        ...securityGroups.ready,
        ...network.private.ready,
        ...endpoints.ready,
        ...compute.ready,
      ],
    };

    const [endpointsGroupId] = securityGroups.endpointsGroupIds;
    // With those of the service, these are the hands-on's own `export.log`, without its workstation.
    addOutputs(this, {
      AccountID: account,
      VpcId: network.vpcId,
      ...subnetOutputs(network.public.subnetIdByZone, "Public"),
      ...subnetOutputs(network.private.subnetIdByZone, "Private"),
      InternetGatewayId: network.internetGatewayId,
      RouteTableIdPublic: network.public.routeTableId,
      RouteTableIdPrivate: network.private.routeTableId,
      PublicSecurityGroupsId: securityGroups.loadBalancerGroupIds[0],
      ...(endpointsGroupId !== undefined && { PrivateSecurityGroupsId: endpointsGroupId }),
      LoadBalancersDnsName: loadBalancer.dnsName,
      LoadBalancerArn: loadBalancer.arn,
    });
    for (const service of services) {
      const made = new Service(this, `service_${service.key}`, { ...service, environment, platform });
      addOutputs(this, serviceOutputs(service, made));
    }
  }

  private addKey(environment: Environment, named: Names, account: string): string | undefined {
    const { encryption, region } = environment;
    if (encryption === "aws-managed") return undefined;
    const makerArn = githubRoleArns(environment)?.apply;
    return new EncryptionKey(this, "key", { alias: named.encryptionKeyAlias, account, region, makerArn }).arn;
  }
}
