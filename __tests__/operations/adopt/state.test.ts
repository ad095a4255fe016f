import { readState } from "../../../src/operations/adopt/state";

const entry = (over: Record<string, unknown>) => ({
  mode: "managed",
  type: "aws_vpc",
  name: "network",
  instances: [{ schema_version: 1, attributes: { id: "vpc-1", tags: null } }],
  ...over,
});

const state = (...resources: unknown[]) => JSON.stringify({ version: 4, serial: 3, lineage: "x", resources });

describe("readState", () => {
  it.each(["", "\n"])("takes no state for an empty one (%j)", (pulled) => {
    expect(readState(pulled).size).toBe(0);
  });

  it("gives the attributes of managed resources by address", () => {
    expect([...readState(state(entry({}), entry({ name: "other" })))]).toEqual([
      ["aws_vpc.network", { id: "vpc-1", tags: null }],
      ["aws_vpc.other", { id: "vpc-1", tags: null }],
    ]);
  });

  it.each<[what: string, over: Record<string, unknown>]>([
    ["data sources", { mode: "data" }],
    ["resources of modules", { module: "module.inner" }],
    ["resources without an instance", { instances: [] }],
  ])("leaves out %s", (_, over) => {
    expect(readState(state(entry(over))).size).toBe(0);
  });

  it("refuses a format it does not know", () => {
    expect(() => readState(JSON.stringify({ version: 5, resources: [] }))).toThrow("expected 4");
  });
});
