import { ignoredAttributes } from "../../../../lib/terraform/ignored-attributes";
import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { changesOf, isRemoved, type Subject } from "../../plan/subject";
import { actionsOf, liveShare, type TrafficRoute, sharesOf } from "../../network/planned-traffic";
import { getValue, sameMeaning, getString } from "../../plan/values";

/** What AWS refuses when it is applied. Terraform does not know, and stops half-way. */
export function applyFailureFindings(subject: Subject): readonly Finding[] {
  return [
    ...changesOf(subject, "aws_ecs_service").flatMap(serviceRefused),
    ...changesOf(subject, "aws_lb_target_group").flatMap((change) => inUse(change, subject)),
    ...changesOf(subject, "aws_lb").flatMap(isProtected),
    ...subject.changes.flatMap(collides),
  ];
}

/** UpdateService takes these from nobody while CodeDeploy deploys. Scaling is not among them. */
const forbidden = new Set(
  ignoredAttributes
    .filter(({ resource, owner }) => resource === "aws_ecs_service" && owner === "CodeDeploy")
    .map(({ attribute }) => attribute),
);

function serviceRefused(change: Change): readonly Finding[] {
  const underCodeDeploy = getString(change.before, "deployment_controller", 0, "type") === "CODE_DEPLOY";
  const attributes = change.changed.filter((attribute) => forbidden.has(attribute));
  if (change.action !== "update" || !underCodeDeploy || attributes.length === 0) return [];
  return [
    {
      id: "service-update-refused",
      severity: "refuse",
      ...about(change),
      what: `The service is under CODE_DEPLOY, and the plan changes its ${attributes.join(", ")}.`,
      why: 'ECS answers InvalidParameterException: "Unable to update ... on services with a CODE_DEPLOY deployment controller".',
      todo: `Add ${attributes.join(", ")} to the service's ignore_changes and carry the change out with a release.`,
    },
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html */
function inUse(change: Change, subject: Subject): readonly Finding[] {
  if (!isRemoved(change)) return [];
  const users = remainingUsers(change, subject);
  if (users.length === 0) return [];
  const share = liveShare(subject.traffic, getString(change.before, "arn"));
  const name = getString(change.before, "name") ?? change.name;
  const forced = change.replacedBy.length > 0 ? ` (${change.replacedBy.join(", ")} cannot change in place)` : "";
  return [
    {
      id: "target-group-in-use",
      severity: "refuse",
      ...about(change),
      what:
        `The target group ${name} is ${change.action === "replace" ? "replaced" : "deleted"}${forced} while it is in use by ` +
        `${users.map(({ address }) => address).join(" and ")}. ` +
        (share > 0 ? `It holds ${share} % of the live traffic.` : "It holds no live traffic now."),
      why: "AWS answers ResourceInUse to the deletion: the apply stops after it has made other changes.",
      todo:
        share > 0
          ? "Release first, so that traffic moves to the other group; change this one while it is empty, one group for each release."
          : "Point the listeners away from it first, with a release, or make the change without a replacement.",
    },
  ];
}

/** Listeners and rules that will still forward to a target group when it is to be deleted. */
export function remainingUsers({ before }: Change, { traffic, changeAt }: Subject): readonly TrafficRoute[] {
  const arn = getString(before, "arn") ?? "";
  return (traffic.through.get(arn) ?? []).filter(({ address }) => stillForwards(changeAt.get(address), arn));
}

function stillForwards(route: Change | undefined, arn: string): boolean {
  if (route === undefined) return true;
  if (isRemoved(route)) return false;
  if (!route.changed.includes("default_action") && !route.changed.includes("action")) return true;
  return sharesOf(actionsOf(route.type, route.after) ?? []).some((share) => share.arn === arn);
}

function isProtected(change: Change): readonly Finding[] {
  if (!isRemoved(change) || change.before["enable_deletion_protection"] !== true) return [];
  return [
    {
      id: "load-balancer-protected",
      severity: "refuse",
      ...about(change),
      what: `The load balancer ${getString(change.before, "name") ?? change.name} is to go, and its deletion protection is on.`,
      why: "AWS answers OperationNotPermitted. All that the plan does before it is then done already.",
      todo: "Is it really to go? Then switch enable_deletion_protection off in an apply of its own before this one.",
    },
  ];
}

/** What is unique in its place: two of a name cannot exist at once. */
const uniqueBy: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_log_group: ["name"],
  aws_codedeploy_app: ["name"],
  aws_codedeploy_deployment_group: ["app_name", "deployment_group_name"],
  aws_ecr_repository: ["name"],
  aws_ecs_service: ["cluster", "name"],
  aws_iam_policy: ["name"],
  aws_iam_role: ["name"],
  aws_lb: ["name"],
  aws_lb_listener: ["load_balancer_arn", "port"],
  aws_lb_listener_rule: ["listener_arn", "priority"],
  aws_lb_target_group: ["name"],
  aws_s3_bucket: ["bucket"],
  aws_security_group: ["vpc_id", "name"],
  aws_ssm_parameter: ["name"],
};

function collides(change: Change): readonly Finding[] {
  const attributes = uniqueBy[change.type];
  if (attributes === undefined || change.action !== "replace" || !change.createBeforeDestroy) return [];
  const same = attributes.every(
    (attribute) => !change.unknown.has(attribute) && sameMeaning(change.before[attribute], change.after[attribute]),
  );
  const name = attributes.map((attribute) => String(getValue(change.after, attribute))).join(", ");
  if (!same || attributes.every((attribute) => getValue(change.after, attribute) === undefined)) return [];
  return [
    {
      id: "name-collision",
      severity: "refuse",
      ...about(change),
      what: `The new one is made before the old one goes, and both have the same ${attributes.join(" and ")}: ${name}.`,
      why: "AWS takes it only once and refuses the new one, so that the apply stops here.",
      todo: "Give the new one another name in the same change, or leave the attribute that forces the replacement as it was.",
    },
  ];
}
