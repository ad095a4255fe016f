import { about, type Finding } from "../../finding";
import type { Subject } from "../../plan/subject";
import { getString } from "../../plan/values";
import { type Planned, planned } from "../deployment/planned";
import { appliesTo, statementsIn } from "./policy";
import { mayPass, readRights, type Rights } from "./role-rights";

/** Whether a release gets past its roles: the right services may take them, and CodeDeploy may hand on those of the tasks. */
export function passRoleFindings(subject: Subject): readonly Finding[] {
  const groups = planned(subject, "aws_codedeploy_deployment_group");
  if (groups.length === 0) return [];
  const rights = readRights(subject);
  const definitionOf = findDefinitions(subject);
  return groups.flatMap((group) => {
    const codeDeploy = rights.roles.get(getString(group.values, "service_role_arn") ?? "");
    const definition = definitionOf(group);
    const passed = passedRoles.flatMap(({ attribute, called }) => {
      const arn = getString(definition?.values, attribute);
      return arn === undefined ? [] : [{ arn, called }];
    });
    // Told once, by the plan that makes it so.
    const isNews =
      [group, codeDeploy, definition].some((one) => one?.change !== undefined) || rights.changes(codeDeploy);
    return [
      ...(codeDeploy === undefined ? [] : trustFindings(codeDeploy, "codedeploy", noDeployment)),
      ...passed.flatMap(({ arn }) => {
        const role = rights.roles.get(arn);
        return role === undefined ? [] : trustFindings(role, "ecs-tasks", noTask);
      }),
      ...(codeDeploy === undefined || !isNews
        ? []
        : passed.flatMap((one) => passFindings(group, codeDeploy, one, rights))),
    ];
  });
}

const passedRoles = [
  { attribute: "execution_role_arn", called: "execution role" },
  { attribute: "task_role_arn", called: "task role" },
] as const;

const noDeployment = "The next deployment fails at once: CodeDeploy cannot touch the service or its listeners.";
const noTask =
  "No new task can start: neither those of a release, nor those that take the place of one that ended, nor more of them.";

/** The task definition of a group's service: releases bring revisions of the same family. */
function findDefinitions(subject: Subject): (group: Planned) => Planned | undefined {
  const byText = (type: string, attribute: string) =>
    new Map(planned(subject, type).map((one) => [getString(one.values, attribute), one]));
  const services = byText("aws_ecs_service", "name");
  const families = byText("aws_ecs_task_definition", "family");
  return (group) => {
    const name = getString(group.values, "ecs_service", 0, "service_name");
    const service = name === undefined ? undefined : services.get(name);
    const family = /(?:task-definition\/|^)([^/:]+):\d+$/.exec(
      getString(service?.values, "task_definition") ?? "",
    )?.[1];
    return family === undefined ? undefined : families.get(family);
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html and codedeploy_IAM_role.html */
function trustFindings(role: Planned, service: "codedeploy" | "ecs-tasks", why: string): readonly Finding[] {
  const attribute = "assume_role_policy";
  if (role.change?.changed.includes(attribute) !== true || role.unknown.has(attribute)) return [];
  const statements = statementsIn(getString(role.values, attribute));
  // A service has a principal for each region too: codedeploy.eu-central-1.amazonaws.com
  const principal = new RegExp(`^${service}\\.(?:[\\w-]+\\.)?amazonaws\\.com(?:\\.cn)?$`);
  const trusts = statements?.some(
    (one) =>
      one.inverted ||
      (one.effect === "Allow" &&
        appliesTo(one, "sts:AssumeRole") &&
        (one.everyone || one.services.some((name) => principal.test(name)))),
  );
  if (trusts !== false) return [];
  return [
    {
      id: "role-not-trusting",
      severity: "warn",
      ...about(role),
      what: `The role ${getString(role.values, "name") ?? role.address} does not trust ${service}.amazonaws.com any more.`,
      why,
      todo: `Let its trust policy allow sts:AssumeRole to ${service}.amazonaws.com.`,
    },
  ];
}

interface Passed {
  readonly arn: string;
  readonly called: string;
}

function passFindings(
  group: Planned,
  codeDeploy: Planned,
  { arn, called }: Passed,
  rights: Rights,
): readonly Finding[] {
  if (mayPass(rights, codeDeploy, arn) !== "no") return [];
  return [
    {
      id: "role-not-passed",
      severity: "warn",
      ...about(group),
      what: `CodeDeploy's role ${getString(codeDeploy.values, "name") ?? ""} may not pass the tasks' ${called} ${arn}.`,
      why: "The next release fails when CodeDeploy makes the new task set. Live traffic stays where it is.",
      todo: "Allow the role iam:PassRole on it, with iam:PassedToService ecs-tasks.amazonaws.com, or attach AWSCodeDeployRoleForECS.",
    },
  ];
}
