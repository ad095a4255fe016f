import { readDeclaredStack } from "../../../src/operations/adopt/declared";

const stack = (resource: unknown) => JSON.stringify({ provider: { aws: [{ region: "ap-northeast-1" }] }, resource });

describe("readDeclaredStack", () => {
  it("lists each resource with its address, and the provider's region", () => {
    expect(
      readDeclaredStack(stack({ aws_vpc: { network: { cidr_block: "10.0.0.0/16" } }, aws_lb: { a: {}, b: {} } })),
    ).toEqual({
      region: "ap-northeast-1",
      resources: [
        { address: "aws_vpc.network", type: "aws_vpc", config: { cidr_block: "10.0.0.0/16" } },
        { address: "aws_lb.a", type: "aws_lb", config: {} },
        { address: "aws_lb.b", type: "aws_lb", config: {} },
      ],
    });
  });

  it("takes a stack without resources", () => {
    expect(readDeclaredStack(stack(undefined)).resources).toEqual([]);
  });

  it.each(["count", "for_each"])("refuses a resource declared with %s", (key) => {
    expect(() => readDeclaredStack(stack({ aws_subnet: { all: { [key]: 2 } } }))).toThrow(
      `aws_subnet.all: declared with ${key}, which adopt cannot follow. Declare each one with a name of its own.`,
    );
  });
});
