import type { Construct } from "constructs";
import type { PolicyStatement } from "../shared/policy-document";
import { isParameter, secretResource } from "./secret-arn";
import { oneOrMore } from "../shared/one-or-more";
import { ScopedServiceRole } from "../shared/scoped-service-role";

export interface ExecutionRoleProps {
  readonly name: string;
  /** Id of the account. */
  readonly account: string;
  readonly region: string;
  /** ECR repositories of the containers' images. */
  readonly repositoryArns: readonly [string, ...string[]];
  /** The group that all containers log to; without `:*`. */
  readonly logGroupArn: string;
  /** What the containers' `secrets` refer to, with key and version or without. @default none */
  readonly secrets?: readonly string[] | undefined;
  /** Customer keys that these are encrypted with. @default none: AWS-managed keys, which need no right */
  readonly kmsKeyArns?: readonly string[] | undefined;
}

/**
 * What ECS does for a service's tasks before they run: pull their images, write their logs, fetch their secrets. Unlike
 * AmazonECSTaskExecutionRolePolicy it is limited to the service's own.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export class ExecutionRole extends ScopedServiceRole {
  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id, {
      name: props.name,
      trust: {
        service: "ecs-tasks.amazonaws.com",
        account: props.account,
        sourceArn: `arn:aws:ecs:${props.region}:${props.account}:*`,
      },
      policyName: "TaskExecution",
      statements: [...pullAndLog(props), ...fetchSecrets(props)],
    });
  }
}

function pullAndLog({
  repositoryArns,
  logGroupArn,
}: ExecutionRoleProps): readonly [PolicyStatement, ...PolicyStatement[]] {
  return [
    { sid: "LogInToEcr", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: repositoryArns,
    },
    { sid: "WriteLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
  ];
}

function fetchSecrets({ secrets = [], kmsKeyArns = [], region }: ExecutionRoleProps): readonly PolicyStatement[] {
  const resources = [...new Set(secrets.map(secretResource))].sort();
  const ofSecretsManager = oneOrMore(resources.filter((arn) => !isParameter(arn)));
  const ofSsm = oneOrMore(resources.filter(isParameter));
  const keys = oneOrMore(kmsKeyArns);
  return [
    ...(ofSecretsManager === undefined
      ? []
      : [{ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: ofSecretsManager } as const]),
    ...(ofSsm === undefined
      ? []
      : [{ sid: "ReadParameters", actions: ["ssm:GetParameters"], resources: ofSsm } as const]),
    ...(keys === undefined
      ? []
      : [
          {
            sid: "DecryptSecrets",
            actions: ["kms:Decrypt"],
            resources: keys,
            conditions: {
              StringEquals: {
                "kms:ViaService": [`secretsmanager.${region}.amazonaws.com`, `ssm.${region}.amazonaws.com`],
              },
            },
          } as const,
        ]),
  ];
}
