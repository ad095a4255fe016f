import { ScopedServiceRole } from "../../../src/constructs/shared/scoped-service-role";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";
import { statementsOf, trustOf } from "./roles";

const json = jsonOf((stack) => {
  new ScopedServiceRole(stack, "role", {
    name: "reader",
    trust: {
      service: "ecs-tasks.amazonaws.com",
      account: "210987654321",
      sourceArn: "arn:aws:ecs:eu-central-1:210987654321:*",
    },
    policyName: "Read",
    statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] }],
  });
});

describe("ScopedRole", () => {
  it("makes a role with a policy of its own", () => {
    expect(counts(json)).toEqual({ aws_iam_role: 1, aws_iam_role_policy: 1 });
    expect(resource(json, "aws_iam_role.role")["name"]).toBe("reader");
    const { policy, ...rest } = resource(json, "aws_iam_role_policy.role_rights");
    expect(policy).toEqual(expect.any(String));
    expect(rest).toEqual({ name: "Read", role: ref("aws_iam_role.role", "name") });
  });

  it("may do what its statements say", () => {
    expect(statementsOf(json)).toEqual([{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" }]);
  });

  it("is taken by the one service, for things of the one account only", () => {
    expect(trustOf(json)).toEqual([
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
});
