import { readStackJson, resources } from "../../../src/lib/terraform/stack-json";

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
