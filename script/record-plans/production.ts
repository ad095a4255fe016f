import type { Environment, Service } from "../../src/environments/schema";
import { removeZone } from "./edits";
import { edit, type Recording } from "./scenario";
import { block, type MutableStack, replaceText } from "./stack";

const webGroup = "aws_codedeploy_deployment_group.service_web_deployment_group";
const apiRights = "aws_iam_role_policy.service_api_deployment_role_rights";

/** Pull requests against production, whose roles have no right too many. */
export const production: Recording = {
  environment: "production",
  // From before its canary.
  adjust: (stack) => {
    block(stack, webGroup)["deployment_config_name"] = "CodeDeployDefault.ECSAllAtOnce";
  },
  scenarios: [
    { name: "production-new", account: "empty" },
    {
      name: "production-switched-to-canary",
      account: "as deployed",
      change: edit(
        webGroup,
        (group) => void (group["deployment_config_name"] = "CodeDeployDefault.ECSCanary10Percent5Minutes"),
      ),
    },
    {
      name: "production-shift-changed",
      account: "as deployed",
      settings: inApi((api) => ({
        ...api,
        deployment: { ...api.deployment, shift: { type: "canary", percent: 10, minutes: 5 } },
      })),
    },
    {
      name: "production-rights-given",
      account: "as deployed",
      settings: inApi((api) => ({
        ...api,
        taskRole: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:orders"] }],
      })),
    },
    { name: "production-zone-removed", account: "as deployed", settings: removeZone },
    { name: "production-task-role-not-passed", account: "as deployed", change: withoutTaskRole },
    {
      name: "production-rollback-off",
      account: "as deployed",
      settings: inApi((api) => ({
        ...api,
        deployment: { ...api.deployment, rollbackOnFailure: false, rollbackOnAlarm: false },
      })),
    },
  ],
};

function inApi(change: (api: Service) => Service): (environment: Environment) => Environment {
  return (environment) => {
    const { api } = environment.services;
    if (api === undefined) throw new Error(`${environment.name} has no service api.`);
    return { ...environment, services: { ...environment.services, api: change(api) } };
  };
}

/** As somebody mends a policy by hand and forgets the second role. */
function withoutTaskRole(stack: MutableStack): undefined {
  const reference = "aws_iam_role.service_api_task_role.arn";
  replaceText(block(stack, apiRights), "policy", reference, "aws_iam_role.service_api_task_execution_role.arn");
}
