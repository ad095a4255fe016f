import { brief, findingsIn, type PlanDraft } from "./support";

const [blue, green] = ["arn:blue", "arn:green"];
const forward = (arn: string) => [{ type: "forward", target_group_arn: arn }];
const left = [{ type: "forward", target_group_arn: "", forward: [] }];

/** A pair whose tasks are in one group, two listeners as a release left them, and something new. */
function withNew(address: string, after: object, tasksIn: string): PlanDraft {
  return {
    prior: {
      "aws_lb_target_group.blue": { arn: blue, name: "web-blue" },
      "aws_lb_target_group.green": { arn: green, name: "web-green" },
      "aws_lb_listener.production": { arn: "arn:production", default_action: left },
      "aws_lb_listener.test": { arn: "arn:test", default_action: left },
      "aws_ecs_service.web": { load_balancer: [{ target_group_arn: tasksIn }] },
      "aws_codedeploy_deployment_group.web": {
        load_balancer_info: [
          {
            target_group_pair_info: [
              {
                prod_traffic_route: [{ listener_arns: ["arn:production"] }],
                test_traffic_route: [{ listener_arns: ["arn:test"] }],
                target_group: [{ name: "web-blue" }, { name: "web-green" }],
              },
            ],
          },
        ],
      },
    },
    changes: { [address]: { actions: ["create"], after: { ...after } } },
  };
}

const rule = {
  listener_arn: "arn:production",
  action: forward(blue),
  condition: [{ path_pattern: [{ values: ["/a/*"] }] }, { host_header: [{ values: ["shop.example.com"] }] }],
};

describe("a new route", () => {
  it("to the group of a pair that a release has emptied is an outage for its requests", () => {
    const [finding, ...others] = findingsIn(withNew("aws_lb_listener_rule.web", rule, green));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: "new-route-to-empty-group",
      severity: "hard-outage",
      what: "A new rule for path /a/*, host shop.example.com forwards to web-blue, and the tasks are behind web-green.",
    });
  });

  it("is one for a new listener too", () => {
    const draft = withNew("aws_lb_listener.second", { port: 81, default_action: forward(blue) }, green);
    expect(findingsIn(draft).map(({ what }) => what)).toEqual([
      "A new listener forwards to web-blue, and the tasks are behind web-green.",
    ]);
  });

  it.each<[what: string, address: string, after: object, tasksIn: string]>([
    ["to where the tasks are", "aws_lb_listener_rule.web", rule, blue],
    ["of the test listener", "aws_lb_listener_rule.web", { ...rule, listener_arn: "arn:test" }, green],
    ["to a group that is new itself", "aws_lb_listener_rule.web", { ...rule, action: [{ type: "forward" }] }, green],
    ["to a group of no pair", "aws_lb_listener_rule.web", { ...rule, action: forward("arn:other") }, green],
    ["that only redirects", "aws_lb_listener.redirect", { default_action: [{ type: "redirect" }] }, green],
  ])("%s is none", (_, address, after, tasksIn) => {
    expect(brief(findingsIn(withNew(address, after, tasksIn)))).toEqual([]);
  });
});
