import { type Actions, actionsOf as of } from "./action";
import { type PipelineScope, stackRoles, type PolicyStatements, withContent } from "./scope";

/**
 * What tasks, deployments, functions and machines of this project may need at most: use data, but run no code as somebody
 * else (no `ssm:SendCommand`, no `lambda:UpdateFunctionCode`) and change no rights. What is missing here is refused to a task
 * role whatever its own policy says: add it, and run `npm run bootstrap` with an administrator's rights.
 */
const atMost: Actions = [
  ...of("application-autoscaling", ["Describe*"]),
  ...of("cloudwatch", ["*"]),
  ...of("codedeploy", ["PutLifecycleEventHookExecutionStatus"]),
  ...of("dynamodb", ["*"]),
  // Machines of ECS on EC2 look up their own tags.
  ...of("ec2", ["DescribeTags"]),
  ...of("ec2messages", ["*"]),
  ...of("ecr", ["*"]),
  ...of("ecs", [
    "CreateTaskSet",
    "DeleteTaskSet",
    "DeregisterContainerInstance",
    "Describe*",
    "DiscoverPollEndpoint",
    "List*",
    "Poll",
    "RegisterContainerInstance",
    "StartTelemetrySession",
    "Submit*",
    "TagResource",
    "UpdateContainerInstancesState",
    "UpdateServicePrimaryTaskSet",
  ]),
  ...of("elasticache", ["Connect"]),
  ...of("elasticloadbalancing", ["Describe*", "ModifyListener", "ModifyRule"]),
  ...of("events", ["PutEvents"]),
  ...of("execute-api", ["Invoke"]),
  ...of("kinesis", ["*"]),
  ...of("kms", ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey*", "ReEncrypt*"]),
  ...of("lambda", ["InvokeFunction"]),
  ...of("logs", ["*"]),
  ...of("rds-db", ["connect"]),
  ...of("s3", ["AbortMultipartUpload", "DeleteObject*", "Get*", "List*", "PutObject*"]),
  ...of("secretsmanager", ["DescribeSecret", "GetSecretValue"]),
  ...of("ses", ["Send*"]),
  ...of("sns", ["*"]),
  ...of("sqs", ["*"]),
  ...of("ssm", ["GetParameter*", "UpdateInstanceInformation"]),
  ...of("ssmmessages", ["*"]),
  ...of("states", ["StartExecution"]),
  ...of("xray", ["*"]),
];

/**
 * The most that a role can do which the apply role makes. It grants nothing. Without it, an apply could give a task every
 * right of the account and read with it what the apply role itself may not.
 */
export function boundaryPolicy(scope: PipelineScope): PolicyStatements {
  const { bucket, accessLogBucket } = scope.state;
  return [
    { sid: "AtMostThis", actions: atMost, resources: ["*"] },
    // CodeDeploy gives the tasks of a replacement their roles.
    { sid: "PassRolesOfTheStack", actions: ["iam:PassRole"], resources: stackRoles(scope) },
    { sid: "NeverTheState", effect: "Deny", actions: ["s3:*"], resources: withContent(bucket, accessLogBucket) },
  ];
}
