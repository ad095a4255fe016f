import { stateKey, stateStackName } from "../../src/environments/stack-names";

test("the state bucket's stack and its key cannot meet those of the environment", () => {
  expect(stateStackName("hands-on")).toBe("hands-on-state");
  expect(stateKey(stateStackName("hands-on"))).toBe("hands-on-state/terraform.tfstate");
  expect(stateKey("hands-on")).toBe("hands-on/terraform.tfstate");
});
