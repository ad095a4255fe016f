import { isSameState, parseState, type TerraformState } from "../../src/lib/terraform-state";

const vpc = { mode: "managed", type: "aws_vpc", name: "vpc", instances: [{ attributes: { id: "vpc-1" } }] };
const caller = { mode: "data", type: "aws_caller_identity", name: "current", instances: [{ attributes: { id: "1" } }] };
const parameter = {
  mode: "managed",
  type: "aws_ssm_parameter",
  name: "contract",
  instances: [{ attributes: { value: "{}" }, sensitive_attributes: [["value"], ["value_wo"]] }],
};
const file = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 7,
  lineage: "a-lineage",
  outputs: { VpcId: { value: "vpc-1", type: "string" }, RevisionNo: { value: 2, type: "number" } },
  resources: [vpc, caller, parameter],
};

function state(changes: object = {}): TerraformState {
  const parsed = parseState(JSON.stringify({ ...file, ...changes }));
  if (parsed === undefined) throw new Error("no state");
  return parsed;
}

test("reads lineage, the outputs' values and the managed resources", () => {
  expect(state()).toEqual({
    lineage: "a-lineage",
    outputs: { VpcId: "vpc-1", RevisionNo: 2 },
    resources: [vpc, { ...parameter, instances: [{ attributes: { value: "{}" } }] }],
  });
});

test.each(["", "\n"])("finds no state in %j", (text) => {
  expect(parseState(text)).toBeUndefined();
});

test("a state that was only written again is the same", () => {
  const shuffled = { ...parameter, instances: [{ attributes: { value: "{}" }, sensitive_attributes: [["value_wo"]] }] };
  expect(isSameState(state(), state({ serial: 8, resources: [vpc, caller, shuffled] }))).toBe(true);
});

test.each([
  ["an attribute", { resources: [{ ...vpc, instances: [{ attributes: { id: "vpc-2" } }] }, parameter] }],
  ["a resource", { resources: [vpc] }],
  ["an output", { outputs: { VpcId: { value: "vpc-1", type: "string" } } }],
  ["the lineage", { lineage: "b-lineage" }],
])("a state is another when %s differs", (_, changes) => {
  expect(isSameState(state(), state(changes))).toBe(false);
});

test("what follows no state is another", () => {
  expect(isSameState(undefined, state())).toBe(false);
});
