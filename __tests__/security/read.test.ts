import { blocks, conditionKeys, isForAnyone, refersTo, statements, texts } from "../../src/security/read";

describe("reading Terraform JSON", () => {
  it.each([
    ["one block", { a: 1 }, [{ a: 1 }]],
    ["several", [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
    ["none", undefined, []],
    ["no block", ["text", null], []],
  ])("finds the blocks in %s", (_, value, expected) => {
    expect(blocks(value)).toEqual(expected);
  });

  it("finds texts, alone or in a list", () => {
    expect(texts("one")).toEqual(["one"]);
    expect(texts(["one", 2, "three"])).toEqual(["one", "three"]);
    expect(texts({ one: "two" })).toEqual([]);
  });

  it.each([
    ["${aws_vpc.network.id}", true],
    ["arn:aws:s3:::${aws_vpc.network.id}/*", true],
    [{ deep: [{ inside: "${aws_vpc.network.arn}" }] }, true],
    ["${aws_vpc.network_two.id}", false],
    ["${data.x.aws_vpc.network}", false],
    [undefined, false],
  ])("knows whether %j refers to aws_vpc.network", (value, expected) => {
    expect(refersTo(value, "aws_vpc.network")).toBe(expected);
  });

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
