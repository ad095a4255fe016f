import fc from "fast-check";
import { AnswerShape } from "../../../src/operations/conformance/shape";

function shapeOf(...answers: readonly unknown[]): Readonly<Record<string, string>> {
  const shape = new AnswerShape();
  for (const answer of answers) shape.see(answer);
  return shape.describe();
}

describe("the shape of an operation's answers", () => {
  it.each<[string, readonly unknown[], Readonly<Record<string, string>>]>([
    ["has the type of each member", [{ name: "web", count: 2, on: true }], members("string", "number", "boolean")],
    ["tells null from absent", [{ a: null }, {}, { a: "x" }], { a: "null or string or absent" }],
    [
      "tells an empty list from one with items",
      [{ ids: [] }, { ids: ["i-1"] }],
      { ids: "empty list or list", "ids[]": "string" },
    ],
    [
      "says of a member of items whether each has it",
      [{ sets: [{ id: "1", label: "x" }, { id: "2" }] }],
      { sets: "list", "sets[].id": "string", "sets[].label": "string or absent" },
    ],
    [
      "keeps the words of AWS, and of these alone the value",
      [
        { status: "Ready", name: "Ready" },
        { status: "Baking", name: "web" },
      ],
      { name: "string", status: "Baking or Ready" },
    ],
    [
      "keeps no value that is not a word",
      [{ status: "arn:aws:ecs:x:1:y", type: null }],
      { status: "another string", type: "null" },
    ],
    [
      "keeps words in lists",
      [{ compatibilities: ["EC2", "FARGATE"] }],
      { compatibilities: "list", "compatibilities[]": "EC2 or FARGATE" },
    ],
    [
      "hides keys that a user chose",
      [{ options: { "my-secret-key": "x" } }, { options: {} }],
      { options: "structure", "options.{}": "string" },
    ],
    ["knows the SDK's timestamps", [{ at: new Date(0) }], { at: "timestamp" }],
    [
      "does not say how often a member was there that depends on the time before the run",
      [{ startedBy: "x" }, {}],
      { startedBy: "string" },
    ],
    ["is empty for an answer without members", [{}, undefined], {}],
  ])("%s", (_does, answers, expected) => {
    expect(shapeOf(...answers)).toEqual(expected);
  });

  it("is the same in whatever order and however often equal answers come", () => {
    const member = fc.constantFrom("status", "name", "items", "at");
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 3 }, fc.constantFrom("Ready", "web", 1, null, true), tie("list"), tie("structure")),
      list: fc.array(tie("any"), { maxLength: 3 }),
      structure: fc.dictionary(member, tie("any")),
    })).structure;
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), fc.nat(), (answers, turn) => {
        const at = turn % answers.length;
        const turned = [...answers.slice(at), ...answers.slice(0, at)];
        expect(JSON.stringify(shapeOf(...turned, ...answers))).toBe(JSON.stringify(shapeOf(...answers)));
      }),
    );
  });

  it("holds no string of an answer but words of AWS", () => {
    const secret = fc.string({ minLength: 12, unit: fc.constantFrom("0", "1", "2", "7", ":", "/", "-") });
    fc.assert(
      fc.property(secret, (text) => {
        const shape = shapeOf({ status: text, name: text, list: [text], in: { arn: text }, options: { [text]: text } });
        expect(JSON.stringify(shape)).not.toContain(text);
      }),
    );
  });
});

function members(name: string, count: string, on: string) {
  return { count, name, on };
}
