import type { Draft } from "./draft";

export interface Break {
  /** The words of the rule that it breaks. */
  readonly rule: string;
  readonly what: string;
  readonly apply: (draft: Draft) => void;
}

const escalation = "no role can give itself more, or take another";
const limits = "rights are limited to resources";

/** What workflows may do more than programs has limits of its own; each is taken away here. */
export const workflowBreaks: readonly Break[] = [
  {
    rule: escalation,
    what: "giving rights without a boundary",
    apply: (draft) => {
      draft.workflow("GiveRightsUnderTheBoundary", (statement) => {
        statement["Action"] = "iam:PutRolePolicy";
        delete statement["Condition"];
      });
    },
  },
  {
    rule: escalation,
    what: "managing any role",
    apply: (draft) => {
      draft.workflow("ManageRoles", (statement) => {
        Object.assign(statement, {
          Action: "iam:UpdateAssumeRolePolicy",
          Resource: "*",
          Condition: { StringEquals: { "aws:RequestedRegion": "ap-northeast-1" } },
        });
      });
    },
  },
  ...[
    "iam:DeleteRolePermissionsBoundary",
    "iam:CreatePolicyVersion",
    "iam:CreateUser",
    "iam:Pass*",
    "sts:AssumeRole",
  ].map((action): Break => ({
    rule: escalation,
    what: action,
    apply: (draft) => {
      draft.workflow("ManageRoles", (statement) => {
        statement["Action"] = action;
      });
    },
  })),
  {
    rule: escalation,
    what: "passing roles to any service",
    apply: (draft) => {
      draft.workflow("PassRoles", (statement) => {
        delete statement["Condition"];
      });
    },
  },
  ...["secretsmanager:GetSecretValue", "s3:GetObject", "ssm:GetParameter", "s3:Get*", "s3:PutObject"].map(
    (action): Break => ({
      rule: limits,
      what: `${action} on everything`,
      apply: (draft) => {
        draft.workflow("SeeHowThingsAre", (statement) => {
          statement["Action"] = action;
        });
      },
    }),
  ),
  {
    rule: limits,
    what: "writing in any region",
    apply: (draft) => {
      draft.workflow("ManageNetwork", (statement) => {
        statement["Action"] = "ec2:DeleteVpc";
        delete statement["Condition"];
      });
    },
  },
  {
    rule: "no role may do everything, nor everything in a service",
    what: "everything in a service",
    apply: (draft) => {
      draft.workflow("ManageNetwork", (statement) => {
        statement["Action"] = ["ec2:*"];
      });
    },
  },
];
