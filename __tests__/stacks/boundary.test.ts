import { github } from "../support/github";
import { addresses, handsOn, ref, resource, serviceStackJson } from "../support/synthesized";

/** The boundary of each role of the stack. */
function boundaries(json: ReturnType<typeof serviceStackJson>): readonly unknown[] {
  return addresses(json, "aws_iam_role").map((address) => resource(json, address)["permissions_boundary"]);
}

describe("the roles of an environment's own stack", () => {
  it("are under the boundary where GitHub may apply, since its role may make no others", () => {
    const found = boundaries(serviceStackJson({ ...handsOn, github }));
    const account = ref("data.aws_caller_identity.current", "account_id");
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found)).toEqual(new Set([`arn:aws:iam::${account}:policy/hands-on-github-boundary`]));
  });

  it("are as they were where it may not", () => {
    expect(new Set(boundaries(serviceStackJson(handsOn)))).toEqual(new Set([undefined]));
  });
});
