import { planHash } from "../../src/review/hash";
import { plan, recordedNames, recorded } from "./support";

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

  it("is its own for every recorded plan", () => {
    const hashes = recordedNames.map((name) => planHash(recorded(name)));
    expect(hashes.length).toBeGreaterThan(10);
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});
