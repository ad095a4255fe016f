import * as fc from "fast-check";
import { type Admission, admits, type Party, type SecurityGroupRule } from "../../../src/lib/aws/security-group-rules";

const balancer: Party = { groups: ["sg-lb"], cidrs: ["10.0.0.0/24", "10.0.1.0/24"] };
const tasks: Party = { groups: ["sg-tasks", "sg-extra"], cidrs: ["10.0.2.0/24"] };

const anywhere = { type: "cidr", cidr: "0.0.0.0/0" } as const;
const http = { protocol: "tcp", ports: { from: 80, to: 80 } } as const;
const out: SecurityGroupRule = {
  groupId: "sg-lb",
  direction: "egress",
  protocol: "-1",
  ports: undefined,
  peer: anywhere,
};
const into: SecurityGroupRule = {
  groupId: "sg-tasks",
  direction: "ingress",
  ...http,
  peer: { type: "group", id: "sg-lb" },
};

describe("a load balancer reaches a task's port", () => {
  test.each<[string, SecurityGroupRule[], Admission]>([
    ["with a rule for its group and a way out", [out, into], "yes"],
    ["from a second group of the task", [out, { ...into, groupId: "sg-extra" }], "yes"],
    ["with a range that holds its subnets", [out, { ...into, peer: { type: "cidr", cidr: "10.0.0.0/16" } }], "yes"],
    ["with all protocols", [out, { ...into, protocol: "-1", ports: undefined }], "yes"],
    ["with the protocol's number", [out, { ...into, protocol: "6" }], "yes"],
    ["with a range of ports around it", [out, { ...into, ports: { from: 0, to: 65535 } }], "yes"],
    ["with all ports of TCP", [out, { ...into, ports: undefined }], "yes"],
    ["with a way out to the task's group", [{ ...out, peer: { type: "group", id: "sg-tasks" } }, into], "yes"],
    ["from one of its two subnets", [out, { ...into, peer: { type: "cidr", cidr: "10.0.1.0/24" } }], "maybe"],
    ["perhaps, with a prefix list", [out, { ...into, peer: { type: "other" } }], "maybe"],
    ["not without a rule", [out], "no"],
    ["not without a way out", [into], "no"],
    ["not by another group", [out, { ...into, peer: { type: "group", id: "sg-other" } }], "no"],
    ["not by a rule of a group that it does not carry", [out, { ...into, groupId: "sg-other" }], "no"],
    ["not by another port", [out, { ...into, ports: { from: 8000, to: 9000 } }], "no"],
    ["not by another protocol", [out, { ...into, protocol: "udp" }], "no"],
    ["not by a range elsewhere", [out, { ...into, peer: { type: "cidr", cidr: "192.168.0.0/16" } }], "no"],
    ["not by an IPv6 range", [out, { ...into, peer: { type: "cidr", cidr: "::/0" } }], "no"],
    ["not by a rule for what the task sends", [out, { ...into, direction: "egress" }], "no"],
  ])("%s", (_, rules, expected) => {
    expect(admits(rules, balancer, tasks, 80)).toBe(expected);
  });

  test("whatever the rules are where neither side has a group", () => {
    expect(admits([], { groups: [], cidrs: [] }, { groups: [], cidrs: [] }, 80)).toBe("yes");
  });

  test("perhaps, where its addresses are not known", () => {
    const range = { ...into, peer: { type: "cidr", cidr: "10.0.0.0/8" } } as const;
    expect(admits([out, range], { ...balancer, cidrs: [] }, tasks, 80)).toBe("maybe");
    expect(admits([out, { ...into, peer: anywhere }], { ...balancer, cidrs: [] }, tasks, 80)).toBe("yes");
  });
});

const group = fc.constantFrom("sg-lb", "sg-tasks", "sg-extra", "sg-other");
const anyRule: fc.Arbitrary<SecurityGroupRule> = fc.record({
  groupId: group,
  direction: fc.constantFrom("ingress" as const, "egress" as const),
  protocol: fc.constantFrom("-1", "tcp", "udp"),
  ports: fc.option(fc.record({ from: fc.integer({ min: 0, max: 100 }), to: fc.integer({ min: 60, max: 200 }) }), {
    nil: undefined,
  }),
  peer: fc.oneof(
    fc.record({ type: fc.constant("group" as const), id: group }),
    fc.record({ type: fc.constant("cidr" as const), cidr: fc.constantFrom("0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24") }),
    fc.constant({ type: "other" as const }),
  ),
});
const rank = (admission: Admission) => ["no", "maybe", "yes"].indexOf(admission);

test("one more rule takes nothing away, and their order does not matter", () => {
  fc.assert(
    fc.property(fc.array(anyRule), anyRule, (rules, more) => {
      const before = admits(rules, balancer, tasks, 80);
      expect(rank(admits([...rules, more], balancer, tasks, 80))).toBeGreaterThanOrEqual(rank(before));
      expect(admits([...rules].reverse(), balancer, tasks, 80)).toBe(before);
    }),
  );
});

test("a side with one more group is reached no less", () => {
  fc.assert(
    fc.property(fc.array(anyRule), group, (rules, more) => {
      const wider = { ...tasks, groups: [...tasks.groups, more] };
      expect(rank(admits(rules, balancer, wider, 80))).toBeGreaterThanOrEqual(rank(admits(rules, balancer, tasks, 80)));
    }),
  );
});
