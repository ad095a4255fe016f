import { isSameState, parseState } from "../../src/lib/terraform-state";

const file = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 7,
  lineage: "a-lineage",
  outputs: { VpcId: { value: "vpc-1", type: "string" }, RevisionNo: { value: 2, type: "number" } },
  resources: [],
};

test("reads serial, lineage and the outputs' values", () => {
  expect(parseState(JSON.stringify(file))).toEqual({
    serial: 7,
    lineage: "a-lineage",
    outputs: { VpcId: "vpc-1", RevisionNo: 2 },
  });
});

test.each(["", "\n"])("finds no state in %j", (text) => {
  expect(parseState(text)).toBeUndefined();
});

test("states are the same only with the same lineage and serial", () => {
  const state = { lineage: "a", serial: 1, outputs: {} };
  expect(isSameState(state, { ...state })).toBe(true);
  expect(isSameState(state, { ...state, serial: 2 })).toBe(false);
  expect(isSameState(state, { ...state, lineage: "b" })).toBe(false);
  expect(isSameState(undefined, state)).toBe(false);
});
