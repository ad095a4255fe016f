import type { Construct } from "constructs";
import { DataAwsCallerIdentity } from "../aws";
import { BlueGreenService } from "../constructs/blue-green-service";
import { BlueGreenTraffic } from "../constructs/blue-green-traffic";
import { Cluster } from "../constructs/cluster";
import { DeploymentGroup } from "../constructs/deployment-group";
import { LoadBalancer } from "../constructs/load-balancer";
import { LogGroup } from "../constructs/log-group";
import { Network } from "../constructs/network";
import { PublishedContract } from "../constructs/published-contract";
import { Registry } from "../constructs/registry";
import { SecurityGroups } from "../constructs/security-groups";
import { ServiceRole } from "../constructs/service-role";
import { SmokeTest } from "../constructs/smoke-test";
import { TaskDefinition } from "../constructs/task-definition";
import { VpcEndpoints } from "../constructs/vpc-endpoints";
import type { Environment } from "../environments/schema";
import { names } from "../lib/names";
import { addBackend } from "./backend";
import { BaseStack } from "./base-stack";
import { addOutputs, subnetOutputs } from "./outputs";

/**
 * Everything one environment runs on. The construct ids below are Terraform addresses: changing one moves its resources,
 * which Terraform carries out by destroying and creating them.
 */
export class ServiceStack extends BaseStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment.name, environment);
    addBackend(this, environment);
    const named = names(environment);
    const { region, service } = environment;
    const { productionPort, testPort } = environment.loadBalancer;
    const container = { name: named.container, port: service.containerPort };
    const account = new DataAwsCallerIdentity(this, "current").accountId;

    const network = new Network(this, "network", { ...environment.network, names: named });
    const securityGroups = new SecurityGroups(this, "security_groups", {
      vpcId: network.vpcId,
      names: named,
      listenerPorts: { production: productionPort, test: testPort },
      containerPort: container.port,
    });
    const endpoints = new VpcEndpoints(this, "endpoints", {
      name: named.project,
      region,
      vpcId: network.vpcId,
      subnetIds: network.private.subnetIds,
      securityGroupId: securityGroups.privateId,
      routeTableId: network.private.routeTableId,
    });

    const registry = new Registry(this, "registry", { names: named });
    const logGroup = new LogGroup(this, "log_group", {
      name: named.logGroup,
      retentionDays: environment.logs.retentionDays,
    });
    const taskExecutionRole = new ServiceRole(this, "task_execution_role", {
      name: named.taskExecutionRole,
      trusts: "ecs-tasks.amazonaws.com",
      policies: ["AmazonECSTaskExecutionRolePolicy"],
    });
    const codeDeployRole = new ServiceRole(this, "code_deploy_role", {
      name: named.codeDeployRole,
      trusts: "codedeploy.amazonaws.com",
      policies: ["AWSCodeDeployRoleForECS", "AmazonEC2ContainerRegistryPowerUser"],
    });

    const loadBalancer = new LoadBalancer(this, "load_balancer", {
      name: named.loadBalancer,
      subnetIds: network.public.subnetIds,
      securityGroupId: securityGroups.publicId,
      after: network.public.ready,
    });
    const traffic = new BlueGreenTraffic(this, "traffic", {
      vpcId: network.vpcId,
      loadBalancerArn: loadBalancer.arn,
      names: named.targetGroups,
      productionPort,
      testPort,
      healthCheck: service.healthCheck,
    });

    const cluster = new Cluster(this, "cluster", { name: named.cluster });
    const taskDefinition = new TaskDefinition(this, "task_definition", {
      family: named.taskDefinitionFamily,
      cpu: service.cpu,
      memory: service.memory,
      executionRoleArn: taskExecutionRole.arn,
      container: {
        ...container,
        image: `${registry.url}:${service.imageTag}`,
        logs: { group: named.logGroup, region, streamPrefix: environment.logs.streamPrefix },
      },
    });
    const blueGreenService = new BlueGreenService(this, "service", {
      name: named.service,
      clusterArn: cluster.arn,
      taskDefinitionArn: taskDefinition.arn,
      desiredCount: service.desiredCount,
      container,
      targetGroups: traffic.targetGroups,
      subnetIds: network.private.subnetIds,
      securityGroupId: securityGroups.privateId,
      healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
      after: [
        ...traffic.ready,
        ...securityGroups.ready,
        ...network.private.ready,
        ...endpoints.ready,
        ...taskExecutionRole.ready,
        ...logGroup.ready,
      ],
    });
    const deploymentGroup = new DeploymentGroup(this, "deployment", {
      names: named,
      roleArn: codeDeployRole.arn,
      clusterName: cluster.name,
      serviceName: blueGreenService.name,
      listenerArns: traffic.listenerArns,
      targetGroups: traffic.targetGroups,
      deployment: environment.deployment,
      after: codeDeployRole.ready,
    });

    const hook = environment.deployment.hooks?.afterAllowTestTraffic;
    const smokeTest =
      hook &&
      new SmokeTest(this, "smoke_test", {
        names: named.smokeTest,
        test: hook,
        listener: { host: loadBalancer.dnsName, port: testPort },
        deploymentGroupArn: deploymentGroup.arn,
        logRetentionDays: environment.logs.retentionDays,
      });

    const contract = new PublishedContract(this, "release_contract", {
      parameterName: named.releaseContractParameter,
      contract: {
        version: 1,
        environment: environment.name,
        account,
        region,
        cluster: cluster.name,
        service: blueGreenService.name,
        taskDefinitionArn: taskDefinition.arn,
        container,
        repositoryUrl: registry.url,
        network: {
          subnetIds: network.private.subnetIds,
          securityGroupIds: [securityGroups.privateId],
          assignPublicIp: "DISABLED",
        },
        platformVersion: "LATEST",
        capacityProviders: [],
        codeDeploy: { application: deploymentGroup.application, deploymentGroup: deploymentGroup.name },
        listenerArns: traffic.listenerArns,
        targetGroups: traffic.targetGroups,
        ...(smokeTest !== undefined && { hooks: { afterAllowTestTraffic: smokeTest.functionName } }),
        scalingResourceId: null,
      },
    });

    // The first fifteen are the hands-on's own `export.log`, without its workstation.
    addOutputs(this, {
      AccountID: account,
      VpcId: network.vpcId,
      ...subnetOutputs(network.public.subnetIdByZone, "Public"),
      ...subnetOutputs(network.private.subnetIdByZone, "Private"),
      InternetGatewayId: network.internetGatewayId,
      RouteTableIdPublic: network.public.routeTableId,
      RouteTableIdPrivate: network.private.routeTableId,
      PublicSecurityGroupsId: securityGroups.publicId,
      PrivateSecurityGroupsId: securityGroups.privateId,
      LoadBalancersDnsName: loadBalancer.dnsName,
      LoadBalancerArn: loadBalancer.arn,
      TargetGroupArn: traffic.targetGroups.blue.arn,
      RevisionNo: taskDefinition.revision,
      RepositoryUrl: registry.url,
      ReleaseContract: contract.json,
      ReleaseContractParameter: contract.parameterName,
    });
  }
}
