import type { TaskSet } from "@aws-sdk/client-ecs";
import type { ReleaseContract } from "../../../release-contract/contract";
import { deploymentControllerOf, movedAway } from "../service/deployment-controller";
import { findRunningDeployment } from "../deployment/deployments";
import type { Change } from "../../../release-contract/revision-diff";
import type { Target } from "../target/environment-contract";
import { collectProblems, type OperationError } from "../plan/problems";
import { changesBetween, placementChanges, placementNotices, type PlacementChange } from "../plan/plan";
import { colourOfTargetGroup, loadListeners, type ListenerState } from "../service/listeners";
import { loadRecentDeployments, pastDeployments, taskSetOf, type PastDeployment } from "../deployment/past-deployments";
import { retainedParts, type RetainedPart } from "../service/retained";
import { loadRevision } from "../service/revisions";
import { loadScaling, loadSuspension, type ScalingState } from "../service/scaling";
import { loadService, placementOf, type ServiceState } from "../service/service";
import { hasShifted, waitsFor, type Colour, type DeploymentSnapshot, type Wait } from "../service/snapshot";
import { contentOf, imageOf, revisionName, type Revision } from "../service/task-definition";

/** Everything a person asks of a running environment. */
export interface StatusReport {
  readonly environment: string;
  readonly serviceKey: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
  /** Who deploys the service, and what is wrong where it is not CodeDeploy. */
  readonly deploymentController: { readonly type: string; readonly finding: OperationError | null };
  readonly live: { readonly revision: string; readonly colour: Colour | null; readonly image: string | null };
  readonly listeners: { readonly production: ListenerState; readonly test: ListenerState };
  readonly tasks: { readonly desired: number; readonly running: number; readonly pending: number };
  readonly taskSets: readonly TaskSetReport[];
  readonly deployment: (DeploymentSnapshot & { readonly waitsFor: Wait | null }) | null;
  /** Null where nothing scales the service. */
  readonly scaling: (ScalingState & { readonly suspension: SuspensionReport | null }) | null;
  /** What Terraform declares and no release has carried out yet. */
  readonly undelivered: {
    readonly declaredRevision: string;
    readonly changes: readonly Change[];
    readonly placement: readonly PlacementChange[];
    readonly notices: readonly string[];
  };
  /** What waits to be removed, for the running tasks' sake. */
  readonly retained: readonly RetainedPart[];
  /** The last five, newest first. */
  readonly deployments: readonly PastDeployment[];
}

export interface TaskSetReport {
  readonly revision: string;
  readonly colour: Colour | null;
  /** PRIMARY, ACTIVE or DRAINING. */
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
}

export interface SuspensionReport {
  readonly since: string;
  readonly by: string;
  /** No deployment needs it any more: the release that made it did not come to restore it. */
  readonly leftBehind: boolean;
}

export async function loadStatus(target: Target): Promise<StatusReport> {
  const { contract } = target;
  const service = loadService(target);
  const running = service.then((state) => loadRevision(target, state.runningRevisionArn, "which runs"));
  const facts = await collectProblems({
    service,
    running,
    declared: loadRevision(target, contract.taskDefinitionArn, "which Terraform declares"),
    listeners: loadListeners(target),
    deployment: findRunningDeployment(target),
    scaling: loadScaling(target),
    suspension: loadSuspension(target),
    recent: loadRecentDeployments(target, 5),
  });
  const { deployment, scaling, suspension } = facts;
  const needed = deployment !== undefined && !hasShifted(deployment);
  return {
    environment: contract.environment,
    serviceKey: contract.serviceKey,
    account: contract.account,
    region: contract.region,
    cluster: contract.cluster,
    service: contract.service,
    ...serviceReport(facts.service, facts.running, contract),
    listeners: facts.listeners,
    deployment: deployment === undefined ? null : runningReport(deployment, facts.service),
    scaling:
      scaling === undefined
        ? null
        : {
            ...scaling,
            suspension:
              suspension === undefined ? null : { since: suspension.since, by: suspension.by, leftBehind: !needed },
          },
    retained: retainedParts(contract, facts.service, facts.running),
    undelivered: undelivered(facts.service, facts.running, facts.declared, contract),
    deployments: pastDeployments(facts.recent, facts.service, facts.declared),
  };
}

/** What a deployment carries, ECS tells as well, from the moment when it has started its tasks. */
function runningReport(deployment: DeploymentSnapshot, state: ServiceState): StatusReport["deployment"] {
  const taskDefinitionArn = taskSetOf(state, deployment.id)?.taskDefinition ?? deployment.taskDefinitionArn;
  return {
    ...deployment,
    ...(taskDefinitionArn !== undefined && { taskDefinitionArn }),
    waitsFor: waitsFor(deployment) ?? null,
  };
}

function serviceReport(state: ServiceState, running: Revision, contract: ReleaseContract) {
  const { service, primary } = state;
  const targetGroupArn = (primary ?? service).loadBalancers?.[0]?.targetGroupArn;
  return {
    deploymentController: {
      type: deploymentControllerOf(service),
      finding: movedAway(service, contract) ?? null,
    },
    live: {
      revision: revisionName(running.arn),
      colour: colourOfTargetGroup(targetGroupArn, contract),
      image: imageOf(running.definition, contract.container.name) ?? null,
    },
    tasks: {
      desired: service.desiredCount ?? 0,
      running: service.runningCount ?? 0,
      pending: service.pendingCount ?? 0,
    },
    taskSets: (service.taskSets ?? []).map((set) => taskSetReport(set, contract)),
  };
}

function taskSetReport(set: TaskSet, contract: ReleaseContract): TaskSetReport {
  return {
    revision: revisionName(set.taskDefinition ?? ""),
    colour: colourOfTargetGroup(set.loadBalancers?.[0]?.targetGroupArn, contract),
    status: set.status ?? "",
    desired: set.computedDesiredCount ?? 0,
    running: set.runningCount ?? 0,
    pending: set.pendingCount ?? 0,
  };
}

/** The image belongs to releases: Terraform's own is not compared. */
function undelivered(state: ServiceState, running: Revision, declared: Revision, contract: ReleaseContract) {
  const placement = placementOf(state);
  return {
    declaredRevision: revisionName(declared.arn),
    changes: changesBetween(running, contentOf(declared), contract.container.name),
    placement: placementChanges(placement, contract),
    notices: placementNotices(placement, contract),
  };
}
