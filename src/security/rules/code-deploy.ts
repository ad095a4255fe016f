import { type Block, block, type Declared, type StackJson, strings } from "../../lib/terraform/stack-json";
import { allowStatements, principals } from "../policy-statements";
import { holders, rights } from "../rights";
import { each, eachOf, type SecurityRule, unless } from "../rule";
import { passedRoles } from "./iam";

const group = "CodeDeploy";
const ids = ["own"];

/** Minutes: the longest that CodeDeploy takes. Old tasks that never end cost, and keep serving an old program. */
const longestWait = 2880;

export const codeDeployRules: readonly SecurityRule[] = [
  {
    ids,
    group,
    rule: "a deployment that fails is rolled back",
    check: "`auto_rollback_configuration` of each deployment group has DEPLOYMENT_FAILURE",
    examine: each(["aws_codedeploy_deployment_group"], (deploymentGroup) =>
      unless(rollsBackOn(deploymentGroup, "DEPLOYMENT_FAILURE"), "does not roll back what fails"),
    ),
  },
  {
    ids,
    group,
    rule: "deployments watch alarms, and are rolled back by one",
    check: "`alarm_configuration` of each deployment group names some, and it rolls back on DEPLOYMENT_STOP_ON_ALARM",
    examine: each(["aws_codedeploy_deployment_group"], (deploymentGroup) => {
      const { enabled, alarms } = block(deploymentGroup["alarm_configuration"]);
      return [
        ...unless(enabled === true && strings(alarms).length > 0, "watches no alarm"),
        ...unless(rollsBackOn(deploymentGroup, "DEPLOYMENT_STOP_ON_ALARM"), "does not roll back on an alarm"),
      ];
    }),
  },
  {
    ids,
    group,
    rule: "old tasks end",
    check: `each deployment group terminates them, within ${longestWait} minutes`,
    examine: each(["aws_codedeploy_deployment_group"], ({ blue_green_deployment_config: config }) => {
      const end = block(block(config)["terminate_blue_instances_on_deployment_success"]);
      const { action, termination_wait_time_in_minutes: minutes } = end;
      return unless(action === "TERMINATE" && Number(minutes ?? 0) <= longestWait, "old tasks stay");
    }),
  },
  {
    ids,
    group,
    rule: "it can pass tasks their two roles, and no other",
    check: "`iam:PassRole` of CodeDeploy's roles is for one or two roles of this stack that ECS gives to tasks",
    examine: eachOf(rightsOfCodeDeploy, ({ policy }, json) =>
      allowStatements(policy)
        .filter(({ actions }) => actions.includes("iam:PassRole"))
        .flatMap((statement) => {
          const roles = passedRoles(json, statement);
          const ofTasks = roles.every(({ block: { assume_role_policy: trust } }) =>
            allowStatements(trust).every((one) => principals(one, "Service").join() === "ecs-tasks.amazonaws.com"),
          );
          return [
            ...unless(roles.length === statement.resources.length, "passes a role that is not of this stack"),
            ...unless(roles.length <= 2, "passes more than two roles"),
            ...unless(ofTasks, "passes a role that is not for tasks"),
          ];
        }),
    ),
  },
];

function rollsBackOn({ auto_rollback_configuration: rollback }: Block, event: string): boolean {
  const { enabled, events } = block(rollback);
  return enabled === true && strings(events).includes(event);
}

function rightsOfCodeDeploy(json: StackJson): readonly Declared[] {
  return rights(json).filter((policy) =>
    holders(json, policy).some(({ block: role }) =>
      allowStatements(role["assume_role_policy"]).some((one) =>
        principals(one, "Service").includes("codedeploy.amazonaws.com"),
      ),
    ),
  );
}
