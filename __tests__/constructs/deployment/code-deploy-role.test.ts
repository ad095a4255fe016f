import { CodeDeployRole, type CodeDeployRoleProps } from "../../../src/constructs/deployment/code-deploy-role";
import { jsonOf } from "../../support/synthesized";
import { statementsOf, trustOf } from "../shared/roles";

const ecs = "arn:aws:ecs:eu-central-1:210987654321";
const listenerArns = { production: "arn:listener/production", test: "arn:listener/test" };
const executionRole = "arn:aws:iam::210987654321:role/shop-execution";

function synthesize(changes: Partial<CodeDeployRoleProps> = {}) {
  return jsonOf((stack) => {
    new CodeDeployRole(stack, "role", {
      name: "shop-code-deploy",
      account: "210987654321",
      region: "eu-central-1",
      deploymentGroup: { application: "shop-web", name: "web" },
      cluster: { name: "shop", arn: `${ecs}:cluster/shop` },
      serviceName: "shop-web",
      listenerArns,
      passableRoleArns: [executionRole],
      ...changes,
    });
  });
}

const always = [
  {
    Sid: "ReadAndSwitchService",
    Effect: "Allow",
    Action: ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
    Resource: `${ecs}:service/shop/shop-web`,
  },
  {
    Sid: "CreateTaskSets",
    Effect: "Allow",
    Action: "ecs:CreateTaskSet",
    Resource: "*",
    Condition: {
      ArnEquals: { "ecs:cluster": `${ecs}:cluster/shop`, "ecs:service": `${ecs}:service/shop/shop-web` },
    },
  },
  {
    Sid: "DeleteTaskSets",
    Effect: "Allow",
    Action: "ecs:DeleteTaskSet",
    Resource: `${ecs}:task-set/shop/shop-web/*`,
  },
  {
    Sid: "ReadLoadBalancer",
    Effect: "Allow",
    Action: [
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroups",
    ],
    Resource: "*",
  },
  {
    Sid: "SwitchListeners",
    Effect: "Allow",
    Action: "elasticloadbalancing:ModifyListener",
    Resource: [listenerArns.production, listenerArns.test],
  },
];
const passRoles = {
  Sid: "PassRolesToTasks",
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: executionRole,
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
};

describe("CodeDeployRole", () => {
  it("may move the traffic of its one service, and nothing else", () => {
    expect(statementsOf(synthesize())).toEqual([...always, passRoles]);
  });

  it("is taken by CodeDeploy for its one deployment group", () => {
    expect(trustOf(synthesize())).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "codedeploy.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "210987654321" },
          ArnLike: {
            "aws:SourceArn": "arn:aws:codedeploy:eu-central-1:210987654321:deploymentgroup:shop-web/web",
          },
        },
      },
    ]);
  });

  it("hands the two roles of the task to ECS tasks only", () => {
    const taskRole = "arn:aws:iam::210987654321:role/shop-task";
    expect(statementsOf(synthesize({ passableRoleArns: [executionRole, taskRole] }))).toContainEqual({
      ...passRoles,
      Resource: [executionRole, taskRole],
    });
  });

  it("switches the service's rules where it shares the listeners, calls its hooks and reads alarms", () => {
    const json = synthesize({
      listenerRuleArns: ["arn:rule/1", "arn:rule/2"],
      hookNames: ["smoke"],
      watchesAlarms: true,
    });
    expect(statementsOf(json)).toEqual([
      ...always,
      {
        Sid: "SwitchRules",
        Effect: "Allow",
        Action: "elasticloadbalancing:ModifyRule",
        Resource: ["arn:rule/1", "arn:rule/2"],
      },
      passRoles,
      {
        Sid: "CallHooks",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:eu-central-1:210987654321:function:smoke",
      },
      {
        Sid: "ReadAlarms",
        Effect: "Allow",
        Action: "cloudwatch:DescribeAlarms",
        Resource: "arn:aws:cloudwatch:eu-central-1:210987654321:alarm:*",
      },
    ]);
  });
});
