import { conditionKeys, isForAnyone, statements } from "../../src/security/policy-statements";

describe("policy statements", () => {
  it("reads a policy of one statement as one of several", () => {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:GetObject",
      Resource: ["one", "two"],
      Condition: { StringEquals: { "aws:SourceAccount": "1" }, ArnLike: { "aws:SourceArn": "2" } },
    };
    const [alone] = statements(JSON.stringify({ Statement: statement }));
    expect(statements(JSON.stringify({ Statement: [statement] }))).toEqual([alone]);
    expect(alone).toMatchObject({ effect: "Allow", actions: ["s3:GetObject"], resources: ["one", "two"] });
    expect(alone && isForAnyone(alone)).toBe(true);
    expect(alone && conditionKeys(alone)).toEqual(["aws:SourceAccount", "aws:SourceArn"]);
  });
});
