import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ServiceDeployments } from "../../ecs/task-set";

/** One place where a listener says where traffic goes: its default actions, or those of a rule. */
export interface ListenerRoute {
  readonly kind: "listener" | "rule";
  /** ARN of the listener or the rule. */
  readonly arn: string;
  readonly actions: readonly Action[];
}

/** Elastic Load Balancing, as far as deployments need it. */
export interface LoadBalancers {
  /** ARN of the target group with this name; undefined if there is none. */
  targetGroupArn(region: string, name: string): Promise<string | undefined>;
  hasListener(region: string, listenerArn: string): Promise<boolean>;
  /** The listener's default actions and all its rules. */
  routes(region: string, listenerArn: string): Promise<readonly ListenerRoute[]>;
  setActions(region: string, route: ListenerRoute): Promise<void>;
}

/** CloudWatch, as far as deployments need it. */
export interface Alarms {
  /** Which of these alarms are in state ALARM. An alarm that does not exist is in none. */
  active(region: string, names: readonly string[]): Promise<readonly string[]>;
}

/** Where an AppSpec lies in S3. */
export interface RevisionObject {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string | undefined;
  readonly eTag?: string | undefined;
}

export interface Revisions {
  /** The text of the object; undefined if there is none. */
  read(region: string, object: RevisionObject): Promise<string | undefined>;
}

/** What CodeDeploy hands to the Lambda function of a lifecycle event. */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

/** Runs the Lambda functions of lifecycle events. */
export interface HookInvoker {
  /**
   * Runs the function. Its verdict does not come back here: the function reports it by
   * PutLifecycleEventHookExecutionStatus, as on AWS. A rejection fails the lifecycle event.
   *
   * @param functionName name or ARN, as the AppSpec has it
   */
  invoke(region: string, functionName: string, event: HookEvent): Promise<void>;
}

/** What a deployment changes. */
export interface Dependencies {
  readonly services: ServiceDeployments;
  readonly loadBalancers: LoadBalancers;
  readonly hooks: HookInvoker;
}
