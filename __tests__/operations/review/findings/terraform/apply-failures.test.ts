import { brief, findingsIn } from "../../support";

const service = { name: "web", deployment_controller: [{ type: "CODE_DEPLOY" }], desired_count: 2 };
const replaced = ["create", "delete"];

describe("what AWS refuses", () => {
  it.each([
    ["task_definition", "one", "two"],
    ["network_configuration", [{ subnets: ["a"] }], [{ subnets: ["b"] }]],
    ["platform_version", "1.4.0", "LATEST"],
    ["load_balancer", [{ target_group_arn: "a" }], [{ target_group_arn: "b" }]],
  ])("is a change of %s of a service under CODE_DEPLOY", (attribute, before, after) => {
    const change = {
      actions: ["update"],
      before: { ...service, [attribute]: before },
      after: { ...service, [attribute]: after },
    };
    const findings = findingsIn({ changes: { "aws_ecs_service.web": change } });
    expect(brief(findings)).toEqual(["refuse service-update-refused aws_ecs_service.web"]);
    expect(findings[0]?.what).toBe(`The service is under CODE_DEPLOY, and the plan changes its ${attribute}.`);
  });

  it("is neither the desired count, nor anything of a service under another controller", () => {
    const scaled = { actions: ["update"], before: service, after: { ...service, desired_count: 4 } };
    const ecs = { ...service, deployment_controller: [{ type: "ECS" }] };
    const rolled = {
      actions: ["update"],
      before: { ...ecs, task_definition: "one" },
      after: { ...ecs, task_definition: "two" },
    };
    expect(findingsIn({ changes: { "aws_ecs_service.web": scaled } })).toEqual([]);
    expect(findingsIn({ changes: { "aws_ecs_service.web": rolled } })).toEqual([]);
  });

  it("is a target group's end while a rule forwards to it, even if it gets nothing", () => {
    const arn = "arn:blue";
    const group = { arn, name: "web-blue" };
    const action = [
      {
        forward: [
          {
            target_group: [
              { arn, weight: 0 },
              { arn: "arn:green", weight: 100 },
            ],
          },
        ],
      },
    ];
    const rule = { arn: "arn:rule", action };
    const changes = { "aws_lb_target_group.blue": { actions: ["delete"], before: group } };
    const prior = { "aws_lb_target_group.blue": group, "aws_lb_listener_rule.web": rule };
    const findings = findingsIn({ prior, changes });
    expect(brief(findings)).toEqual(["refuse target-group-in-use aws_lb_target_group.blue"]);
    expect(findings[0]?.what).toBe(
      "The target group web-blue is deleted while it is in use by aws_lb_listener_rule.web. It holds no live traffic now.",
    );
    const withRule = { ...changes, "aws_lb_listener_rule.web": { actions: ["delete"], before: rule } };
    expect(brief(findingsIn({ prior, changes: withRule }))).not.toContain(
      "refuse target-group-in-use aws_lb_target_group.blue",
    );
  });

  it("is the end of a balancer whose deletion protection is on", () => {
    const change = (protection: boolean) => ({
      "aws_lb.web": { actions: ["delete"], before: { name: "web", enable_deletion_protection: protection } },
    });
    expect(brief(findingsIn({ changes: change(true) }))).toContain("refuse load-balancer-protected aws_lb.web");
    expect(brief(findingsIn({ changes: change(false) }))).toEqual(["hard-outage hard-outage aws_lb.web"]);
  });

  it.each([
    ["aws_security_group", { vpc_id: "vpc-1", name: "web" }],
    ["aws_lb_target_group", { name: "web" }],
    ["aws_iam_role", { name: "web" }],
    ["aws_lb_listener", { load_balancer_arn: "arn", port: 80 }],
  ])("is a new %s beside an old one of the same name", (type, values) => {
    const address = `${type}.web`;
    const same = { actions: replaced, before: values, after: values };
    expect(brief(findingsIn({ changes: { [address]: same } }))).toContain(`refuse name-collision ${address}`);
    const firstGone = { ...same, actions: ["delete", "create"] };
    expect(brief(findingsIn({ changes: { [address]: firstGone } }))).not.toContain(`refuse name-collision ${address}`);
    const other = { ...same, after: { ...values, name: "other", port: 81 } };
    expect(brief(findingsIn({ changes: { [address]: other } }))).not.toContain(`refuse name-collision ${address}`);
  });
});
