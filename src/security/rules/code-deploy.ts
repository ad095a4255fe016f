import { allows, block, principals, texts } from "../read";
import { each, type SecurityRule, unless } from "../rule";
import { passedRoles } from "./iam";

const group = "CodeDeploy";
const ids = ["own"];

/** Minutes: the longest that CodeDeploy takes. Old tasks that never end cost, and keep serving an old program. */
const longestWait = 2880;

export const codeDeployRules: readonly SecurityRule[] = [
  {
    ids,
    group,
    rule: "a deployment that fails or raises an alarm is rolled back",
    check: "`auto_rollback_configuration` of each deployment group, for both events",
    examine: each(["aws_codedeploy_deployment_group"], ({ auto_rollback_configuration: rollback }) => {
      const { enabled, events } = block(rollback);
      return ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"].flatMap((event) =>
        unless(enabled === true && texts(events).includes(event), `does not roll back on ${event}`),
      );
    }),
  },
  {
    ids,
    group,
    rule: "deployments watch alarms",
    check: "`alarm_configuration` of each deployment group names some",
    examine: each(["aws_codedeploy_deployment_group"], ({ alarm_configuration: alarms }) => {
      const { enabled, alarms: names } = block(alarms);
      return unless(enabled === true && texts(names).length > 0, "watches no alarm");
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
    check: "`iam:PassRole` is for one or two roles of this stack that ECS gives to tasks",
    examine: each(["aws_iam_role_policy", "aws_iam_policy"], ({ policy }, json) =>
      allows(policy)
        .filter(({ actions }) => actions.includes("iam:PassRole"))
        .flatMap((statement) => {
          const roles = passedRoles(json, statement);
          const ofTasks = roles.every(({ block: { assume_role_policy: trust } }) =>
            allows(trust).every((one) => principals(one, "Service").join() === "ecs-tasks.amazonaws.com"),
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
