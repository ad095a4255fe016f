import { checkShape } from "../../../src/local-aws/api-model/check-shape";
import type { ServiceModel } from "../../../src/local-aws/api-model/service-model";

const model: ServiceModel = {
  operations: {},
  shapes: {
    Answer: {
      type: "structure",
      required: ["name", "requestId"],
      members: {
        name: { shape: "Text" },
        requestId: { shape: "Text", location: "header" },
        count: { shape: "Whole" },
        weight: { shape: "Number" },
        ready: { shape: "Flag" },
        time: { shape: "Time" },
        status: { shape: "Status" },
        items: { shape: "Items" },
        tags: { shape: "Tags" },
        anything: { shape: "Anything" },
      },
    },
    Item: { type: "structure", members: { id: { shape: "Text" } } },
    Items: { type: "list", member: { shape: "Item" } },
    Tags: { type: "map", key: { shape: "Text" }, value: { shape: "Text" } },
    Anything: { type: "structure", document: true, members: {} },
    Text: { type: "string" },
    Whole: { type: "integer" },
    Number: { type: "double" },
    Flag: { type: "boolean" },
    Time: { type: "timestamp" },
    Status: { type: "string", enum: ["ACTIVE", "INACTIVE"] },
  },
};

const check = (value: unknown) => checkShape(model, { shape: "Answer" }, value, "", { Item: ["id"] });

test("an answer that fits its shape has no violations, whatever optional members it leaves out", () => {
  expect(check({ name: "a" })).toEqual([]);
  expect(
    check({
      name: "a",
      count: 1,
      weight: 0.5,
      ready: false,
      time: 1771286400.5,
      status: "ACTIVE",
      items: [{ id: "1" }],
      tags: { a: "b" },
      anything: { at: ["all"] },
    }),
  ).toEqual([]);
});

test("null is taken for a member that is not given", () => {
  expect(check({ name: "a", count: null, unknown: null })).toEqual([]);
  expect(check({ name: null })).toEqual(["name: missing in Answer"]);
});

test.each<[string, object, string]>([
  ["an unknown member", { colour: "blue" }, "colour: not a member of Answer"],
  ["an unknown member of an item", { items: [{ id: "1", colour: "blue" }] }, "items[].colour: not a member of Item"],
  ["a missing member that AWS always gives", { items: [{}] }, "items[].id: missing in Item"],
  ["a number as text", { count: "1" }, "count: text instead of a whole number"],
  ["a fraction for a whole number", { count: 1.5 }, "count: a number instead of a whole number"],
  ["text for a number", { weight: "0.5" }, "weight: text instead of a number"],
  ["text for a boolean", { ready: "false" }, "ready: text instead of a boolean"],
  [
    "an ISO date in a JSON protocol",
    { time: "2026-03-01T00:00:00Z" },
    "time: text instead of a timestamp in the form of the protocol",
  ],
  ["a value outside an enumeration", { status: "GONE" }, 'status: "GONE" instead of a value of Status'],
  ["an object for a list", { items: {} }, "items: an object instead of a list"],
  ["a list for a map", { tags: [] }, "tags: a list instead of a map"],
  ["a number in a map of text", { tags: { a: 1 } }, "tags{}: a number instead of text"],
  ["text for a structure", { items: ["a"] }, "items[]: text instead of a structure (Item)"],
])("%s is a violation that names the member", (_what, members, violation) => {
  expect(check({ name: "a", ...members })).toEqual([violation]);
});

test("an answer of another kind is one violation", () => {
  expect(check("a")).toEqual([": text instead of a structure (Answer)"]);
});
