import { Aspects, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment, Service as ServiceSettings } from "../environments/schema";
import { deploymentConfigName, serviceNames, type ServiceNames } from "../lib/names";
import { BlueGreenService } from "./blue-green-service";
import { DeploymentConfig } from "./deployment-config";
import { DeploymentGroup } from "./deployment-group";
import { ListenerRules } from "./listener-rules";
import { LogGroup } from "./log-group";
import { PublishedContract } from "./published-contract";
import { Registry } from "./registry";
import { ServiceRole } from "./service-role";
import { ServiceTag } from "./service-tag";
import { SmokeTest } from "./smoke-test";
import type { TargetGroupPair } from "./target-group-pair";
import { TaskDefinition } from "./task-definition";

/** What an environment offers to each of its services. */
export interface Platform {
  /** Id of the account. */
  readonly account: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  readonly listenerArns: { readonly production: string; readonly test: string };
  readonly loadBalancerDnsName: string;
  readonly privateSubnetIds: readonly string[];
  readonly taskSecurityGroupId: string;
  /** A task's way to its image and its log, and the load balancer's way to the task. */
  readonly ready: readonly ITerraformDependable[];
}

export interface ServiceProps {
  /** The service's name in the configuration. */
  readonly key: string;
  readonly settings: ServiceSettings;
  readonly environment: Environment;
  readonly platform: Platform;
  readonly targetGroups: TargetGroupPair;
}

/** Everything that belongs to one service, so that adding or removing one touches nothing of another's. */
export class Service extends Construct {
  readonly registry: Registry;
  readonly taskDefinition: TaskDefinition;
  readonly contract: PublishedContract;
  private readonly names: ServiceNames;
  private readonly logGroup: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceProps,
  ) {
    super(scope, id);
    const { key, settings, environment, platform, targetGroups } = props;
    if (environment.tags !== undefined) {
      for (const own of [this, targetGroups]) Aspects.of(own).add(new ServiceTag(key));
    }
    this.names = serviceNames(environment, key, settings);
    const container = { name: this.names.container, port: settings.containerPort };

    this.registry = new Registry(this, "registry", { tag: environment.project, name: this.names.repository });
    this.logGroup = new LogGroup(this, "log_group", {
      name: this.names.logGroup,
      retentionDays: environment.logs.retentionDays,
    });
    const executionRole = new ServiceRole(this, "execution_role", {
      name: this.names.taskExecutionRole,
      trusts: "ecs-tasks.amazonaws.com",
      policies: ["AmazonECSTaskExecutionRolePolicy"],
    });
    this.taskDefinition = this.createTaskDefinition(executionRole.arn);
    const rules =
      settings.route &&
      new ListenerRules(this, "rules", { listenerArns: platform.listenerArns, route: settings.route, targetGroups });

    const service = new BlueGreenService(this, "Resource", {
      name: this.names.service,
      clusterArn: platform.cluster.arn,
      taskDefinitionArn: this.taskDefinition.arn,
      desiredCount: settings.desiredCount,
      container,
      targetGroups,
      subnetIds: platform.privateSubnetIds,
      securityGroupId: platform.taskSecurityGroupId,
      healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
      after: [...platform.ready, ...(rules?.ready ?? []), ...executionRole.ready, ...this.logGroup.ready],
    });
    const deploymentGroup = this.createDeploymentGroup(service);
    const smokeTest = this.createSmokeTest(deploymentGroup);

    this.contract = new PublishedContract(this, "contract", {
      parameterName: this.names.releaseContractParameter,
      contract: {
        version: 1,
        environment: environment.name,
        serviceKey: key,
        account: platform.account,
        region: environment.region,
        cluster: platform.cluster.name,
        service: service.name,
        taskDefinitionArn: this.taskDefinition.arn,
        container,
        repositoryUrl: this.registry.url,
        network: {
          subnetIds: platform.privateSubnetIds,
          securityGroupIds: [platform.taskSecurityGroupId],
          assignPublicIp: "DISABLED",
        },
        platformVersion: "LATEST",
        capacityProviders: [],
        codeDeploy: { application: deploymentGroup.application, deploymentGroup: deploymentGroup.name },
        listenerArns: platform.listenerArns,
        ...(rules !== undefined && { listenerRuleArns: rules.arns }),
        targetGroups: { blue: targetGroups.blue, green: targetGroups.green },
        ...(smokeTest !== undefined && { hooks: { afterAllowTestTraffic: smokeTest.functionName } }),
        scalingResourceId: null,
      },
    });
  }

  private createTaskDefinition(executionRoleArn: string): TaskDefinition {
    const { settings, environment } = this.props;
    return new TaskDefinition(this, "task_definition", {
      family: this.names.taskDefinitionFamily,
      cpu: settings.cpu,
      memory: settings.memory,
      executionRoleArn,
      container: {
        name: this.names.container,
        port: settings.containerPort,
        image: `${this.registry.url}:${settings.imageTag}`,
        logs: {
          group: this.names.logGroup,
          region: environment.region,
          streamPrefix: this.names.logStreamPrefix,
        },
      },
    });
  }

  private createDeploymentGroup(service: BlueGreenService): DeploymentGroup {
    const { platform, settings, targetGroups } = this.props;
    const role = new ServiceRole(this, "code_deploy_role", {
      name: this.names.codeDeployRole,
      trusts: "codedeploy.amazonaws.com",
      policies: ["AWSCodeDeployRoleForECS", "AmazonEC2ContainerRegistryPowerUser"],
    });
    return new DeploymentGroup(this, "deployment", {
      names: this.names,
      roleArn: role.arn,
      clusterName: platform.cluster.name,
      serviceName: service.name,
      listenerArns: platform.listenerArns,
      targetGroups,
      config: this.deploymentConfig(),
      deployment: settings.deployment,
      after: role.ready,
    });
  }

  private deploymentConfig(): string {
    const { config = "CodeDeployDefault.ECSAllAtOnce", shift } = this.props.settings.deployment;
    if (shift === undefined) return config;
    return new DeploymentConfig(this, "deployment_config", { name: deploymentConfigName(this.names, shift), shift })
      .name;
  }

  private createSmokeTest(deploymentGroup: DeploymentGroup): SmokeTest | undefined {
    const { environment, platform, settings } = this.props;
    const test = settings.deployment.hooks?.afterAllowTestTraffic;
    if (test === undefined) return undefined;
    return new SmokeTest(this, "smoke_test", {
      names: this.names.smokeTest,
      test,
      listener: { host: platform.loadBalancerDnsName, port: environment.loadBalancer.testPort },
      deploymentGroupArn: deploymentGroup.arn,
      logRetentionDays: environment.logs.retentionDays,
    });
  }
}
