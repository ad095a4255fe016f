import { commandLine } from "../../../../lib/command-line";
import type { ReleaseContract } from "../../../../release-contract/contract";
import type { Change } from "../../plan/change";
import { about, type Finding, type Severity } from "../../finding";
import type { LiveState, RunningDeployment } from "../../live";
import { isRemoved, priorOf, type Subject } from "../../plan/subject";
import { actionsOf, sharesOf } from "../../network/planned-traffic";
import { getValue, getString } from "../../plan/values";

/** What a plan does to deployments that run while it is reviewed: by the time of the apply they may have ended. */
export function runningDeploymentFindings(subject: Subject, live: LiveState): readonly Finding[] {
  return [...live.deployments.flatMap((one) => ofDeployment(subject, one)), ...notDeployed(live)];
}

function ofDeployment(subject: Subject, deployment: RunningDeployment): readonly Finding[] {
  const { id, status, contract } = deployment;
  const role = serviceRole(subject, contract);
  const touched = subject.changes.flatMap((change): Finding[] => {
    const effect = effectOn(change, contract, role);
    if (effect === undefined) return [];
    const { severity, does, why } = effect;
    return [
      {
        id: "touches-running-deployment",
        severity,
        ...about(change),
        what: `${change.address} ${does} while deployment ${id} of the service ${contract.serviceKey} runs (${status}).`,
        why,
        todo: `Wait until it has ended (${commandLine("status", contract.environment)}), then plan and review again.`,
      },
    ];
  });
  if (touched.length > 0) return touched;
  return [
    {
      id: "deployment-runs",
      severity: "note",
      address: undefined,
      constructPath: undefined,
      what: `Deployment ${id} of the service ${contract.serviceKey} runs (${status}). The plan touches nothing that it holds.`,
      why: "The listeners in this plan are those of one moment of the deployment.",
      todo: "Nothing. Where there is time, apply after it has ended.",
    },
  ];
}

interface Effect {
  readonly severity: Severity;
  /** What happens to the resource. */
  readonly does: string;
  readonly why: string;
}

const nextStep =
  "CodeDeploy finds the load balancer otherwise than it left it, and its next step fails " +
  '("Primary taskset target group must be behind listener"), with the traffic wherever it is then.';

/** Undefined for what the deployment does not hold. */
function effectOn(change: Change, contract: ReleaseContract, role: Role | undefined): Effect | undefined {
  const { before } = change;
  const { codeDeploy, cluster, service } = contract;
  switch (change.type) {
    case "aws_lb_listener":
    case "aws_lb_listener_rule":
      return onRoute(change, contract);
    case "aws_lb_target_group":
      return groupArns(contract).includes(getString(before, "arn") ?? "") ? onTargetGroup(change) : undefined;
    case "aws_ecs_service":
      return before["name"] === service && getString(before, "cluster")?.endsWith(`/${cluster}`) === true
        ? onService(change)
        : undefined;
    case "aws_ecs_task_set":
      return getString(before, "service")?.endsWith(service) === true ? onTaskSet(change) : undefined;
    case "aws_codedeploy_app":
      return before["name"] === codeDeploy.application ? onDeploymentGroup(change) : undefined;
    case "aws_codedeploy_deployment_group":
      return before["app_name"] === codeDeploy.application &&
        before["deployment_group_name"] === codeDeploy.deploymentGroup
        ? onDeploymentGroup(change)
        : undefined;
    default:
      return role !== undefined && isOfRole(change, role) ? onRole(change) : undefined;
  }
}

function groupArns({ targetGroups }: ReleaseContract): readonly string[] {
  return [targetGroups.blue.arn, targetGroups.green.arn];
}

function onRoute(change: Change, contract: ReleaseContract): Effect | undefined {
  const listeners = Object.values(contract.listenerArns);
  const held = [...listeners, ...Object.values(contract.listenerRuleArns ?? {})];
  if (change.action === "create") {
    const forwards = sharesOf(actionsOf(change.type, change.after) ?? []).some(({ arn }) =>
      groupArns(contract).includes(arn),
    );
    const why = "The deployment began without it and may leave it at the target group that is emptied.";
    return forwards ? { severity: "traffic", does: "begins to forward to the pair", why } : undefined;
  }
  if (!held.includes(getString(change.before, "arn") ?? "")) return undefined;
  if (isRemoved(change)) return { severity: "traffic", does: gone(change), why: nextStep };
  const moves = ["default_action", "action", "condition", "priority"].some((name) => change.changed.includes(name));
  const does = `changes (${change.changed.join(", ")})`;
  return moves
    ? { severity: "traffic", does, why: nextStep }
    : { severity: "warn", does, why: "Tests and users of this deployment meet another listener than it began with." };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html */
function onTargetGroup(change: Change): Effect {
  if (isRemoved(change)) {
    const why = "During a deployment both target groups are behind listeners: AWS answers ResourceInUse.";
    return { severity: "refuse", does: gone(change), why };
  }
  const why = "The new tasks are judged by other rules than those that the deployment began with.";
  return { severity: "warn", does: `changes (${change.changed.join(", ")})`, why };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
function onService(change: Change): Effect {
  if (isRemoved(change)) {
    const why = 'ECS answers InvalidParameterException: "The service cannot be stopped while deployments are active."';
    return { severity: "refuse", does: gone(change), why };
  }
  const why = "Two sets of tasks run now. A change of their number can keep the new ones from becoming stable.";
  return { severity: "warn", does: `changes (${change.changed.join(", ")})`, why };
}

function onTaskSet(change: Change): Effect {
  const why = "CodeDeploy makes, fills and removes the task sets of this service; one of them answers users now.";
  return { severity: "traffic", does: isRemoved(change) ? gone(change) : "changes", why };
}

/**
 * A deployment has settings of its own, copied from its group (DeploymentInfo in the API). With the group its deployments
 * are deleted too. https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-delete.html
 */
function onDeploymentGroup(change: Change): Effect {
  if (isRemoved(change)) {
    const why =
      "CodeDeploy forgets the deployment: nobody can continue it or roll it back, and traffic stays where it is then.";
    return { severity: "traffic", does: gone(change), why };
  }
  const why = "The deployment goes on as it began. What the plan changes counts from the next release on.";
  return { severity: "note", does: `changes (${change.changed.join(", ")})`, why };
}

/** The role that CodeDeploy takes for each of its steps. */
interface Role {
  readonly arn: string;
  readonly name: string;
}

function serviceRole(subject: Subject, { codeDeploy }: ReleaseContract): Role | undefined {
  const group = priorOf(subject, "aws_codedeploy_deployment_group").find(
    ({ values }) => getValue(values, "deployment_group_name") === codeDeploy.deploymentGroup,
  );
  const arn = getString(group?.values, "service_role_arn");
  return arn === undefined ? undefined : { arn, name: arn.slice(arn.lastIndexOf("/") + 1) };
}

function isOfRole({ type, before, action }: Change, { arn, name }: Role): boolean {
  if (action === "create") return false;
  if (type === "aws_iam_role") return before["arn"] === arn;
  return (type === "aws_iam_role_policy" || type === "aws_iam_role_policy_attachment") && before["role"] === name;
}

function onRole(change: Change): Effect {
  const why =
    "CodeDeploy takes the role anew for every step: without a right that it needs, the deployment fails half-way.";
  return { severity: "warn", does: isRemoved(change) ? gone(change) : "changes", why };
}

function gone({ action }: Change): string {
  return action === "replace" ? "is replaced" : "is deleted";
}

function notDeployed({ undeployed }: LiveState): readonly Finding[] {
  if (undeployed.length === 0) return [];
  return [
    {
      id: "deployment-unknown",
      severity: "note",
      address: undefined,
      constructPath: undefined,
      what: `No release contract is published for ${undeployed.join(", ")}: whether a deployment runs was not asked there.`,
      why: "Nothing can be released before the first deploy of a service.",
      todo: "Nothing, if the service is new. Else see whether the credentials are those of its account.",
    },
  ];
}
