import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { environment } from "../../src/environments";
import { keepsStateInS3, StateStack } from "../../src/stacks/state-stack";
import { github } from "../support/github";
import { type AccessRequest, allows } from "../fakes/iam-policy";
import { addresses, resource, synthesize } from "../support/synthesized";

interface Recorded {
  readonly plan: readonly AccessRequest[];
  readonly apply: readonly AccessRequest[];
}

/** Written by `node script/run.mjs script/record-calls.ts`. */
const recorded = JSON.parse(readFileSync(join(__dirname, "recorded-calls.json"), "utf8")) as Readonly<
  Record<string, Recorded>
>;

const account = "123456789012";

/** The policies of the environment's plan and apply role, with the account in the place of the reference to it. */
function policies(name: string): { readonly read: string; readonly all: readonly string[]; readonly boundary: string } {
  const of = environment(name);
  if (!keepsStateInS3(of)) throw new Error(`${name} keeps its state elsewhere.`);
  const json = synthesize(new StateStack(Testing.app(), "hands-on-state", { ...of, github }));
  const text = (id: string) =>
    String(resource(json, `aws_iam_policy.github_${id}`)["policy"]).replaceAll(
      "${data.aws_caller_identity.current.account_id}",
      account,
    );
  const ids = addresses(json, "aws_iam_policy").map((address) => address.replace("aws_iam_policy.github_", ""));
  const boundary = `arn:aws:iam::${account}:policy/${name}-github-boundary`;
  return { read: text("read"), all: ids.filter((id) => id !== "boundary" && id !== "releases").map(text), boundary };
}

describe.each(Object.entries(recorded))("what Terraform calls on %s", (name, { plan, apply }) => {
  const { read, all, boundary } = policies(name);
  const { region } = environment(name);
  const inContext = (call: AccessRequest): AccessRequest => ({
    ...call,
    context: { "aws:RequestedRegion": region, "iam:PermissionsBoundary": boundary, ...call.context },
  });
  const refused = (texts: readonly string[], calls: readonly AccessRequest[]) =>
    calls.filter((call) => !allows(texts, inContext(call)));

  it("is allowed to the plan role when it plans", () => {
    expect(plan.length).toBeGreaterThan(40);
    expect(refused([read], plan)).toEqual([]);
  });

  it("is allowed to the apply role when it applies and destroys", () => {
    expect(apply.length).toBeGreaterThan(100);
    expect(refused(all, apply)).toEqual([]);
  });

  it("is refused to the plan role wherever it writes", () => {
    const reading = new Set(plan.map((call) => JSON.stringify(call)));
    const more = apply.filter((call) => !reading.has(JSON.stringify(call)));
    const writes = more.filter(({ action }) => !/:(Describe|Get|List)/.test(action));
    expect(writes.length).toBeGreaterThan(40);
    expect(writes.filter((call) => allows([read], inContext(call)))).toEqual([]);
  });
});
