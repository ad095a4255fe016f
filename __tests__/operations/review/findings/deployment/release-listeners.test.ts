import { type ChangeDraft, findingsIn, type PlanDraft } from "../../support";

const pair = [{ name: "web-blue" }, { name: "web-green" }];
const group = (production: object) => ({
  load_balancer_info: [{ target_group_pair_info: [{ prod_traffic_route: [production], target_group: pair }] }],
  auto_rollback_configuration: [{ enabled: true, events: ["DEPLOYMENT_FAILURE"] }],
});
const forward = [{ type: "forward", target_group_arn: "arn:blue" }];
const answer = [{ type: "fixed-response" }];

/** A deployment group whose service has a rule on a shared listener, and what a plan makes of both. */
function moved(
  after: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, ChangeDraft>> = {},
): PlanDraft {
  const before = group({ listener_arns: ["arn:shared"] });
  return {
    prior: {
      "aws_lb_target_group.blue": { arn: "arn:blue", name: "web-blue" },
      "aws_lb_target_group.green": { arn: "arn:green", name: "web-green" },
      "aws_lb_listener.shared": { arn: "arn:shared", default_action: answer },
      "aws_lb_listener_rule.web": { arn: "arn:rule", listener_arn: "arn:shared", action: forward },
      "aws_lb_listener_rule.other": { arn: "arn:other", listener_arn: "arn:shared", action: answer },
      "aws_codedeploy_deployment_group.web": before,
    },
    changes: { "aws_codedeploy_deployment_group.web": { actions: ["update"], before, after }, ...changes },
  };
}

const found = (draft: PlanDraft) => findingsIn(draft).filter(({ id }) => id === "release-listeners-change");
const gone: Readonly<Record<string, ChangeDraft>> = {
  "aws_lb_listener_rule.web": { actions: ["delete"], before: { arn: "arn:rule", listener_arn: "arn:shared" } },
};
const own = group({ listener_arns: ["arn:own"] });

describe("a deployment group that gets another production listener", () => {
  it("leaves behind what still forwards to its pair through the old one", () => {
    const [finding, ...others] = found(moved(own));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: "warn",
      address: "aws_codedeploy_deployment_group.web",
      what: "From the next release on, CodeDeploy moves the traffic of another production listener than now.",
      details: ["aws_lb_listener_rule.web: web-blue 100 %"],
    });
  });

  it.each([
    ["that is there", own],
    ["that the plan creates", group({})],
  ])("is good to know where nothing is left, with a listener %s", (_, after) => {
    const [finding, ...others] = found(moved(after, gone));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: "note" });
    expect(finding).not.toHaveProperty("details");
  });

  it("is nothing of its own where the listener is replaced, and so has another ARN", () => {
    const shared = { actions: ["delete", "create"], before: { arn: "arn:shared" }, after: {} };
    expect(found(moved(group({}), { "aws_lb_listener.shared": shared }))).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["the same listener", { ...group({ listener_arns: ["arn:shared"] }), deployment_config_name: "Canary" }],
    ["a listener of which nothing is known", { auto_rollback_configuration: own.auto_rollback_configuration }],
  ])("is nothing where it has %s", (_, after) => {
    expect(found(moved(after))).toEqual([]);
  });
});
