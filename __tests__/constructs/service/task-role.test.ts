import { TaskRole, type TaskRights } from "../../../src/constructs/service/task-role";
import { jsonOf } from "../../support/synthesized";
import { statementsOf, trustOf } from "../shared/roles";

function synthesize(rights: TaskRights) {
  return jsonOf((stack) => {
    new TaskRole(stack, "role", { name: "shop-task", account: "210987654321", region: "eu-central-1", rights });
  });
}

const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] } as const;
const openSessions = {
  Sid: "OpenSessions",
  Effect: "Allow",
  Action: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  Resource: "*",
};

describe("TaskRole", () => {
  it("may do what the environment states, taken as it is written", () => {
    const json = synthesize({
      statements: [
        read,
        {
          actions: ["dynamodb:GetItem", "dynamodb:Query"],
          resources: ["arn:aws:dynamodb:eu-central-1:210987654321:table/${aws:PrincipalTag/team}"],
          conditions: { StringLike: { "aws:PrincipalTag/team": ["${team}", "all"] } },
        },
        { actions: ["cloudwatch:PutMetricData"], anyResource: "PutMetricData takes no resource" },
      ],
    });
    expect(statementsOf(json)).toEqual([
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" },
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: "arn:aws:dynamodb:eu-central-1:210987654321:table/$${aws:PrincipalTag/team}",
        Condition: { StringLike: { "aws:PrincipalTag/team": ["$${team}", "all"] } },
      },
      { Effect: "Allow", Action: "cloudwatch:PutMetricData", Resource: "*" },
    ]);
  });

  it("is taken by ECS for tasks of this account and region", () => {
    expect(trustOf(synthesize({ statements: [read] }))).toEqual([
      expect.objectContaining({
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "210987654321" },
          ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-central-1:210987654321:*" },
        },
      }),
    ]);
  });

  it("opens sessions of ECS Exec and nothing else where only these are asked for", () => {
    expect(statementsOf(synthesize({ executeCommand: {} }))).toEqual([openSessions]);
  });

  it("records sessions where the cluster does, decrypting with its key", () => {
    const logGroupArn = "arn:aws:logs:eu-central-1:210987654321:log-group:/ecs/exec";
    const kmsKeyArn = "arn:aws:kms:eu-central-1:210987654321:key/1234";
    expect(statementsOf(synthesize({ statements: [read], executeCommand: { logGroupArn, kmsKeyArn } }))).toEqual([
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" },
      openSessions,
      { Sid: "FindSessionLog", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      {
        Sid: "WriteSessionLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: `${logGroupArn}:*`,
      },
      { Sid: "DecryptSessions", Effect: "Allow", Action: "kms:Decrypt", Resource: kmsKeyArn },
    ]);
  });
});
