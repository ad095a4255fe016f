import { brief, findingsIn, type PlanDraft } from "../support";

const [blue, green] = ["arn:blue", "arn:green"];
const forward = (arn: string) => [{ type: "forward", target_group_arn: arn }];
const weighted = (weights: Readonly<Record<string, number>>) => [
  { type: "forward", forward: [{ target_group: Object.entries(weights).map(([arn, weight]) => ({ arn, weight })) }] },
];

/** What a listener does now, and what the plan makes of it; the deployment group knows both listeners. */
function moved(listener: string, before: unknown, after: unknown, more: object = {}): PlanDraft {
  const old = { arn: `arn:${listener}`, default_action: before };
  return {
    prior: {
      "aws_lb_target_group.blue": { arn: blue, name: "web-blue" },
      "aws_lb_target_group.green": { arn: green, name: "web-green" },
      [`aws_lb_listener.${listener}`]: old,
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
    changes: {
      [`aws_lb_listener.${listener}`]: {
        actions: ["update"],
        before: old,
        after: { ...old, default_action: after },
        ...more,
      },
    },
  };
}

describe("traffic", () => {
  it("that moves to a target group which holds none is an outage, in names and shares", () => {
    const [finding, ...others] = findingsIn(moved("production", weighted({ [green]: 100, [blue]: 0 }), forward(blue)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: "traffic-moves",
      severity: "hard-outage",
      what: "Live traffic moves from web-green 100 %, web-blue 0 % to web-blue 100 %.",
    });
  });

  it("that shifts between groups which both hold some is no outage", () => {
    const draft = moved("production", weighted({ [green]: 90, [blue]: 10 }), weighted({ [green]: 1, [blue]: 1 }));
    expect(findingsIn(draft).map(({ severity, what }) => [severity, what])).toEqual([
      ["traffic", "Live traffic moves from web-green 90 %, web-blue 10 % to web-green 50 %, web-blue 50 %."],
    ]);
  });

  it("that is answered by the listener itself says by what", () => {
    const draft = moved("production", forward(blue), [{ type: "fixed-response" }]);
    expect(findingsIn(draft).map(({ severity, what }) => [severity, what])).toEqual([
      ["hard-outage", "Live traffic moves from web-blue 100 % to no target group (fixed-response)."],
    ]);
  });

  it("whose new target group nobody knows yet is taken for moved", () => {
    const draft = moved("production", forward(blue), [{ type: "forward" }], {
      after_unknown: { default_action: [{ target_group_arn: true }] },
    });
    expect(findingsIn(draft).map(({ severity, what }) => [severity, what])).toEqual([
      ["hard-outage", "Live traffic moves from web-blue 100 % to a target group that exists only after the apply."],
    ]);
  });

  it("which a release left with weights, that Terraform does not read, is where the service's tasks are", () => {
    const left = [{ type: "forward", target_group_arn: "", forward: [] }];
    const served = (arn: string, target: string) => {
      const { prior, changes } = moved("production", left, forward(target));
      const service = { "aws_ecs_service.web": { load_balancer: [{ target_group_arn: arn }] } };
      return findingsIn({ prior: { ...prior, ...service }, changes: { ...changes } });
    };
    expect(served(green, blue).map(({ severity, what }) => [severity, what])).toEqual([
      ["hard-outage", "Live traffic moves from web-green (where a release left it) to web-blue 100 %."],
    ]);
    expect(served(green, green).map(({ severity }) => severity)).toEqual(["traffic"]);
    const { prior } = moved("production", left, left);
    const replaced = { actions: ["delete"], before: { arn: blue, name: "web-blue" } };
    expect(brief(findingsIn({ prior: { ...prior }, changes: { "aws_lb_target_group.blue": replaced } }))).toEqual([
      "refuse target-group-in-use aws_lb_target_group.blue",
    ]);
  });

  it("of the test listener is a warning", () => {
    expect(brief(findingsIn(moved("test", forward(green), forward(blue))))).toEqual([
      "warn test-traffic-moves aws_lb_listener.test",
    ]);
  });

  it("of a listener that no deployment group names is taken for live, and nobody is told to leave it to CodeDeploy", () => {
    const { why, todo, severity } = findingsIn(moved("other", forward(blue), forward(green)))[0] ?? {};
    expect({ why, todo, severity }).toEqual({
      severity: "hard-outage",
      why:
        "No deployment group names this listener, so that it is taken for one with live traffic. " +
        "Nothing says that tasks run behind the other one: users would meet 503.",
      todo: "See that healthy targets are behind the other one before you apply.",
    });
  });

  it("stays where a listener is replaced that forwards as before, whatever else of its action is new", () => {
    const more = {
      actions: ["delete", "create"],
      after_unknown: { default_action: [{ order: true }] },
      replace_paths: [["load_balancer_arn"]],
    };
    const findings = findingsIn(moved("production", forward(blue), forward(blue), more));
    expect(findings.map(({ id }) => id)).toEqual(["hard-outage"]);
  });

  it("stays where the same is said in another way", () => {
    expect(findingsIn(moved("production", weighted({ [blue]: 100 }), forward(blue)))).toEqual([]);
    expect(findingsIn(moved("production", weighted({ [blue]: 1, [green]: 0 }), forward(blue)))).toEqual([]);
  });

  it.each([
    ["priority", 10, 5, "the order of the rules (priority)"],
    ["condition", [{ host_header: [{ values: ["a"] }] }], [], "which requests the rule takes (condition)"],
  ])("can go to another service when a rule's %s changes", (attribute, before, after, how) => {
    const rule = { arn: "arn:rule", listener_arn: "arn:production", action: forward(blue) };
    const address = "aws_lb_listener_rule.web";
    const old = { ...rule, [attribute]: before };
    const draft = {
      prior: { [address]: old },
      changes: { [address]: { actions: ["update"], before: old, after: { ...rule, [attribute]: after } } },
    };
    expect(findingsIn(draft).map(({ severity, what }) => [severity, what])).toEqual([
      ["traffic", `This changes ${how}.`],
    ]);
  });
});
