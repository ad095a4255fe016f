import type { CapacityProviderStrategyItem, LoadBalancer, NetworkConfiguration } from "@aws-sdk/client-ecs";

/** Names a service; cluster and service by name, never by ARN. */
export interface ServiceReference {
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
}

/** What a task set runs: the fields that a deployment carries from its AppSpec to a service under CODE_DEPLOY. */
export interface TaskSetSpecification {
  /** ARN of the revision. */
  readonly taskDefinition: string;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly networkConfiguration: NetworkConfiguration | undefined;
  /** As AWS answers it: a version number, never LATEST; none outside Fargate. */
  readonly platformVersion: string | undefined;
  /** Either this or a capacity provider strategy. */
  readonly launchType: string | undefined;
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItem[];
}

/**
 * PRIMARY serves production traffic, ACTIVE any other that has tasks.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
export type TaskSetStatus = "PRIMARY" | "ACTIVE";

export interface TaskSet {
  /** "ecs-svc/" and nineteen digits. */
  readonly id: string;
  readonly taskSetArn: string;
  readonly status: TaskSetStatus;
  readonly specification: TaskSetSpecification;
  readonly computedDesiredCount: number;
  readonly runningCount: number;
  readonly stabilityStatus: "STEADY_STATE" | "STABILIZING";
  /** CODE_DEPLOY when a deployment made it. */
  readonly startedBy: string | undefined;
  /** Id of the deployment that made it. */
  readonly externalId: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** ARNs of its stand-in tasks. */
  readonly taskArns: readonly string[];
}

/** A service as its deployments see it. */
export interface RunningService {
  readonly reference: ServiceReference;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly deploymentController: DeploymentController;
  /** Whether answers show its task sets; else they show deployments. */
  readonly showsTaskSets: boolean;
  readonly createdAt: Date;
  readonly desiredCount: number;
  /** What the PRIMARY task set runs. */
  readonly specification: TaskSetSpecification;
  /** PRIMARY first. */
  readonly taskSets: readonly TaskSet[];
}

export type DeploymentController = "ECS" | "CODE_DEPLOY" | "EXTERNAL";

/** What AWS CodeDeploy does to a service under CODE_DEPLOY, and nobody else may. */
export interface ServiceDeployments {
  /** Undefined if there is no such service, or none any more. */
  service(reference: ServiceReference): RunningService | undefined;
  /** Takes a new look at the health of the service's tasks, on which the stability of its task sets depends. */
  observeHealth(reference: ServiceReference): Promise<void>;
  /**
   * Starts a replacement beside the PRIMARY task set, ACTIVE, its tasks registered in its target group. What the
   * specification leaves out is taken from the PRIMARY task set.
   *
   * @throws AwsError ServiceNotFoundException, ClientException for a task definition that does not exist
   */
  createTaskSet(
    reference: ServiceReference,
    replacement: Partial<TaskSetSpecification>,
    origin: {
      /** Id of the deployment. */
      readonly externalId: string;
      /** Tasks to run; @default the service's desired count */
      readonly count?: number;
    },
  ): Promise<TaskSet>;
  /** The service's own task definition, load balancer, network ... become those of this task set. */
  makePrimary(reference: ServiceReference, taskSetId: string): Promise<void>;
  /** Its tasks stop and leave their target group. Nothing happens if it is gone already. */
  deleteTaskSet(reference: ServiceReference, taskSetId: string): Promise<void>;
}
