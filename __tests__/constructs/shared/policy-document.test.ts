import fc from "fast-check";
import {
  policyDocument,
  type PolicyStatement,
  type PolicyPrincipals,
} from "../../../src/constructs/shared/policy-document";

const read: PolicyStatement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] };

describe("a policy document", () => {
  it("allows what a statement names, a single value without a list around it", () => {
    expect(policyDocument([read])).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" }],
    });
  });

  it("has all that a statement can say, in the order in which AWS's own documents have it", () => {
    const document = policyDocument([
      {
        sid: "DenyWithoutTls",
        effect: "Deny",
        principals: "anyone",
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(JSON.stringify(document)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"DenyWithoutTls","Effect":"Deny","Principal":"*",' +
        '"Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::shop","arn:aws:s3:::shop/*"],' +
        '"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
    );
  });

  it.each<[PolicyPrincipals, unknown]>([
    [{ services: ["ecs-tasks.amazonaws.com"] }, { Service: "ecs-tasks.amazonaws.com" }],
    [{ aws: ["arn:aws:iam::123456789012:root"] }, { AWS: "arn:aws:iam::123456789012:root" }],
    [{ federated: ["arn:one", "arn:other"] }, { Federated: ["arn:one", "arn:other"] }],
    ["anyone", "*"],
  ])("of a trust has the principals %j and no resource", (principals, rendered) => {
    expect(policyDocument([{ principals, actions: ["sts:AssumeRole"] }])).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: rendered, Action: "sts:AssumeRole" }],
    });
  });

  it("keeps every statement, and every action and resource of each, in their order", () => {
    const texts = fc.tuple(fc.string(), fc.string(), fc.string());
    const statement = fc.record({ actions: texts, resources: texts });
    fc.assert(
      fc.property(fc.tuple(statement, statement), (statements) => {
        expect(policyDocument(statements)).toHaveProperty(
          "Statement",
          statements.map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources })),
        );
      }),
    );
  });
});
