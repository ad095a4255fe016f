import { brief, findingsIn, type PlanDraft } from "../../support";

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
      why:
        "A release left them there. Users of these requests meet 503. CodeDeploy does not fix it: where it is the production " +
        'listener\'s, the next release fails at Install ("Primary taskset target group must be behind listener"), and changes ' +
        "nothing.",
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

describe("a new rule to where the tasks are", () => {
  const weighted = (...weights: [arn: string, weight: number][]) => [
    {
      type: "forward",
      target_group_arn: "",
      forward: [{ target_group: weights.map(([arn, weight]) => ({ arn, weight })) }],
    },
  ];
  const besides = (values: object): PlanDraft => {
    const draft = withNew("aws_lb_listener_rule.web", rule, blue);
    return { ...draft, prior: { ...draft.prior, ...values } };
  };
  const old = (action: unknown) => ({
    "aws_lb_listener_rule.old": { arn: "arn:rule", listener_arn: "arn:production", action },
  });

  it("that differs from another one of the pair is warned of: the next release would fail", () => {
    const [finding, ...others] = findingsIn(besides(old(weighted([green, 10], [blue, 90]))));
    expect(others).toEqual([]);
    expect(finding).toEqual({
      id: "new-route-differs",
      severity: "warn",
      address: "aws_lb_listener_rule.web",
      constructPath: "web",
      what:
        "A new rule for path /a/*, host shop.example.com forwards to web-blue 100 %, and aws_lb_listener_rule.old to " +
        "web-green 10 %, web-blue 90 %.",
      why:
        "CodeDeploy wants all rules of a production listener that forward to its pair alike: the next release fails at " +
        'Install ("Primary taskset target group must be behind listener"), and changes nothing.',
      todo:
        "Let the running deployment end, or roll it back, so that all traffic is at one target group; then plan, review and " +
        "apply.",
    });
  });

  it("is compared with the listener's default action too", () => {
    const listener = { arn: "arn:production", default_action: weighted([green, 50], [blue, 50]) };
    expect(brief(findingsIn(besides({ "aws_lb_listener.production": listener })))).toEqual([
      "warn new-route-differs aws_lb_listener_rule.web",
    ]);
  });

  it.each<[string, object]>([
    ["sends as much to the same group", old(weighted([green, 0], [blue, 100]))],
    ["is another service's", old(weighted(["arn:other", 1], ["arn:third", 1]))],
    [
      "is another listener's",
      { "aws_lb_listener_rule.old": { ...rule, listener_arn: "arn:test", action: forward(green) } },
    ],
  ])("is in order beside a rule that %s", (_, values) => {
    expect(brief(findingsIn(besides(values)))).toEqual([]);
  });
});

describe("a listener that the plan creates for tests", () => {
  const after = { port: 9444, default_action: forward(blue) };
  const group = (production: string, test: string) => ({
    type: "aws_codedeploy_deployment_group",
    expressions: {
      load_balancer_info: [
        {
          target_group_pair_info: [
            {
              prod_traffic_route: [{ listener_arns: { references: [`${production}.arn`, production] } }],
              test_traffic_route: [{ listener_arns: { references: [`${test}.arn`, test] } }],
            },
          ],
        },
      ],
    },
  });
  const [users, tests] = ["aws_lb_listener.users", "aws_lb_listener.tests"];
  const root = { root_module: { resources: [{ type: "aws_lb_listener" }, group(users, tests)] } };
  const module = { root_module: { module_calls: { web: { module: root.root_module } } } };

  it.each<[string, string, object]>([
    ["the configuration", tests, root],
    ["a module", `module.web["a"].${tests}`, module],
    ["a list of listeners", `${tests}[0]`, root],
  ])("may forward to the empty group, as a deployment group of %s says what it is for", (_, address, configuration) => {
    expect(brief(findingsIn({ ...withNew(address, after, green), configuration }))).toEqual([]);
  });

  it.each<[string, string, object]>([
    ["is for users", users, root],
    ["is in another module", tests, module],
    ["is for users too", tests, { root_module: { resources: [group(users, tests), group(tests, users)] } }],
  ])("is an outage where it %s", (_, address, configuration) => {
    expect(brief(findingsIn({ ...withNew(address, after, green), configuration }))).toEqual([
      `hard-outage new-route-to-empty-group ${address}`,
    ]);
  });
});
