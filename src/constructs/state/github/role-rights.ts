import { boundaryOf, iamArn, type PipelineScope, stackRoles, type PolicyStatements } from "./scope";
import { githubIssuer } from "./trust";

/** Services that take the roles of a stack. */
const takers = [
  "codedeploy.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "lambda.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
] as const;

/** Services that come with a role of their own, which is made at the first use in an account. */
const withLinkedRoles = [
  "autoscaling.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "wafv2.amazonaws.com",
] as const;

/**
 * Roles of the stack, and only under the boundary: who may write any policy into a role and let a task take it would
 * otherwise have every right of the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function manageRolesStatements(scope: PipelineScope): PolicyStatements {
  const { names, project } = scope;
  const roles = stackRoles(scope);
  return [
    {
      sid: "GiveRightsUnderTheBoundary",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryOf(scope) } },
    },
    {
      sid: "ManageRoles",
      actions: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: roles,
    },
    {
      sid: "ManageInstanceProfiles",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
      resources: [iamArn(scope, "instance-profile", `${project}-*`)],
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": takers } },
    },
    {
      sid: "MakeServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [iamArn(scope, "role", "aws-service-role/*")],
      conditions: { StringEquals: { "iam:AWSServiceName": withLinkedRoles } },
    },
    {
      // A project may be named so that its pattern matches these too.
      sid: "NeverItself",
      effect: "Deny",
      actions: ["iam:*"],
      resources: [
        iamArn(scope, "role", names.planRole),
        iamArn(scope, "role", names.applyRole),
        iamArn(scope, "role", names.releaseRole),
        iamArn(scope, "policy", `${scope.environment}-github-*`),
        iamArn(scope, "oidc-provider", githubIssuer),
      ],
    },
  ];
}
