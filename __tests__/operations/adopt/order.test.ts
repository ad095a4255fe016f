import fc from "fast-check";
import { inOrderOfReference } from "../../../src/operations/adopt/order";

const resource = (name: string, config: Record<string, unknown> = {}) => ({
  address: `aws_x.${name}`,
  type: "aws_x",
  config,
});

const addresses = (resources: readonly { readonly address: string }[]) => resources.map(({ address }) => address);

describe("inOrderOfReference", () => {
  it("puts a resource after those it refers to, however deep the reference is", () => {
    const ordered = inOrderOfReference([
      resource("c", { list: [{ nested: "arn:${aws_x.b.id}" }] }),
      resource("b", { json: '${jsonencode({"of" = aws_x.a.id})}' }),
      resource("a"),
    ]);
    expect(addresses(ordered)).toEqual(["aws_x.a", "aws_x.b", "aws_x.c"]);
  });

  it("takes no order from depends_on nor from texts that merely look like addresses", () => {
    const given = [resource("b", { depends_on: ["aws_x.a"], name: "aws_x.a" }), resource("a")];
    expect(addresses(inOrderOfReference(given))).toEqual(["aws_x.b", "aws_x.a"]);
  });

  it("passes over what is not declared", () => {
    expect(addresses(inOrderOfReference([resource("a", { of: "${data.aws_y.z.id}${aws_x.gone.id}" })]))).toEqual([
      "aws_x.a",
    ]);
  });

  it("names a circle", () => {
    const circle = [resource("a", { of: "${aws_x.b.id}" }), resource("b", { of: "${aws_x.a.id}" })];
    expect(() => inOrderOfReference(circle)).toThrow(
      "aws_x.a -> aws_x.b -> aws_x.a: these resources refer to one another in a circle.",
    );
  });

  it("keeps every resource once and every reference backward, for any graph without circles", () => {
    const graph = fc
      .integer({ min: 1, max: 12 })
      .chain((size) =>
        fc.tuple(
          ...Array.from({ length: size }, (_, index) =>
            fc.subarray(Array.from({ length: index }, (_unused, earlier) => earlier)),
          ),
        ),
      )
      .chain((edges) =>
        fc.shuffledSubarray(
          edges.map((to, from) => ({ from, to })),
          { minLength: edges.length },
        ),
      );
    fc.assert(
      fc.property(graph, (nodes) => {
        const ordered = addresses(
          inOrderOfReference(
            nodes.map(({ from, to }) => resource(`n${from}`, { of: to.map((other) => `\${aws_x.n${other}.id}`) })),
          ),
        );
        expect([...ordered].sort()).toEqual(nodes.map(({ from }) => `aws_x.n${from}`).sort());
        for (const { from, to } of nodes) {
          for (const other of to) {
            expect(ordered.indexOf(`aws_x.n${other}`)).toBeLessThan(ordered.indexOf(`aws_x.n${from}`));
          }
        }
      }),
    );
  });
});
