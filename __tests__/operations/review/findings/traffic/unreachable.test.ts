import { balancer, egress, ingress, running, service } from "../../running";
import { type ChangeDraft, findingsIn, type PlanDraft } from "../../support";

const rule = "aws_vpc_security_group_ingress_rule.tasks";
const gone = (before: object): ChangeDraft => ({ actions: ["delete"], before: { ...before } });

/** What a plan against the running service says of tasks that nobody reaches any more. */
function lost(changes: NonNullable<PlanDraft["changes"]>, prior: PlanDraft["prior"] = running) {
  return findingsIn({ prior, changes }).filter(({ id }) => id === "tasks-unreachable");
}

/** A group that has its rules as blocks. */
const inline = {
  id: "sg-tasks",
  ingress: [{ protocol: "tcp", from_port: 8080, to_port: 8080, security_groups: ["sg-lb"], cidr_blocks: [] }],
  egress: [],
};

function update(before: object, changes: object): ChangeDraft {
  return { actions: ["update"], before: { ...before }, after: { ...before, ...changes } };
}

describe("tasks that their load balancer no longer reaches", () => {
  it("are found where the rule that lets it in is deleted", () => {
    const [finding, ...others] = lost({ [rule]: gone(ingress) });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: "hard-outage",
      address: rule,
      what: "aws_lb.web no longer reaches port 8080 of the running tasks of aws_ecs_service.web.",
      details: [`${rule} is deleted`],
    });
    expect(findingsIn({ prior: running, changes: { [rule]: gone(ingress) } })[0]).toEqual(finding);
  });

  it.each<[string, NonNullable<PlanDraft["changes"]>]>([
    ["its ports are narrowed", { [rule]: update(ingress, { from_port: 80, to_port: 80 }) }],
    ["its peer becomes another group", { [rule]: update(ingress, { referenced_security_group_id: "sg-other" }) }],
    ["it moves to a new group", { [rule]: { ...update(ingress, {}), after_unknown: { security_group_id: true } } }],
    ["the load balancer may not call out", { "aws_vpc_security_group_egress_rule.lb": gone(egress) }],
    ["the load balancer gets another group", { "aws_lb.web": update(balancer, { security_groups: ["sg-new"] }) }],
    ["their group is deleted with its rules", { "aws_security_group.tasks": gone(inline), [rule]: gone(ingress) }],
  ])("are found where %s", (_, changes) => {
    expect(lost(changes)).toHaveLength(1);
  });

  it("are found where a new load balancer's group is known only after the apply, and their own rules go", () => {
    const moved = {
      ...update(balancer, { security_groups: undefined }),
      after_unknown: { security_groups: true },
    };
    const found = lost({ "aws_lb.web": moved, [rule]: gone(ingress) });
    expect(found).toHaveLength(1);
    expect(found[0]?.details).toEqual([`${rule} is deleted`, "aws_lb.web changes"]);
  });

  it("are not found where the plan adds an equal rule to the same group", () => {
    const added: ChangeDraft = { actions: ["create"], after: ingress };
    expect(lost({ [rule]: gone(ingress), "aws_vpc_security_group_ingress_rule.again": added })).toEqual([]);
    const wider: ChangeDraft = {
      actions: ["create"],
      after: { security_group_id: "sg-tasks", ip_protocol: "-1", cidr_ipv4: "10.0.0.0/16" },
    };
    expect(lost({ [rule]: gone(ingress), "aws_vpc_security_group_ingress_rule.again": wider })).toEqual([]);
  });

  it("are not found where the new rule's peer is known only after the apply, and may be the load balancer", () => {
    const added = {
      actions: ["create"],
      after: { ...ingress, referenced_security_group_id: undefined },
      after_unknown: { referenced_security_group_id: true },
    };
    expect(lost({ [rule]: gone(ingress), "aws_vpc_security_group_ingress_rule.again": added })).toEqual([]);
  });

  it("are not found for rules of other groups, other ports, or of services that go", () => {
    const other = { ...ingress, security_group_id: "sg-other" };
    const ssh = { ...ingress, from_port: 22, to_port: 22 };
    expect(lost({ "aws_vpc_security_group_ingress_rule.other": gone(other) })).toEqual([]);
    expect(lost({ "aws_vpc_security_group_ingress_rule.ssh": gone(ssh) })).toEqual([]);
    expect(lost({ [rule]: gone(ingress), "aws_ecs_service.web": gone(service) })).toEqual([]);
  });

  it("are found by the port of their health check too", () => {
    const checked = {
      ...running,
      "aws_lb_target_group.blue": { ...running["aws_lb_target_group.blue"], health_check: [{ port: "9000" }] },
      "aws_vpc_security_group_ingress_rule.health": { ...ingress, from_port: 9000, to_port: 9000 },
    };
    const health = { ...ingress, from_port: 9000, to_port: 9000 };
    const [finding] = lost({ "aws_vpc_security_group_ingress_rule.health": gone(health) }, checked);
    expect(finding?.what).toContain("no longer reaches port 9000 of");
  });
});

const sshBlock = { protocol: "tcp", from_port: 22, to_port: 22, security_groups: [], cidr_blocks: ["10.0.0.0/8"] };

function without(...addresses: readonly string[]): NonNullable<PlanDraft["prior"]> {
  return Object.fromEntries(Object.entries(running).filter(([address]) => !addresses.includes(address)));
}

describe("code of others", () => {
  const withoutRule = without(rule);
  const withInline = { ...withoutRule, "aws_security_group.tasks": inline };

  it("has rules as blocks in groups", () => {
    const changes = { "aws_security_group.tasks": update(inline, { ingress: [] }) };
    expect(lost(changes, withInline)).toHaveLength(1);
    const kept = { "aws_security_group.tasks": update(inline, { ingress: [...inline.ingress, sshBlock] }) };
    expect(lost(kept, withInline)).toEqual([]);
  });

  it("turns blocks into rules of their own, which say the same", () => {
    const changes = {
      "aws_security_group.tasks": update(inline, { ingress: [] }),
      [rule]: { actions: ["create"], after: ingress },
    };
    expect(lost(changes, withInline)).toEqual([]);
  });

  it("has rules as aws_security_group_rule", () => {
    const old = {
      type: "ingress",
      security_group_id: "sg-tasks",
      protocol: "tcp",
      from_port: 8080,
      to_port: 8080,
      source_security_group_id: "sg-lb",
    };
    const prior = { ...withoutRule, "aws_security_group_rule.tasks": old };
    expect(lost({ "aws_security_group_rule.tasks": gone(old) }, prior)).toHaveLength(1);
    const rewritten = { "aws_security_group_rule.tasks": gone(old), [rule]: { actions: ["create"], after: ingress } };
    expect(lost(rewritten, prior)).toEqual([]);
  });

  it("has its load balancer in another state", () => {
    const elsewhere = without("aws_lb.web", "aws_lb_target_group.blue");
    const [finding, ...others] = lost({ [rule]: gone(ingress) }, elsewhere);
    expect(others).toEqual([]);
    expect(finding?.what).toBe(
      "The load balancer no longer reaches port 8080 of the running tasks of aws_ecs_service.web.",
    );
  });

  it("runs task sets", () => {
    const others = without("aws_ecs_service.web");
    const set = { ...service, deployment_controller: undefined, task_definition: service.task_definition };
    expect(lost({ [rule]: gone(ingress) }, { ...others, "aws_ecs_task_set.web": set })).toHaveLength(1);
  });

  it("moves a service by a rolling update, which replaces its tasks in the same apply", () => {
    const rolling = { ...service, deployment_controller: [{ type: "ECS" }] };
    const prior = { ...running, "aws_ecs_service.web": rolling };
    const network = [{ ...service.network_configuration[0], security_groups: ["sg-new"] }];
    const changes = {
      "aws_ecs_service.web": update(rolling, { network_configuration: network }),
      [rule]: gone(ingress),
    };
    expect(lost(changes, prior)).toEqual([]);
    expect(lost({ [rule]: gone(ingress) }, prior)).toHaveLength(1);
  });
});

describe("the way in two steps", () => {
  const old = { "aws_security_group.tasks": gone({ id: "sg-tasks" }), [rule]: gone(ingress) };
  const added = {
    "aws_security_group.new": { actions: ["create"], after: {}, after_unknown: { id: true } },
    "aws_vpc_security_group_ingress_rule.new": {
      actions: ["create"],
      after: { ...ingress, security_group_id: undefined },
      after_unknown: { security_group_id: true },
    },
  };
  const harmful = (draft: PlanDraft) =>
    findingsIn(draft).filter(({ severity }) => severity === "hard-outage" || severity === "refuse");

  it("begins with what is added, the load balancer in its old group and the new one", () => {
    const both = { ...update(balancer, { security_groups: undefined }), after_unknown: { security_groups: true } };
    expect(harmful({ prior: running, changes: added })).toEqual([]);
    expect(harmful({ prior: running, changes: { ...added, "aws_lb.web": both } })).toEqual([]);
  });

  it("ends, after a release, with the removal of what no task carries any more", () => {
    const released = {
      ...service,
      network_configuration: [{ subnets: ["subnet-a", "subnet-b"], security_groups: ["sg-new"] }],
    };
    const prior = {
      ...running,
      "aws_ecs_service.web": released,
      "aws_vpc_security_group_ingress_rule.new": { ...ingress, security_group_id: "sg-new" },
    };
    expect(harmful({ prior, changes: old })).toEqual([]);
    expect(harmful({ prior: running, changes: old })).toHaveLength(2);
  });
});

describe("a load balancer that leaves a zone", () => {
  const zone = (changes: NonNullable<PlanDraft["changes"]>) =>
    findingsIn({ prior: running, changes }).filter(({ id }) => id === "zone-with-tasks-disabled");

  it("where tasks run is an outage", () => {
    const [finding, ...others] = zone({ "aws_lb.web": update(balancer, { subnets: ["subnet-public-a"] }) });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: "hard-outage",
      address: "aws_lb.web",
      what: "The load balancer leaves eu-west-1b, where aws_ecs_service.web may run tasks.",
    });
  });

  it("is none where another subnet of the zone takes its place, or may do so", () => {
    const other = update(balancer, { subnets: ["subnet-public-a", "subnet-b"] });
    const unknown = { ...update(balancer, { subnets: undefined }), after_unknown: { subnets: true } };
    const elsewhere = update(balancer, { subnets: ["subnet-public-a", "subnet-of-another-state"] });
    expect([other, unknown, elsewhere].map((change) => zone({ "aws_lb.web": change }))).toEqual([[], [], []]);
  });
});

describe("endpoints that tasks no longer reach", () => {
  const endpoint = {
    vpc_id: "vpc-1",
    vpc_endpoint_type: "Interface",
    security_group_ids: ["sg-endpoints"],
    subnet_ids: ["subnet-a", "subnet-b"],
  };
  const into = {
    security_group_id: "sg-endpoints",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    referenced_security_group_id: "sg-tasks",
  };
  const out = { security_group_id: "sg-tasks", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" };
  const prior = {
    ...running,
    "aws_vpc_endpoint.logs": endpoint,
    "aws_vpc_security_group_ingress_rule.endpoints": into,
    "aws_vpc_security_group_egress_rule.tasks": out,
  };
  const found = (changes: NonNullable<PlanDraft["changes"]>, before: PlanDraft["prior"] = prior) =>
    findingsIn({ prior: before, changes }).filter(({ id }) => id === "endpoints-unreachable");

  it.each([
    ["they are deleted", { "aws_vpc_endpoint.logs": gone(endpoint) }],
    ["their group lets nobody in", { "aws_vpc_security_group_ingress_rule.endpoints": gone(into) }],
    ["the tasks may not call out", { "aws_vpc_security_group_egress_rule.tasks": gone(out) }],
    ["they get another group", { "aws_vpc_endpoint.logs": update(endpoint, { security_group_ids: ["sg-new"] }) }],
  ])("are a warning where %s", (_, changes) => {
    const [finding, ...others] = found(changes);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: "warn",
      address: "aws_ecs_service.web",
      what: "Tasks of aws_ecs_service.web no longer reach aws_vpc_endpoint.logs.",
    });
  });

  it("are none of another network, and none where NAT leads to AWS as well", () => {
    const other = { ...prior, "aws_vpc_endpoint.logs": { ...endpoint, vpc_id: "vpc-2" } };
    const nat = { ...prior, "aws_nat_gateway.a": { id: "nat-1" } };
    const deleted = { "aws_vpc_endpoint.logs": gone(endpoint) };
    expect([found(deleted, other), found(deleted, nat)]).toEqual([[], []]);
  });
});
