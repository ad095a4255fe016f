import type { AlarmConfiguration, DeploymentGroupInfo, DeploymentInfo, RollbackInfo } from "@aws-sdk/client-codedeploy";
import type { AppSpec } from "../../../release-contract/app-spec";
import type { ServiceReference } from "../../ecs/task-set";
import type { ListenerRoute } from "../checks/ports";
import type { MachineState } from "./machine-state";
import type { Program } from "./program";
import type { Pair } from "./traffic";

/** What a deployment changes, as it found it. Known once its Install has begun. */
export interface DeploymentEnvironment {
  readonly pair: Pair;
  readonly originalTaskSetId: string;
  /** As they were before the deployment; these are what a rollback brings back. */
  readonly productionRoutes: readonly ListenerRoute[];
  readonly testRoutes: readonly ListenerRoute[];
  replacementTaskSetId?: string;
}

/** A deployment of the local AWS, running or over. */
export interface Deployment {
  readonly id: string;
  readonly region: string;
  /** Id of its deployment group, whose name may change. */
  readonly groupId: string;
  readonly service: ServiceReference;
  /** What does not change: who, what and how. Its status and times are the state's. */
  readonly info: Readonly<DeploymentInfo>;
  readonly loadBalancerInfo: NonNullable<DeploymentGroupInfo["loadBalancerInfo"]>;
  readonly alarms: AlarmConfiguration | undefined;
  /** What the replacement runs; a rollback starts nothing. */
  readonly appSpec: AppSpec | undefined;
  readonly program: Program;
  readonly rollbackOnFailure: boolean;
  readonly rollbackOnAlarm: boolean;
  readonly rollbackOnStop: boolean;
  state: MachineState;
  scene: DeploymentEnvironment | undefined;
  rollbackInfo: RollbackInfo | undefined;
}
