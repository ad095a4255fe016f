import { hasEnded } from "../../../lib/aws/deployment-status";

/** The environment's own names for its two target groups; they change roles with every release. */
export type Colour = "blue" | "green";

/** A task set within a deployment. */
export interface TaskSetState {
  /** CodeDeploy labels the original Blue and the replacement Green, whichever target groups they use. */
  readonly role: "original" | "replacement";
  readonly targetGroup: string;
  /** Which of the environment's pair the target group is. */
  readonly colour?: Colour;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Percent of the production traffic. */
  readonly weight: number;
}

export interface EventState {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
}

/** A deployment at one moment, as CodeDeploy tells it. */
export interface DeploymentSnapshot {
  readonly id: string;
  /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
  readonly status: string;
  /** user, codeDeployRollback, ... */
  readonly creator: string;
  readonly createdAt: string;
  readonly completedAt?: string;
  readonly config: string;
  readonly description: string;
  /** What it deploys; absent where that cannot be read. */
  readonly taskDefinitionArn?: string;
  readonly events: readonly EventState[];
  readonly taskSets: readonly TaskSetState[];
  /** Whether the original tasks are kept for a while after the shift. */
  readonly terminationWaitStarted: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  /** The deployment that brings the original back. */
  readonly rollbackDeploymentId?: string;
  readonly rollbackMessage?: string;
}

/** A deployment and, once there is one, the rollback it led to. */
export interface DeploymentView {
  readonly deployment: DeploymentSnapshot;
  readonly rollback?: DeploymentSnapshot;
}

/** What a deployment waits for, if it waits for a person or for time to pass. */
export type Wait = "traffic" | "termination";

export function isActive({ status }: Pick<DeploymentSnapshot, "status">): boolean {
  return !hasEnded(status);
}

export function eventStatus({ events }: Pick<DeploymentSnapshot, "events">, name: string): string | undefined {
  return events.find((event) => event.name === name)?.status;
}

function isPast(snapshot: DeploymentSnapshot, event: string): boolean {
  return ["Succeeded", "Skipped"].includes(eventStatus(snapshot, event) ?? "");
}

/** Whether all production traffic is on the replacement and the checks after the shift are done. */
export function hasShifted(snapshot: DeploymentSnapshot): boolean {
  return snapshot.status === "Succeeded" || (isActive(snapshot) && isPast(snapshot, "AfterAllowTraffic"));
}

/** Whether the replacement has passed the test traffic and could take, or already takes, production traffic. */
export function isReplacementReady(snapshot: DeploymentSnapshot): boolean {
  if (snapshot.status === "Ready" || snapshot.status === "Succeeded") return true;
  return isActive(snapshot) && isPast(snapshot, "AfterAllowTestTraffic");
}

export function waitsFor(snapshot: DeploymentSnapshot): Wait | undefined {
  if (snapshot.status === "Ready") return "traffic";
  return isActive(snapshot) && snapshot.terminationWaitStarted ? "termination" : undefined;
}

export function taskSet(snapshot: DeploymentSnapshot, role: TaskSetState["role"]): TaskSetState | undefined {
  return snapshot.taskSets.find((candidate) => candidate.role === role);
}
