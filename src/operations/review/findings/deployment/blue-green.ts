import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import type { Subject } from "../../plan/subject";
import { getValue, getList, sameMeaning, getString, getStrings, type Values } from "../../plan/values";
import { type Planned, planned } from "./planned";

/** What a blue/green deployment relies on, on the resources as they will be. */
export function blueGreenFindings(subject: Subject): readonly Finding[] {
  const groups = new Map(
    planned(subject, "aws_lb_target_group").map((group) => [getString(group.values, "name") ?? "", group]),
  );
  return planned(subject, "aws_codedeploy_deployment_group").flatMap((group) => [
    ...pairFindings(group, groups),
    ...(group.change === undefined ? [] : [...rollbackFindings(group.change), ...nextReleaseFindings(group.change)]),
  ]);
}

/** What differs between any two target groups, and what is only bookkeeping. */
const mayDiffer = new Set([
  "arn",
  "arn_suffix",
  "id",
  "load_balancer_arns",
  "name",
  "name_prefix",
  "port",
  "tags",
  "tags_all",
  "target_group_health",
]);

function pairFindings(group: Planned, targetGroups: ReadonlyMap<string, Planned>): readonly Finding[] {
  const pair = getValue(group.values, "load_balancer_info", 0, "target_group_pair_info", 0);
  const names = getList(pair, "target_group").map((target) => getString(target, "name"));
  // A name that is known only after the apply says nothing yet.
  if (pair === undefined || group.unknown.has("load_balancer_info")) return [];
  const [one, other] = names.map((name) => targetGroups.get(name ?? ""));
  if (names.length !== 2 || names[0] === names[1]) {
    return [
      broken(
        group,
        `The deployment group names ${names.length} target groups${names.length === 2 ? ", twice the same" : ""}.`,
        "Name two target groups, blue and green.",
      ),
    ];
  }
  if (one === undefined || other === undefined) return [];
  const differing = difference(one, other);
  if (differing.length === 0 || (one.change === undefined && other.change === undefined)) return [];
  return [
    broken(
      one.change === undefined ? other : one,
      `Blue and green (${names.join(" and ")}) would differ in ${differing.join(", ")}.`,
      "Make the same change to both, so that a release changes the version and nothing else.",
    ),
  ];
}

function difference(one: Planned, other: Planned): readonly string[] {
  const names = new Set([...Object.keys(one.values), ...Object.keys(other.values)]);
  return [...names]
    .filter((name) => !mayDiffer.has(name) && !one.unknown.has(name) && !other.unknown.has(name))
    .filter((name) => !sameMeaning(one.values[name], other.values[name]))
    .sort();
}

function broken(where: Planned, what: string, todo: string): Finding {
  const why = "A release swaps one for the other: whatever differs changes for users with every second release.";
  return { id: "pair-differs", severity: "warn", ...about(where), what, why, todo };
}

/** What stops a bad release by itself, and brings the old one back. */
function rollbackFindings(change: Change): readonly Finding[] {
  if (change.action === "forget" || change.action === "delete") return [];
  const lost = lostSafety(change);
  if (lost.length > 0) {
    return [
      {
        id: "rollback-weakened",
        severity: "warn",
        ...about(change),
        what: `Releases lose ${lost.join(" and ")}.`,
        why: "A release that breaks the service goes on until a person notices and rolls back.",
        todo: "Keep it, or say in the pull request what watches releases instead.",
      },
    ];
  }
  const unknown = change.unknown.has("auto_rollback_configuration");
  if (unknown || rollbackEvents(change.after).includes("DEPLOYMENT_FAILURE")) return [];
  return [
    {
      id: "rollback-off",
      severity: "note",
      ...about(change),
      what: "A release that fails is not rolled back by itself.",
      why: "Traffic stays where it was when it failed, split too, until a person rolls back.",
      todo: "Nothing, where a person watches every release. Else switch automatic rollback on, for DEPLOYMENT_FAILURE.",
    },
  ];
}

function lostSafety({ action, before, after, unknown }: Change): readonly string[] {
  if (action === "create") return [];
  const lost: string[] = [];
  const events = rollbackEvents(before).filter((event) => !rollbackEvents(after).includes(event));
  if (events.length > 0 && !unknown.has("auto_rollback_configuration")) {
    lost.push(rollbackEvents(after).length === 0 ? "automatic rollback" : `automatic rollback on ${events.join(", ")}`);
  }
  const gone = getStrings(before, "alarm_configuration", 0, "alarms").filter(
    (alarm) => !getStrings(after, "alarm_configuration", 0, "alarms").includes(alarm),
  );
  if (isOn(before, "alarm_configuration") && !unknown.has("alarm_configuration")) {
    if (!isOn(after, "alarm_configuration")) lost.push("the stop by alarms");
    else if (gone.length > 0) lost.push(`the stop by the alarms ${gone.join(", ")}`);
  }
  return lost;
}

/** What makes CodeDeploy roll back. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AutoRollbackConfiguration.html */
function rollbackEvents(group: Values): readonly string[] {
  const setting = "auto_rollback_configuration";
  return isOn(group, setting) ? getStrings(group, setting, 0, "events") : [];
}

function isOn(group: Values, setting: string): boolean {
  return getValue(group, setting, 0, "enabled") === true;
}

const ofNextRelease = ["deployment_config_name", "blue_green_deployment_config"];

function nextReleaseFindings(change: Change): readonly Finding[] {
  const touched = change.changed.filter((attribute) => ofNextRelease.includes(attribute));
  if (change.action !== "update" || touched.length === 0) return [];
  const config = [change.before, change.after].map(
    (values) => getString(values, "deployment_config_name") ?? "unknown",
  );
  const shift = touched.includes("deployment_config_name")
    ? `Traffic shifts by ${config.join(" -> ")}`
    : "Waits change";
  return [
    {
      id: "releases-change",
      severity: "note",
      ...about(change),
      what: `${shift}, from the next release on.`,
      why: "A deployment that runs now goes on as it began; rehearsed durations no longer hold.",
      todo: "Nothing moves by this apply. Watch the next release.",
    },
  ];
}
