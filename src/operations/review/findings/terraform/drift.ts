import { ignoredAttributes } from "../../../../lib/terraform/ignored-attributes";
import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import type { Subject } from "../../plan/subject";
import { meaningfulValues } from "../../plan/values";

/** Terraform leaves it alone, but nobody should change it: it has a finding of its own. */
const ofItsOwn = "aws_ecs_service.deployment_controller";

/** Attributes that their owners change by design, with their owners, by resource type. */
const owners: ReadonlyMap<string, string> = new Map(
  ignoredAttributes.map(({ resource, attribute, owner }) => [`${resource}.${attribute}`, owner]),
);

/**
 * Attributes that other resources of the same configuration fill in. Terraform reads them for the first time after the
 * apply that made both; a change after that is somebody's.
 */
const filledIn: ReadonlySet<string> = new Set([
  "aws_iam_role.inline_policy",
  "aws_iam_role.managed_policy_arns",
  "aws_lb_target_group.load_balancer_arns",
  "aws_route_table.route",
  "aws_security_group.egress",
  "aws_security_group.ingress",
]);

/** What changed in the account since Terraform last looked: what was to be expected apart from what was not. */
export function driftFindings({ drift }: Subject): readonly Finding[] {
  const found = drift.flatMap((change): Finding[] => {
    if (change.action === "delete") return [vanished(change)];
    const attributes = change.changed.filter((attribute) => `${change.type}.${attribute}` !== ofItsOwn);
    const expected = attributes.filter((attribute) => owners.has(`${change.type}.${attribute}`));
    const unexpected = attributes.filter(
      (attribute) => !expected.includes(attribute) && !isFirstRead(change, attribute),
    );
    return [
      ...(unexpected.length > 0 ? [changedByOthers(change, unexpected)] : []),
      ...(expected.length > 0 ? [changedByOwner(change, expected)] : []),
    ];
  });
  const first = drift
    .map((change) => ({ change, attributes: change.changed.filter((attribute) => isFirstRead(change, attribute)) }))
    .filter(({ change, attributes }) => change.action !== "delete" && attributes.length > 0)
    .map(({ change, attributes }) => `${change.address}: ${attributes.join(", ")}`);
  return first.length === 0 ? found : [...found, readFirst(first)];
}

function isFirstRead({ type, before }: Change, attribute: string): boolean {
  return filledIn.has(`${type}.${attribute}`) && meaningfulValues(before[attribute]) === undefined;
}

function readFirst(details: readonly string[]): Finding {
  return {
    id: "drift-first-read",
    severity: "note",
    address: undefined,
    constructPath: undefined,
    what: "Terraform reads for the first time what other resources of the same code have filled in.",
    why: "It looks like a change by others, and is none.",
    todo: "Nothing.",
    details,
  };
}

function vanished(change: Change): Finding {
  return {
    id: "drift-vanished",
    severity: "warn",
    ...about(change),
    what: `${change.address} was deleted, and not by Terraform.`,
    why: "Unless the plan says otherwise, Terraform makes a new one.",
    todo: "Find out who deleted it and why, before it comes back.",
  };
}

function changedByOthers(change: Change, attributes: readonly string[]): Finding {
  return {
    id: "drift-unexpected",
    severity: "warn",
    ...about(change),
    what: `${attributes.join(", ")} changed, and not by Terraform.`,
    why: "Somebody works on this by hand, or Terraform and another tool undo each other.",
    todo: "Bring the change into the code, or let this plan undo it; ask who made it.",
  };
}

function changedByOwner(change: Change, attributes: readonly string[]): Finding {
  const by = [...new Set(attributes.map((attribute) => owners.get(`${change.type}.${attribute}`)))].join(" and ");
  return {
    id: "drift-expected",
    severity: "note",
    ...about(change),
    what: `${by} changed ${attributes.join(", ")}, as it should.`,
    why: "Terraform leaves it alone; it only notes it down in the state.",
    todo: "Nothing.",
  };
}
