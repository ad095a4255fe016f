const source = { StringEquals: { "aws:SourceAccount": "123456789012" } };

export function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

export function trust(service: string): string {
  const Principal = { Service: service };
  return document({ Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition: source });
}

export const gitHubTrust = document({
  Effect: "Allow",
  Principal: { Federated: "${aws_iam_openid_connect_provider.github.arn}" },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: {
    StringEquals: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:example/shop:environment:production",
    },
  },
});

export const deployRights = document(
  { Effect: "Allow", Action: "elasticloadbalancing:DescribeListeners", Resource: "*" },
  {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: ["${aws_iam_role.execution.arn}", "${aws_iam_role.task.arn}"],
    Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  },
);
