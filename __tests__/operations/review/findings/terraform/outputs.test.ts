import fc from "fast-check";
import { findingsIn } from "../../support";

const known = { after_unknown: false, before_sensitive: false, after_sensitive: false };

function told(output_changes: object): readonly unknown[] {
  return findingsIn({ output_changes }).map(({ severity, what, details }) => [severity, what, details]);
}

describe("outputs", () => {
  it("that are removed are missed by whoever reads them", () => {
    const gone = { actions: ["delete"], before: "a", after: null, ...known };
    expect(told({ VpcId: gone, Zone: gone })).toEqual([["warn", "Outputs are removed: VpcId, Zone.", undefined]]);
  });

  it("that name something in AWS are told with both values, as far as they are known", () => {
    const name = { actions: ["update"], before: "old.example.com", after: "new.example.com", ...known };
    const arn = { actions: ["update"], before: "arn:aws:old", ...known, after_unknown: true };
    expect(told({ Name: name, Arn: arn })).toEqual([
      [
        "warn",
        "Outputs get another value: Name, Arn.",
        ['Name: "old.example.com" -> "new.example.com"', "Arn: known only after the apply"],
      ],
    ]);
  });

  it("that follow every change are noted: numbers, and of documents which fields change, without values", () => {
    const contract = (cluster: string) => JSON.stringify({ version: 1, cluster, service: "web" });
    const changes = {
      RevisionNo: { actions: ["update"], before: 1, after: 2, ...known },
      ReleaseContract: { actions: ["update"], before: contract("one"), after: contract("two"), ...known },
    };
    expect(told(changes)).toEqual([
      [
        "note",
        "Outputs are brought up to date: RevisionNo, ReleaseContract.",
        ["RevisionNo: 1 -> 2", "ReleaseContract: cluster changed"],
      ],
    ]);
  });

  it("that are sensitive are named, and never shown", () => {
    const secret = { actions: ["update"], before: "old secret", after: "new secret", ...known };
    for (const mask of [{ before_sensitive: true }, { after_sensitive: { inner: [true] } }]) {
      expect(told({ Token: { ...secret, ...mask } })).toEqual([
        ["note", "Outputs are brought up to date: Token.", ["Token: changed, (sensitive)"]],
      ]);
    }
  });

  it("that are new or stay are not told", () => {
    expect(told({ New: { actions: ["create"], after: "a", ...known }, Old: { actions: ["no-op"], ...known } })).toEqual(
      [],
    );
  });

  it("never show what is marked, nor what is in a document, whatever they are", () => {
    const marker = "MARKER";
    const secret = fc.constantFrom<unknown>(marker, [marker], { a: marker }, JSON.stringify({ a: marker }));
    const marked = fc.record({
      before: secret,
      after: secret,
      before_sensitive: fc.constantFrom<unknown>(true, { a: true }, [true]),
      after_sensitive: fc.constantFrom<unknown>(true, false),
    });
    const documents = fc.record({
      before: fc.constant(JSON.stringify({ a: marker, b: 1 })),
      after: fc.constant(JSON.stringify({ a: "other", b: { c: marker } })),
      before_sensitive: fc.constant(false),
      after_sensitive: fc.constant(false),
    });
    const actions = fc.constantFrom(["update"], ["delete"], ["create"]);
    fc.assert(
      fc.property(fc.oneof(marked, documents), actions, fc.boolean(), (change, verbs, after_unknown) => {
        const findings = findingsIn({ output_changes: { Token: { ...change, actions: verbs, after_unknown } } });
        expect(JSON.stringify(findings)).not.toContain(marker);
      }),
    );
  });
});
