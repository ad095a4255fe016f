import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { isRestOf, InterruptedApply } from "../../../src/operations/pipeline/interrupted-apply";

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

describe("the record of an apply", () => {
  const hash = "a".repeat(64);
  const begun = [
    { address: "a.a", action: "create" },
    { address: "b.b", action: "update" },
  ] as const;
  const rest = begun.slice(1);
  let folder: string;

  const synthesize = (json: object) => {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unfinished-"));
    synthesize({ resource: {} });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("knows what is left to do, in the next process too, until it came to its end", () => {
    new InterruptedApply(folder).begin(hash, begun);
    expect(new InterruptedApply(folder).leaves(hash, rest)).toBe(true);
    new InterruptedApply(folder).end();
    expect(new InterruptedApply(folder).leaves(hash, rest)).toBe(false);
    expect(readdirSync(folder)).toEqual(["cdk.tf.json"]);
  });

  it.each<[what: string, change: () => void, asked: string, changes: Parameters<InterruptedApply["leaves"]>[1]]>([
    ["another plan", () => undefined, "b".repeat(64), rest],
    [
      "other code",
      () => {
        synthesize({ resource: { aws_vpc: {} } });
      },
      hash,
      rest,
    ],
    ["more than was begun", () => undefined, hash, [...rest, { address: "c.c", action: "delete" }]],
    [
      "what something else wrote",
      () => {
        writeFileSync(join(folder, "pipeline.unfinished.json"), "{}");
      },
      hash,
      rest,
    ],
  ])("does not stand for %s", (_, change, asked, changes) => {
    new InterruptedApply(folder).begin(hash, begun);
    change();
    expect(new InterruptedApply(folder).leaves(asked, changes)).toBe(false);
  });
});
