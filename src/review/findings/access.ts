import type { Change } from "../change";
import { about, type Finding } from "../finding";
import { at, isRecord, textAt, type Values } from "../values";

/** Rights that a plan adds: to identities, and to everyone on a resource. */
export function accessFindings(change: Change): readonly Finding[] {
  if (change.action === "delete" || change.action === "forget") return [];
  return [...attachmentFindings(change), ...policyFindings(change)];
}

const broad = /:policy\/(?:[\w-]+\/)*(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

function attachmentFindings(change: Change): readonly Finding[] {
  const arn = /^aws_iam_.*policy_attachment$/.test(change.type) ? textAt(change.after, "policy_arn") : undefined;
  const name = broad.exec(arn ?? "")?.[1];
  if (name === undefined || arn === textAt(change.before, "policy_arn")) return [];
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
  const attribute = ["policy", "assume_role_policy"].find((name) => change.changed.includes(name));
  if (attribute === undefined || change.unknown.has(attribute)) return [];
  const before = rightsIn(change.before, attribute);
  const added = rightsIn(change.after, attribute).filter((right) => !covered(right, before));
  const everyone = added.filter(({ principal }) => principal === "*");
  const wild = added.filter(
    ({ action, resource }) =>
      action === "*" || action.endsWith(":*") || (resource === "*" && action.startsWith("iam:")),
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

function rightsIn(values: Values, attribute: string): readonly Right[] {
  const text = textAt(values, attribute);
  if (text === undefined) return [];
  try {
    const statements = one(at(JSON.parse(text) as unknown, "Statement"));
    return statements.flatMap((statement) => rightsOf(statement));
  } catch {
    return [];
  }
}

function rightsOf(statement: unknown): readonly Right[] {
  if (textAt(statement, "Effect") !== "Allow") return [];
  const actions = at(statement, "NotAction") === undefined ? texts(at(statement, "Action")) : ["*"];
  const resources = texts(at(statement, "Resource"));
  const conditional =
    isRecord(at(statement, "Condition")) && Object.keys(at(statement, "Condition") as object).length > 0;
  const named = at(statement, "Principal");
  const star = named === "*" || texts(at(named, "AWS")).includes("*");
  const principal = star ? (conditional ? "* with a condition" : "*") : "named";
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

/** IAM takes one where a list may stand. */
function one(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}

function texts(value: unknown): readonly string[] {
  return one(value).filter((element): element is string => typeof element === "string");
}

const shownAtMost = 6;

function list(all: readonly string[]): string {
  const unique = [...new Set(all)];
  const more = unique.length - shownAtMost;
  return more > 0 ? `${unique.slice(0, shownAtMost).join(", ")} and ${more} more` : unique.join(", ");
}
