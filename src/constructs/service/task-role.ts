import type { Construct } from "constructs";
import type { Task } from "../../environments/settings/service/task";
import type { PolicyConditions, PolicyStatement } from "../shared/policy-document";
import { literal } from "../../lib/terraform/template";
import { ScopedServiceRole } from "../shared/scoped-service-role";

export type TaskStatement = NonNullable<Task["taskRole"]>[number];

export interface TaskRoleProps {
  readonly name: string;
  /** Id of the account. */
  readonly account: string;
  readonly region: string;
  readonly rights: TaskRights;
}

/** What the tasks of a service may do: at least one of the two, else they need no role. */
export type TaskRights =
  | {
      readonly statements: readonly [TaskStatement, ...TaskStatement[]];
      readonly executeCommand?: ExecuteCommandLog | undefined;
    }
  | { readonly statements?: undefined; readonly executeCommand: ExecuteCommandLog };

/** Where ECS Exec records what is typed and answered, if the cluster says so, and the key of it. */
export interface ExecuteCommandLog {
  /** Without `:*`. @default none: sessions are not recorded, or in the containers' own log */
  readonly logGroupArn?: string | undefined;
  /** The customer key that encrypts the sessions. @default none */
  readonly kmsKeyArn?: string | undefined;
}

/** What the program in a service's containers may do in AWS. ECS gives it the role's credentials; nothing else has them. */
export class TaskRole extends ScopedServiceRole {
  constructor(scope: Construct, id: string, { name, account, region, rights }: TaskRoleProps) {
    super(scope, id, {
      name,
      trust: {
        service: "ecs-tasks.amazonaws.com",
        account,
        sourceArn: `arn:aws:ecs:${region}:${account}:*`,
      },
      policyName: "Task",
      statements: statementsOf(rights),
    });
  }
}

function statementsOf(rights: TaskRights): readonly [PolicyStatement, ...PolicyStatement[]] {
  if (rights.statements === undefined) return sessions(rights.executeCommand);
  const [first, ...others] = rights.statements;
  const more = rights.executeCommand === undefined ? [] : sessions(rights.executeCommand);
  return [plain(first), ...others.map(plain), ...more];
}

/** A statement as people write it, taken as it is by Terraform: `\${aws:username}` is a variable of IAM's. */
function plain({ actions: [action, ...actions], resources, conditions }: TaskStatement): PolicyStatement {
  const [resource = "*", ...others] = resources ?? [];
  return {
    actions: [action, ...actions],
    resources: [literal(resource), ...others.map(literal)],
    ...(conditions !== undefined && { conditions: plainConditions(conditions) }),
  };
}

function plainConditions(conditions: NonNullable<TaskStatement["conditions"]>): PolicyConditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [literal(key), values.map(literal)])),
    ]),
  );
}

/**
 * The agent's channel to Session Manager, and its log. The four actions of ssmmessages take no resource, nor does
 * DescribeLogGroups.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-required-iam-permissions
 */
function sessions({ logGroupArn, kmsKeyArn }: ExecuteCommandLog): readonly [PolicyStatement, ...PolicyStatement[]] {
  return [
    {
      sid: "OpenSessions",
      actions: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
    ...(logGroupArn === undefined
      ? []
      : ([
          { sid: "FindSessionLog", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
          {
            sid: "WriteSessionLog",
            actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources: [`${logGroupArn}:*`],
          },
        ] as const)),
    ...(kmsKeyArn === undefined
      ? []
      : ([{ sid: "DecryptSessions", actions: ["kms:Decrypt"], resources: [kmsKeyArn] }] as const)),
  ];
}
