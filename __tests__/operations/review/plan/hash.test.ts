import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { planHash } from "../../../../src/operations/review/plan/hash";
import { plan, recordedNames, recorded } from "../support";

const change = { actions: ["update"], before: { port: 80, token: "one" }, after: { port: 81, token: "one" } };
const base = { changes: { "aws_lb_listener.a": change, "aws_lb_listener.b": change } };

describe("the hash of a plan", () => {
  it("is the same whenever and in whatever order the same plan was written", () => {
    const { "aws_lb_listener.a": a, "aws_lb_listener.b": b } = base.changes;
    const reordered = plan({
      timestamp: "2026-11-22T00:00:00Z",
      changes: { "aws_lb_listener.b": { ...b, before: { token: "one", port: 80 } }, "aws_lb_listener.a": a },
    });
    expect(planHash(reordered)).toBe(planHash(plan(base)));
  });

  it("is another for a resource that only moves in the state, and the same for one that stays", () => {
    const stays = { address: "aws_lb.b", mode: "managed", type: "aws_lb", name: "b", change: { actions: ["no-op"] } };
    const moves = { ...stays, previous_address: "aws_lb.a" };
    expect(planHash(plan({ resource_changes: [stays] }))).toBe(planHash(plan({})));
    expect(planHash(plan({ resource_changes: [moves] }))).not.toBe(planHash(plan({})));
  });

  it("does not depend on the order of outputs", () => {
    const [a, b] = [1, 2].map((value) => ({ actions: ["create"], before: null, after: value }));
    expect(planHash(plan({ output_changes: { b, a } }))).toBe(planHash(plan({ output_changes: { a, b } })));
    expect(planHash(plan({ output_changes: { a: b, b: a } }))).not.toBe(planHash(plan({ output_changes: { a, b } })));
  });

  it.each([
    [
      "another value",
      { changes: { ...base.changes, "aws_lb_listener.b": { ...change, after: { port: 82, token: "one" } } } },
    ],
    [
      "another state of the account",
      { changes: { ...base.changes, "aws_lb_listener.b": { ...change, before: { port: 79 } } } },
    ],
    ["a resource more", { changes: { ...base.changes, "aws_lb_listener.c": change } }],
    [
      "another action",
      { changes: { ...base.changes, "aws_lb_listener.b": { ...change, actions: ["delete", "create"] } } },
    ],
    ["an output", { ...base, output_changes: { url: { actions: ["update"], before: "a", after: "b" } } }],
    ["a part of it only", { ...base, complete: false }],
  ])("is another for %s", (_, draft) => {
    expect(planHash(plan(draft))).not.toBe(planHash(plan(base)));
  });

  it("says nothing of sensitive values", () => {
    const secret = (token: string) =>
      plan({
        changes: {
          "aws_lb_listener.a": { ...change, after: { port: 81, token }, after_sensitive: { token: true } },
        },
      });
    expect(planHash(secret("one"))).toBe(planHash(secret("two")));
  });

  it("is the same for equal values in any order of keys, and for no others", () => {
    const hashOf = (value: unknown) =>
      planHash(plan({ changes: { "aws_lb_listener.a": { ...change, after: { value } } } }));
    // Few and short texts, digits and marks among them: what could run into another.
    const text = fc.string({ unit: fc.constantFrom("1", ":", ",", "[", "{"), maxLength: 3 });
    const value = fc.jsonValue({ maxDepth: 3, stringUnit: "grapheme" });
    const marks = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(text, text, { maxKeys: 3 }));
    const reversed = (one: unknown): unknown => {
      if (Array.isArray(one)) return one.map(reversed);
      if (typeof one !== "object" || one === null) return one;
      return Object.fromEntries(
        Object.entries(one)
          .reverse()
          .map(([name, inner]) => [name, reversed(inner)]),
      );
    };
    fc.assert(
      fc.property(fc.oneof(value, marks), fc.oneof(value, marks), (one, other) => {
        expect(hashOf(reversed(one))).toBe(hashOf(one));
        const [written, another] = [one, other].map((each): unknown => JSON.parse(JSON.stringify(each)));
        expect(hashOf(one) === hashOf(other)).toBe(isDeepStrictEqual(written, another));
      }),
      { numRuns: 300 },
    );
  });

  it("is its own for every recorded plan", () => {
    const hashes = recordedNames.map((name) => planHash(recorded(name)));
    expect(hashes.length).toBeGreaterThan(10);
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});
