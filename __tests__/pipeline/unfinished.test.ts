import fc from "fast-check";
import { isRestOf } from "../../src/pipeline/unfinished";

const actions = ["create", "update", "replace", "delete", "forget", "move"] as const;

const changes = fc.uniqueArray(
  fc.record({ address: fc.constantFrom("a.a", "b.b", "c.c", "d.d"), action: fc.constantFrom(...actions) }),
  { selector: ({ address }) => address },
);

describe("what an apply left to do", () => {
  it("is any part of what it began with", () => {
    fc.assert(
      fc.property(changes, fc.func(fc.boolean()), (begun, isLeft) => {
        expect(isRestOf(begun.filter(isLeft), begun)).toBe(true);
      }),
    );
  });

  it("is nothing that it did not begin with", () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...actions), (begun, action) => {
        expect(isRestOf([...begun, { address: "other.other", action }], begun)).toBe(false);
      }),
    );
  });

  it("is an action that the one before may have turned into, and no other", () => {
    const turned = actions.flatMap((before) =>
      actions
        .filter((now) => now !== before)
        .filter((now) => isRestOf([{ address: "a.a", action: now }], [{ address: "a.a", action: before }]))
        .map((now) => [before, now]),
    );
    expect(turned).toEqual([
      // Made, but not as it shall be, or only half made.
      ["create", "update"],
      ["create", "replace"],
      // The one half of it was done.
      ["replace", "create"],
      ["replace", "update"],
      ["replace", "delete"],
    ]);
  });
});
