import { commandLine } from "../../../../lib/command-line";
import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { changesOf, type Subject } from "../../plan/subject";
import { getList, getString, type Values } from "../../plan/values";
import { type Planned, planned } from "./planned";

const attribute = "deployment_controller";
const codeDeploy = "CODE_DEPLOY";

const why =
  "CodeDeploy deploys only services under CODE_DEPLOY: releases and rollbacks are refused, and who deploys must use UpdateService.";

/**
 * Services that CodeDeploy deploys now and does not after the apply, or the other way round; and services that somebody
 * has moved to another controller already, which a plan does not change back.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html (Deployment controller)
 */
export function deploymentControllerFindings(subject: Subject): readonly Finding[] {
  return [
    ...changesOf(subject, "aws_ecs_service").filter(changesController).map(changed),
    ...movedServices(subject).map(moved),
  ];
}

/** Whether a plan replaces a service to take it from CodeDeploy or to give it to CodeDeploy. */
export function isReplacedForController(change: Change): boolean {
  return changesController(change) && change.replacedBy.includes(attribute);
}

function changesController({ type, action, before, after, changed: attributes }: Change): boolean {
  return (
    type === "aws_ecs_service" &&
    (action === "replace" || action === "update") &&
    attributes.includes(attribute) &&
    [before, after].some((values) => controllerOf(values) === codeDeploy)
  );
}

function changed(change: Change): Finding {
  const step = `from ${controllerOf(change.before)} to ${controllerOf(change.after)}`;
  const shared = { id: "deployment-controller-changed", ...about(change) } as const;
  if (isReplacedForController(change)) {
    return {
      ...shared,
      severity: "hard-outage",
      what:
        `The service is replaced, because ${change.replacedBy.join(", ")} cannot change in place: ` +
        `the plan changes its deployment controller ${step}.`,
      why:
        "All its tasks stop before new ones start, with the revision that Terraform declares. AWS can change the " +
        "controller of a running service; the AWS provider can since version 6.4.",
      todo:
        "Add deployment_controller to the service's ignore_changes. To change it on purpose, use " +
        "aws ecs update-service --deployment-controller, at a time when no deployment runs.",
    };
  }
  return {
    ...shared,
    severity: "warn",
    what: `The deployment controller of the service changes ${step}.`,
    why:
      controllerOf(change.after) === codeDeploy
        ? "AWS names this way back, but leaves it out of its list of valid changes: the apply may stop here."
        : why,
    todo: "Leave it as it is, unless the service is to move for good; then plan the move in AWS's guide for it first.",
  };
}

/** Under another controller after the apply, though a deployment group names it or it was CodeDeploy's when Terraform last looked. */
function movedServices(subject: Subject): readonly Planned[] {
  const { drift } = subject;
  const deployed = new Set(
    planned(subject, "aws_codedeploy_deployment_group")
      .flatMap(({ values }) => getList(values, "ecs_service"))
      .flatMap((service) => getString(service, "service_name") ?? []),
  );
  const taken = new Set(
    drift.filter(({ before }) => controllerOf(before) === codeDeploy).map(({ address }) => address),
  );
  return planned(subject, "aws_ecs_service").filter(
    ({ address, values, unknown, change }) =>
      attribute in values &&
      !unknown.has(attribute) &&
      controllerOf(values) !== codeDeploy &&
      (change === undefined || !changesController(change)) &&
      (deployed.has(getString(values, "name") ?? "") || taken.has(address)),
  );
}

function moved(service: Planned): Finding {
  return {
    id: "deployment-controller-moved",
    severity: "warn",
    ...about(service),
    what: `The service is under the deployment controller ${controllerOf(service.values)}, not CODE_DEPLOY.`,
    why,
    todo: `Terraform leaves this alone. \`${commandLine("status")}\` names the way back.`,
  };
}

/** A service without a controller has ECS's own. */
function controllerOf(values: Values): string {
  return getString(values, attribute, 0, "type") ?? "ECS";
}
