import { Aspects } from "cdktf";
import { Construct } from "constructs";
import type { Environment, Service as ServiceSettings } from "../../environments/schema";
import type { ReleaseContract } from "../../release-contract/contract";
import type { TaskDimensions, TrafficDimensions } from "../monitoring/metrics";
import { serviceNames, type ServiceNames } from "../../environments/names";
import { secretResource } from "./secret-arn";
import { BlueGreenDeployment } from "../deployment/blue-green-deployment";
import { BlueGreenService } from "./blue-green-service";
import { placementOf, clusterCapacityProviders, strategyOf } from "../cluster/placement";
import type { Platform } from "./platform";
import { PublishedContract } from "./published-contract";
import { Registry } from "./registry";
import { RevisionInUse } from "./revision-in-use";
import type { GroupOf } from "../security-groups/security-groups";
import { ServiceMonitoring } from "../monitoring/service-monitoring";
import { ServiceScaling } from "./service-scaling";
import { ServiceTag } from "./service-tag";
import { ServiceTask } from "./service-task";
import type { TargetGroup, TargetGroupPair } from "../load-balancer/target-group-pair";
import { createTrafficRoutes, type TrafficRoutes } from "../load-balancer/traffic-routes";

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
  readonly task: ServiceTask;
  readonly contract: PublishedContract;
  private readonly names: ServiceNames;
  private readonly tasksGroup: GroupOf;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceProps,
  ) {
    super(scope, id);
    const { key, settings, environment, platform, targetGroups } = props;
    this.names = serviceNames(environment, key, settings);
    if (environment.tags !== undefined) {
      for (const own of [this, targetGroups]) Aspects.of(own).add(new ServiceTag(key));
    }

    this.registry = new Registry(this, "registry", {
      ...environment.registry,
      tag: environment.project,
      name: this.names.repository,
      kmsKeyArn: platform.kmsKeyArn,
    });
    this.tasksGroup = platform.securityGroups.forTasks(this, {
      name: this.names.securityGroup,
      containerPort: settings.container.port,
      retainedPort: environment.retained.services[key]?.containerPort,
      s3PrefixListId: platform.s3PrefixListId,
    });
    this.task = new ServiceTask(this, "task", {
      ...platform,
      names: this.names,
      settings,
      environment,
      repository: this.registry,
      retained: environment.retained.services[key],
    });
    const traffic = createTrafficRoutes(this, props);
    const service = this.createService(traffic);
    const dimensions = this.dimensions(service);
    const scaling =
      settings.scaling && new ServiceScaling(this, "scaling", { ...dimensions, scaling: settings.scaling });
    const observation = new ServiceMonitoring(this, "observation", {
      ...platform,
      ...dimensions,
      names: this.names,
      settings,
      environment,
    });
    const deployment = new BlueGreenDeployment(this, "deployment", {
      ...platform,
      ...traffic,
      names: this.names,
      settings: settings.deployment,
      route: settings.route,
      listeners: settings.listeners,
      environment,
      serviceName: service.name,
      targetGroups,
      taskRoleArns: [
        this.task.executionRoleArn,
        ...[this.task.taskRoleArn, this.task.retainedRoleArn].filter((arn) => arn !== undefined),
      ],
      alarms: observation.rollbackAlarmNames,
    });
    this.contract = this.publishContract({ service, deployment, traffic, scaling });
  }

  private createService(traffic: TrafficRoutes): BlueGreenService {
    const { settings, environment, platform, targetGroups } = this.props;
    return new BlueGreenService(this, "Resource", {
      name: this.names.service,
      clusterArn: platform.cluster.arn,
      taskDefinitionArn: this.task.definition.arn,
      desiredCount: settings.desiredCount,
      launch: placementOf(settings.compute, platform.capacity),
      container: this.container(),
      targetGroups,
      subnetIds: platform.taskSubnetIds.declared,
      securityGroupId: this.tasksGroup.id,
      autoscaled: settings.scaling !== undefined,
      executeCommand: settings.executeCommand,
      tagTasks: environment.tags !== undefined,
      healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
      after: [...platform.ready, ...traffic.ready, ...this.tasksGroup.ready, ...this.task.ready],
    });
  }

  private publishContract({ service, deployment, traffic, scaling }: Made): PublishedContract {
    const { key, settings, environment, platform, targetGroups } = this.props;
    return new PublishedContract(this, "contract", {
      parameterName: this.names.releaseContractParameter,
      contract: {
        version: 1,
        environment: environment.name,
        serviceKey: key,
        account: platform.account,
        region: environment.region,
        cluster: platform.cluster.name,
        service: service.name,
        taskDefinitionArn: this.task.definition.arn,
        container: this.container(),
        repositoryUrl: this.registry.url,
        ...(this.registry.keepReleases !== undefined && { keepReleases: this.registry.keepReleases }),
        network: {
          subnetIds: platform.taskSubnetIds.declared,
          securityGroupIds: [this.tasksGroup.id],
          assignPublicIp: "DISABLED",
        },
        ...this.retained(),
        // Instances have none, and ECS refuses a task set that names one.
        ...(settings.compute.type !== "ec2" && { platformVersion: "LATEST" }),
        capacityProviders: strategyOf(placementOf(settings.compute, platform.capacity)),
        codeDeploy: { application: deployment.group.application, deploymentGroup: deployment.group.name },
        listenerArns: traffic.listenerArns,
        ...(traffic.listenerRuleArns !== undefined && { listenerRuleArns: traffic.listenerRuleArns }),
        targetGroups: { blue: named(targetGroups.blue), green: named(targetGroups.green) },
        ...(deployment.smokeTest !== undefined && {
          hooks: { afterAllowTestTraffic: deployment.smokeTest.functionName },
        }),
        scalingResourceId: scaling?.resourceId ?? null,
      },
      preconditions: this.revisionInUse(service).preconditions,
    });
  }

  private revisionInUse({ running }: BlueGreenService): RevisionInUse {
    const { key, settings, environment, platform } = this.props;
    const before = environment.retained.services[key]?.containerPort;
    return new RevisionInUse(this, "revision_in_use", {
      environment: environment.name,
      key,
      account: platform.account,
      running,
      declared: {
        containerPorts: [settings.container.port, ...(before === undefined ? [] : [before])],
        secrets: [...new Set(this.task.secrets.map(secretResource))],
        taskRole: this.task.taskRoleArn !== undefined || this.task.retainedRoleArn !== undefined,
        capacityProviders: clusterCapacityProviders(platform.capacity),
        names: this.names,
      },
      defaultNames: serviceNames(environment, key, { ...settings, names: {} }),
    });
  }

  /** What running tasks use of the configuration before. */
  private retained(): Pick<ReleaseContract, "retained"> {
    const { key, environment, platform } = this.props;
    const { retainedId } = this.tasksGroup;
    const { containerPort, secrets } = environment.retained.services[key] ?? {};
    const taskRoleArn = this.task.retainedRoleArn;
    const kept = {
      ...(containerPort !== undefined && { containerPort }),
      ...(secrets !== undefined && { secretArns: secrets }),
      ...(taskRoleArn !== undefined && { taskRoleArn }),
    };
    const subnetIds = platform.taskSubnetIds.retained;
    const securityGroupIds = retainedId === undefined ? [] : [retainedId];
    if (subnetIds.length + securityGroupIds.length + Object.keys(kept).length === 0) return {};
    return { retained: { subnetIds, securityGroupIds, ...kept } };
  }

  /** Where CloudWatch keeps what is measured of the service. */
  private dimensions(service: BlueGreenService): { traffic: TrafficDimensions; tasks: TaskDimensions } {
    const { platform, targetGroups } = this.props;
    return {
      traffic: {
        loadBalancer: platform.loadBalancer.arnSuffix,
        targetGroups: { blue: targetGroups.blue.arnSuffix, green: targetGroups.green.arnSuffix },
      },
      tasks: { cluster: platform.cluster.name, service: service.name },
    };
  }

  /** The container that the load balancer sends requests to. */
  private container(): { readonly name: string; readonly port: number } {
    return { name: this.names.container, port: this.props.settings.container.port };
  }
}

/** What a contract is published of. */
interface Made {
  readonly service: BlueGreenService;
  readonly deployment: BlueGreenDeployment;
  readonly traffic: TrafficRoutes;
  readonly scaling: ServiceScaling | undefined;
}

function named({ name, arn }: TargetGroup): TargetGroup {
  return { name, arn };
}
