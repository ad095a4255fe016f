import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { getString } from "../../plan/values";
import { type PlannedStatement, statementsIn } from "./policy";

/** Rights that a plan adds: to identities, and to everyone on a resource. */
export function accessFindings(change: Change): readonly Finding[] {
  if (change.action === "delete" || change.action === "forget") return [];
  return [...attachmentFindings(change), ...policyFindings(change)];
}

const broad = /:policy\/(?:[\w-]+\/)*(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

function attachmentFindings(change: Change): readonly Finding[] {
  const arn = /^aws_iam_.*policy_attachment$/.test(change.type) ? getString(change.after, "policy_arn") : undefined;
  const name = broad.exec(arn ?? "")?.[1];
  if (name === undefined || arn === getString(change.before, "policy_arn")) return [];
  return [
    {
      id: "broad-policy",
      severity: "warn",
      ...about(change),
      what: `${name} is attached.`,
      why: "Whoever becomes this identity can do nearly everything in the account.",
      todo: "Attach a policy of the calls that it makes.",
    },
  ];
}

/** A statement that allows, taken apart: each right can be compared with what was allowed before. */
interface Right {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

function policyFindings(change: Change): readonly Finding[] {
  // A policy of an endpoint gives nobody a right: it narrows what others gave.
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  if (change.type.startsWith("aws_vpc_endpoint")) return [];
  const attribute = ["policy", "assume_role_policy"].find((name) => change.changed.includes(name));
  if (attribute === undefined || change.unknown.has(attribute)) return [];
  const before = rightsIn(change, "before", attribute);
  const added = rightsIn(change, "after", attribute).filter((right) => !covered(right, before));
  const everyone = added.filter(({ principal }) => principal === "*");
  const wild = added.filter(
    ({ principal, action, resource }) =>
      principal !== "own account" &&
      (action === "*" || action.endsWith(":*") || (resource === "*" && action.startsWith("iam:"))),
  );
  const found: Finding[] = [];
  if (everyone.length > 0) {
    found.push({
      id: "everyone-allowed",
      severity: "warn",
      ...about(change),
      what: `Everyone (principal "*") is allowed ${list(everyone.map(({ action }) => action))}, without a condition.`,
      why: "Any AWS account, and for some services anyone at all, may call it.",
      todo: "Name the principals, or add a condition such as aws:SourceAccount.",
    });
  }
  if (wild.length > 0) {
    found.push({
      id: "rights-wildcard",
      severity: "warn",
      ...about(change),
      what: `New rights with wildcards: ${list(wild.map(({ action, resource }) => `${action} on ${resource}`))}.`,
      why: "It allows more than anyone has read here, and what AWS adds tomorrow too.",
      todo: "List the actions that are called, and the resources they are called on.",
    });
  } else if (change.action === "update" && added.length > 0 && everyone.length === 0) {
    found.push({
      id: "rights-widened",
      severity: "note",
      ...about(change),
      what: `New rights: ${list(added.map(({ action, resource }) => `${action} on ${resource}`))}.`,
      why: "An identity may do more after the apply.",
      todo: "See whether the pull request says what calls it.",
    });
  }
  return found;
}

function rightsIn(change: Change, side: "before" | "after", attribute: string): readonly Right[] {
  const statements = statementsIn(getString(change[side], attribute)) ?? [];
  return statements.flatMap((statement) => rightsOf(statement, change.type.startsWith("aws_kms_")));
}

/** With it, AWS's own default, IAM decides in the account: without it nobody could mend a key's policy. */
const account = /^(?:arn:[\w-]+:iam::)?\d{12}(?::root)?$/;

function rightsOf(statement: PlannedStatement, ofKey: boolean): readonly Right[] {
  const { effect, actions, resources, everyone, conditions, accounts } = statement;
  if (effect === "Deny") return [];
  const own = ofKey && accounts.length > 0 && accounts.every((one) => account.test(one));
  const principal = everyone ? (conditions.size > 0 ? "* with a condition" : "*") : own ? "own account" : "named";
  const on = resources.length === 0 ? ["this resource"] : resources;
  return actions.flatMap((action) => on.map((resource) => ({ principal, action, resource })));
}

/** What a wildcard allowed before is no news. */
function covered(right: Right, before: readonly Right[]): boolean {
  return before.some(
    (old) =>
      (old.principal === right.principal || old.principal === "*") &&
      matches(old.action.toLowerCase(), right.action.toLowerCase()) &&
      matches(old.resource, right.resource),
  );
}

function matches(pattern: string, text: string): boolean {
  if (pattern === "*" || pattern === text) return true;
  return pattern.endsWith("*") && !pattern.slice(0, -1).includes("*") && text.startsWith(pattern.slice(0, -1));
}

const shownAtMost = 6;

function list(all: readonly string[]): string {
  const unique = [...new Set(all)];
  const more = unique.length - shownAtMost;
  return more > 0 ? `${unique.slice(0, shownAtMost).join(", ")} and ${more} more` : unique.join(", ");
}
