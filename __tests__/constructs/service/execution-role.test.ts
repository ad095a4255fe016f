import { ExecutionRole, type ExecutionRoleProps } from "../../../src/constructs/service/execution-role";
import { counts, jsonOf } from "../../support/synthesized";
import { statementsOf, trustOf } from "../shared/roles";

const secret = "arn:aws:secretsmanager:eu-central-1:210987654321:secret:database-AbCdEf";
const parameter = "arn:aws:ssm:eu-central-1:210987654321:parameter/shop/key";
const key = "arn:aws:kms:eu-central-1:210987654321:key/1234";
const repository = "arn:aws:ecr:eu-central-1:210987654321:repository/shop";
const logGroupArn = "arn:aws:logs:eu-central-1:210987654321:log-group:/ecs/shop";

function synthesize(changes: Partial<ExecutionRoleProps> = {}) {
  return jsonOf((stack) => {
    new ExecutionRole(stack, "role", {
      name: "shop-execution",
      account: "210987654321",
      region: "eu-central-1",
      repositoryArns: [repository],
      logGroupArn,
      ...changes,
    });
  });
}

const always = [
  { Sid: "LogInToEcr", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
  {
    Sid: "PullImages",
    Effect: "Allow",
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Resource: repository,
  },
  {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  },
];

describe("ExecutionRole", () => {
  it("may pull the service's images and write its log, and nothing else", () => {
    expect(counts(synthesize())).toEqual({ aws_iam_role: 1, aws_iam_role_policy: 1 });
    expect(statementsOf(synthesize())).toEqual(always);
  });

  it("is taken by ECS for tasks of this account and region", () => {
    expect(trustOf(synthesize())).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "210987654321" },
          ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-central-1:210987654321:*" },
        },
      },
    ]);
  });

  it("pulls from every repository that the containers need", () => {
    const other = "arn:aws:ecr:eu-central-1:210987654321:repository/proxy";
    expect(statementsOf(synthesize({ repositoryArns: [repository, other] }))[1]).toHaveProperty("Resource", [
      repository,
      other,
    ]);
  });

  it("reads each secret once, whatever key or version of it a container takes", () => {
    const secrets = [`${secret}:password::`, `${secret}:user:AWSPREVIOUS:`, secret];
    expect(statementsOf(synthesize({ secrets }))).toEqual([
      ...always,
      { Sid: "ReadSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret },
    ]);
  });

  it("reads parameters, and decrypts with a customer's key for these two services alone", () => {
    expect(statementsOf(synthesize({ secrets: [secret, parameter], kmsKeyArns: [key] }))).toEqual([
      ...always,
      { Sid: "ReadSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret },
      { Sid: "ReadParameters", Effect: "Allow", Action: "ssm:GetParameters", Resource: parameter },
      {
        Sid: "DecryptSecrets",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: key,
        Condition: {
          StringEquals: {
            "kms:ViaService": ["secretsmanager.eu-central-1.amazonaws.com", "ssm.eu-central-1.amazonaws.com"],
          },
        },
      },
    ]);
  });
});
