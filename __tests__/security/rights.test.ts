import type { StackJson } from "../../src/lib/terraform/stack-json";
import { holders, isOfWorkflows, rights } from "../../src/security/rights";
import { must } from "../support/must";

const trusting = (principal: object) => ({
  assume_role_policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal }] }),
});
const attached = (policy: string, role: string) => ({
  policy_arn: `\${aws_iam_policy.${policy}.arn}`,
  role: `\${aws_iam_role.${role}.name}`,
});

const json: StackJson = {
  data: {},
  resource: {
    aws_iam_role: {
      plan: trusting({ Federated: "${aws_iam_openid_connect_provider.github.arn}" }),
      apply: trusting({ Federated: "${aws_iam_openid_connect_provider.github.arn}" }),
      task: trusting({ Service: "ecs-tasks.amazonaws.com" }),
    },
    aws_iam_policy: { read: {}, shared: {}, boundary: {} },
    aws_iam_role_policy_attachment: {
      plan_read: attached("read", "plan"),
      apply_read: attached("read", "apply"),
      apply_shared: attached("shared", "apply"),
      task_shared: attached("shared", "task"),
    },
    aws_iam_role_policy: {
      task: { role: "${aws_iam_role.task.name}" },
      apply: { role: "${aws_iam_role.apply.name}" },
      elsewhere: { role: "a-role-of-another-stack" },
    },
  },
};

const policy = (address: string) => must(rights(json).find((one) => one.address === address));

describe("rights", () => {
  it("are the policies of roles and those that a role has, but not a boundary", () => {
    expect(rights(json).map(({ address }) => address)).toEqual([
      "aws_iam_role_policy.task",
      "aws_iam_role_policy.apply",
      "aws_iam_role_policy.elsewhere",
      "aws_iam_policy.read",
      "aws_iam_policy.shared",
    ]);
  });

  it.each([
    ["aws_iam_policy.read", ["aws_iam_role.plan", "aws_iam_role.apply"], true],
    ["aws_iam_policy.shared", ["aws_iam_role.apply", "aws_iam_role.task"], false],
    ["aws_iam_role_policy.task", ["aws_iam_role.task"], false],
    ["aws_iam_role_policy.apply", ["aws_iam_role.apply"], true],
    ["aws_iam_role_policy.elsewhere", [], false],
  ])("of %s belong to %j, so to workflows alone: %s", (address, roles, ofWorkflows) => {
    expect(holders(json, policy(address)).map((role) => role.address)).toEqual(roles);
    expect(isOfWorkflows(json, policy(address))).toBe(ofWorkflows);
  });
});
