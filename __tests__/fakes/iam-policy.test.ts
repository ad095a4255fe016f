import { type AccessRequest, allows } from "./iam-policy";

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | string[], Resource: string | string[] = "*", Condition?: object) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});

describe("the evaluator of IAM policies", () => {
  it.each<[what: string, statements: readonly object[], request: AccessRequest, allowed: boolean]>([
    ["refuses what nothing allows", [allow("s3:GetObject")], { action: "s3:PutObject" }, false],
    ["refuses everything without statements", [], { action: "s3:GetObject" }, false],
    [
      "allows what one of several actions names",
      [allow(["s3:ListBucket", "s3:GetObject"])],
      { action: "s3:GetObject" },
      true,
    ],
    ["does not mind the letters' case in actions", [allow("s3:getobject")], { action: "s3:GetObject" }, true],
    ["knows wildcards in actions", [allow("s3:Get*")], { action: "s3:GetObject" }, true],
    ["ends a wildcard's reach at the service", [allow("s3:*")], { action: "s3express:GetObject" }, false],
    ["knows single wildcards", [allow("s3:Get?bject")], { action: "s3:GetObject" }, true],
    ["lets a Deny win", [allow("s3:*"), { ...allow("s3:Put*"), Effect: "Deny" }], { action: "s3:PutObject" }, false],
    ["lets a Deny win wherever it stands", [{ ...allow("*"), Effect: "Deny" }, allow("*")], { action: "a:B" }, false],
    ["matches resources whole", [allow("*", "arn:a")], { action: "a:B", resource: "arn:ab" }, false],
    ["minds the letters' case in resources", [allow("*", "arn:A")], { action: "a:B", resource: "arn:a" }, false],
    ["lets a wildcard pass slashes", [allow("*", "arn:*")], { action: "a:B", resource: "arn:a/b" }, true],
    ["takes a dot for a dot", [allow("*", "arn:a.b")], { action: "a:B", resource: "arn:axb" }, false],
    ["refuses a request on all things where one is allowed", [allow("*", "arn:a")], { action: "a:B" }, false],
    [
      "refuses where a condition's key is missing",
      [allow("*", "*", { StringEquals: { k: "v" } })],
      { action: "a:B" },
      false,
    ],
    [
      "demands all conditions",
      [allow("*", "*", { StringEquals: { k: "v", l: "w" } })],
      { action: "a:B", context: { k: "v", l: "x" } },
      false,
    ],
    [
      "takes any of a condition's values",
      [allow("*", "*", { StringEquals: { k: ["u", "v"] } })],
      { action: "a:B", context: { k: "v" } },
      true,
    ],
    [
      "takes a wildcard in StringEquals for a letter",
      [allow("*", "*", { StringEquals: { k: "v*" } })],
      { action: "a:B", context: { k: "vw" } },
      false,
    ],
    [
      "knows patterns in StringLike and ArnLike",
      [allow("*", "*", { StringLike: { k: "v*" }, ArnLike: { l: "arn:*" } })],
      { action: "a:B", context: { k: "vw", l: "arn:b" } },
      true,
    ],
    ["knows Bool", [allow("*", "*", { Bool: { k: "true" } })], { action: "a:B", context: { k: "false" } }, false],
  ])("%s", (_, statements, request, allowed) => {
    expect(allows([policy(...statements)], request)).toBe(allowed);
  });

  it("adds up policies, and lets a Deny of one win over all", () => {
    const [read, write] = [policy(allow("s3:Get*")), policy(allow("s3:Put*"))];
    const deny = policy({ ...allow("s3:PutObject"), Effect: "Deny" });
    expect(allows([read, write], { action: "s3:PutObject" })).toBe(true);
    expect(allows([read, write, deny], { action: "s3:PutObject" })).toBe(false);
  });

  it("refuses what a boundary does not allow too, and grants nothing by it", () => {
    const all = policy(allow("*"));
    const boundary = policy(allow("s3:*"));
    expect(allows([all], { action: "s3:GetObject" }, boundary)).toBe(true);
    expect(allows([all], { action: "iam:CreateUser" }, boundary)).toBe(false);
    expect(allows([], { action: "s3:GetObject" }, boundary)).toBe(false);
  });

  it("asks trust policies who comes", () => {
    const trust = policy({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: "arn:p" },
    });
    expect(allows([trust], { action: "sts:AssumeRoleWithWebIdentity", federated: "arn:p" })).toBe(true);
    expect(allows([trust], { action: "sts:AssumeRoleWithWebIdentity", federated: "arn:q" })).toBe(false);
    expect(allows([trust], { action: "sts:AssumeRoleWithWebIdentity" })).toBe(false);
  });

  it("does not decide about what it does not know", () => {
    expect(() => allows([policy({ Effect: "Allow", NotAction: "s3:*", Action: [] })], { action: "a:B" })).toThrow(
      new Error("The evaluator does not know NotAction."),
    );
    expect(() =>
      allows([policy(allow("*", "*", { IpAddress: { k: "10.0.0.0/8" } }))], {
        action: "a:B",
        context: { k: "10.1.1.1" },
      }),
    ).toThrow(new Error("The evaluator does not know the condition operator IpAddress."));
  });
});
