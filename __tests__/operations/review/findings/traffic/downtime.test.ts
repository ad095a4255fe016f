import { brief, findingsIn } from "../../support";

describe("the outage of what goes", () => {
  it.each([
    ["aws_vpc", "hard-outage hard-outage"],
    ["aws_lb", "hard-outage hard-outage"],
    ["aws_lb_listener", "hard-outage hard-outage"],
    ["aws_ecs_cluster", "hard-outage hard-outage"],
    ["aws_ecs_service", "hard-outage hard-outage"],
    ["aws_subnet", "warn draining"],
    ["aws_nat_gateway", "warn draining"],
    ["aws_vpc_endpoint", "warn draining"],
  ])("%s: %s", (type, expected) => {
    const address = `${type}.web`;
    for (const actions of [["delete"], ["delete", "create"]]) {
      const findings = findingsIn({ changes: { [address]: { actions, before: { id: "1" }, after: { id: "2" } } } });
      expect(brief(findings)).toEqual([`${expected} ${address}`]);
    }
    expect(findingsIn({ changes: { [address]: { actions: ["create"], after: {} } } })).toEqual([]);
  });

  it("is none for an empty target group, for a log group, and for a rule whose successor is there first", () => {
    const changes = {
      "aws_lb_target_group.green": { actions: ["delete"], before: { arn: "arn:green" } },
      "aws_cloudwatch_log_group.web": { actions: ["delete"], before: {} },
      "aws_vpc_security_group_ingress_rule.web": { actions: ["create", "delete"], before: {}, after: {} },
    };
    expect(findingsIn({ changes })).toEqual([]);
  });

  it("is hard for a target group that holds live traffic when its listener goes too", () => {
    const listener = { arn: "arn:listener", default_action: [{ type: "forward", target_group_arn: "arn:blue" }] };
    const draft = {
      prior: { "aws_lb_listener.web": listener },
      changes: {
        "aws_lb_listener.web": { actions: ["delete"], before: listener },
        "aws_lb_target_group.blue": { actions: ["delete"], before: { arn: "arn:blue" } },
      },
    };
    const findings = findingsIn(draft);
    expect(brief(findings)).toEqual([
      "hard-outage hard-outage aws_lb_listener.web",
      "hard-outage hard-outage aws_lb_target_group.blue",
    ]);
    expect(findings[1]?.why).toBe("It holds 100 % of the live traffic, and no task is registered in a new one.");
  });

  it("says what forces a replacement", () => {
    const change = {
      actions: ["delete", "create"],
      before: { name: "a" },
      after: { name: "b" },
      replace_paths: [["name"]],
    };
    expect(findingsIn({ changes: { "aws_ecs_cluster.web": change } })[0]?.what).toBe(
      "aws_ecs_cluster.web is replaced, because name cannot change in place.",
    );
  });
});
