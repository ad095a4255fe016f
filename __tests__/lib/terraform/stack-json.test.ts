import { blocks, readStackJson, refersTo, resources, strings } from "../../../src/lib/terraform/stack-json";

const json = readStackJson(
  JSON.stringify({
    terraform: { required_version: ">= 1.10" },
    resource: { aws_vpc: { network: { cidr_block: "10.0.0.0/16" } }, aws_subnet: { one: {}, two: {} } },
  }),
);

describe("a synthesized stack", () => {
  it("tells all its resources", () => {
    expect(resources(json)).toEqual([
      { address: "aws_vpc.network", type: "aws_vpc", id: "network", block: { cidr_block: "10.0.0.0/16" } },
      { address: "aws_subnet.one", type: "aws_subnet", id: "one", block: {} },
      { address: "aws_subnet.two", type: "aws_subnet", id: "two", block: {} },
    ]);
  });

  it("tells those of some types", () => {
    expect(resources(json, "aws_subnet", "aws_lb").map(({ address }) => address)).toEqual([
      "aws_subnet.one",
      "aws_subnet.two",
    ]);
  });

  it("keeps what nobody here looks at", () => {
    expect(json).toHaveProperty("terraform", { required_version: ">= 1.10" });
  });

  it("may declare nothing", () => {
    expect(resources(readStackJson("{}"))).toEqual([]);
  });
});

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
    expect(strings("one")).toEqual(["one"]);
    expect(strings(["one", 2, "three"])).toEqual(["one", "three"]);
    expect(strings({ one: "two" })).toEqual([]);
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
});
