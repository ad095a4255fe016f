import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { EcsService, type EcsServiceConfig } from "../../aws";
import type { Placement } from "../cluster/placement";
import { ignoredChanges } from "../../lib/terraform/ignored-attributes";
import type { RunningRevision } from "./revision-in-use";
import type { BlueGreen, TargetGroup } from "../load-balancer/target-group-pair";

export interface BlueGreenServiceProps {
  readonly name: string;
  readonly clusterArn: string;
  /** The revision the service is born with; releases move it on. */
  readonly taskDefinitionArn: string;
  readonly desiredCount: number;
  /** Where its tasks run at first; releases carry it from then on. */
  readonly launch: Placement;
  readonly container: { readonly name: string; readonly port: number };
  readonly targetGroups: BlueGreen<TargetGroup>;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** Whether the number of tasks belongs to autoscaling once the service exists. */
  readonly autoscaled: boolean;
  /** Whether people may run commands in its containers. */
  readonly executeCommand: boolean;
  /** Whether tasks get the service's tags, and those of ECS that name cluster and service. */
  readonly tagTasks: boolean;
  /** Seconds in which a starting task's failing health checks do not count. */
  readonly healthCheckGracePeriodSeconds: number;
  /** A task's way to its image, its log group and its rights, and the listeners: all exist before the first task. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * The ECS service under the CODE_DEPLOY controller. Terraform creates it; from then on only a deployment may change
 * what it runs and where its traffic comes from (see `left-to-others.ts`).
 *
 * Never set here: `wait_for_steady_state` (a service under CODE_DEPLOY has no deployments to wait for; it never ends,
 * terraform-provider-aws 29252), `force_new_deployment` (refused, 13473) and `platform_version` (AWS takes LATEST and
 * answers 1.4.0, which the provider would see as a change).
 */
export class BlueGreenService extends Construct {
  readonly name: string;
  /** Terraform ignores changes of it, so that a plan has what AWS answers. */
  readonly running: RunningRevision;

  constructor(scope: Construct, id: string, props: BlueGreenServiceProps) {
    super(scope, id);
    const service = new EcsService(this, "Resource", {
      name: props.name,
      cluster: props.clusterArn,
      taskDefinition: props.taskDefinitionArn,
      deploymentController: { type: "CODE_DEPLOY" },
      ...placement(props.launch),
      schedulingStrategy: "REPLICA",
      desiredCount: props.desiredCount,
      deploymentMaximumPercent: 200,
      deploymentMinimumHealthyPercent: 100,
      healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      availabilityZoneRebalancing: "DISABLED",
      enableEcsManagedTags: props.tagTasks,
      enableExecuteCommand: props.executeCommand,
      propagateTags: props.tagTasks ? "SERVICE" : "NONE",
      networkConfiguration: {
        subnets: [...props.subnetIds],
        securityGroups: [props.securityGroupId],
        assignPublicIp: false,
      },
      loadBalancer: [
        {
          targetGroupArn: props.targetGroups.blue.arn,
          containerName: props.container.name,
          containerPort: props.container.port,
        },
      ],
      lifecycle: { ignoreChanges: ignoredChanges("aws_ecs_service", { autoscaled: props.autoscaled }) },
      dependsOn: [...props.after],
    });
    this.name = service.name;
    this.running = {
      taskDefinition: service.taskDefinition,
      containerPorts: Token.asNumberList(service.interpolationForAttribute("load_balancer[*].container_port")),
      capacityProviders: Token.asList(
        service.interpolationForAttribute("capacity_provider_strategy[*].capacity_provider"),
      ),
    };
  }
}

function placement(launch: Placement): Pick<EcsServiceConfig, "launchType" | "capacityProviderStrategy"> {
  if (launch.type === "launch-type") return { launchType: launch.launchType };
  return {
    capacityProviderStrategy: launch.strategy.map(({ name, base, weight }) => ({
      capacityProvider: name,
      base,
      weight,
    })),
  };
}
