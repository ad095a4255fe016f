import { brief, findingsIn, type PlanDraft } from "../../support";

const settings = { port: 80, protocol: "HTTP", vpc_id: "vpc-1", health_check: [{ path: "/", matcher: "200" }] };
const blue = { ...settings, name: "web-blue", arn: "arn:blue" };
const green = { ...settings, name: "web-green", arn: "arn:green", port: 8080 };

function group(names: readonly string[], more: object = {}) {
  return {
    load_balancer_info: [{ target_group_pair_info: [{ target_group: names.map((name) => ({ name })) }] }],
    ...more,
  };
}

function withGroups(changedBlue: object, changedGreen: object): PlanDraft {
  return {
    prior: {
      "aws_lb_target_group.blue": blue,
      "aws_lb_target_group.green": green,
      "aws_codedeploy_deployment_group.web": group(["web-blue", "web-green"]),
    },
    changes: {
      "aws_lb_target_group.blue": { actions: ["update"], before: blue, after: { ...blue, ...changedBlue } },
      "aws_lb_target_group.green": { actions: ["update"], before: green, after: { ...green, ...changedGreen } },
    },
  };
}

const on = { auto_rollback_configuration: [{ enabled: true, events: ["DEPLOYMENT_FAILURE"] }] };

function groupChange(before: object, after: object): PlanDraft {
  const pair = ["web-blue", "web-green"];
  const change = { actions: ["update"], before: group(pair, before), after: group(pair, after) };
  return { changes: { "aws_codedeploy_deployment_group.web": change } };
}

describe("the pair", () => {
  it("may change as long as both change alike, and differ in name and port", () => {
    const path = { health_check: [{ path: "/health", matcher: "200" }] };
    expect(findingsIn(withGroups(path, path))).toEqual([]);
    expect(findingsIn(withGroups({ tags: { color: "blue" } }, { port: 9090 }))).toEqual([]);
  });

  it("is broken by a change of one only", () => {
    const [finding, ...others] = findingsIn(withGroups({ deregistration_delay: "10" }, {}));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: "pair-differs",
      severity: "warn",
      what: "Blue and green (web-blue and web-green) would differ in deregistration_delay.",
    });
  });

  it.each([
    ["one target group", ["web-blue"], "The deployment group names 1 target groups."],
    ["the same twice", ["web-blue", "web-blue"], "The deployment group names 2 target groups, twice the same."],
  ])("is broken by a deployment group of %s", (_, names, what) => {
    const change = { actions: ["create"], after: group(names, on) };
    const findings = findingsIn({ changes: { "aws_codedeploy_deployment_group.web": change } });
    expect(findings.map((finding) => finding.what)).toEqual([what]);
  });
});

describe("what stops a bad release", () => {
  const alarms = (...names: readonly string[]) => ({ alarm_configuration: [{ enabled: true, alarms: names }] });

  it.each([
    ["rollback", on, {}, "Releases lose automatic rollback."],
    [
      "rollback switched off",
      on,
      { auto_rollback_configuration: [{ enabled: false }] },
      "Releases lose automatic rollback.",
    ],
    ["all alarms", alarms("a"), {}, "Releases lose the stop by alarms."],
    ["one alarm of two", alarms("a", "b"), alarms("b"), "Releases lose the stop by the alarms a."],
    ["both", { ...on, ...alarms("a") }, {}, "Releases lose automatic rollback and the stop by alarms."],
  ])("is missed when it goes: %s", (_, before, after, what) => {
    expect(findingsIn(groupChange(before, after)).map((finding) => [finding.id, finding.what])).toEqual([
      ["rollback-weakened", what],
    ]);
  });

  it("is missed in parts too", () => {
    const events = (...names: readonly string[]) => ({
      auto_rollback_configuration: [{ enabled: true, events: names }],
    });
    const change = groupChange(events("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"), events("DEPLOYMENT_FAILURE"));
    expect(findingsIn(change).map(({ what }) => what)).toEqual([
      "Releases lose automatic rollback on DEPLOYMENT_STOP_ON_ALARM.",
    ]);
  });

  it.each([
    ["never on", {}],
    ["switched off", { auto_rollback_configuration: [{ enabled: false, events: ["DEPLOYMENT_FAILURE"] }] }],
    [
      "for other events only",
      { auto_rollback_configuration: [{ enabled: true, events: ["DEPLOYMENT_STOP_ON_REQUEST"] }] },
    ],
  ])("is noted where it is %s, in a group that is new or changes", (_, never) => {
    const off = ["note rollback-off aws_codedeploy_deployment_group.web"];
    expect(brief(findingsIn(groupChange(never, { ...never, trigger_configuration: [{}] })))).toEqual(off);
    const created = { actions: ["create"], after: group(["web-blue", "web-green"], never) };
    expect(brief(findingsIn({ changes: { "aws_codedeploy_deployment_group.web": created } }))).toEqual(off);
  });

  it("is not noted where nobody knows yet, or nothing changes", () => {
    const after = group(["web-blue", "web-green"]);
    const after_unknown = { auto_rollback_configuration: [{ events: true }] };
    const created = { actions: ["create"], after, after_unknown };
    expect(findingsIn({ changes: { "aws_codedeploy_deployment_group.web": created } })).toEqual([]);
    expect(findingsIn({ prior: { "aws_codedeploy_deployment_group.web": after } })).toEqual([]);
  });

  it("is not missed while it stays or comes", () => {
    expect(findingsIn(groupChange({ ...on, ...alarms("a") }, { ...on, ...alarms("a", "b") }))).toEqual([]);
    expect(findingsIn(groupChange({}, on))).toEqual([]);
  });
});

describe("how releases go on", () => {
  it("is noted where it changes", () => {
    const config = (name: string) => ({ deployment_config_name: name });
    const findings = findingsIn(groupChange({ ...on, ...config("AllAtOnce") }, { ...on, ...config("Canary") }));
    expect(brief(findings)).toEqual(["note releases-change aws_codedeploy_deployment_group.web"]);
    expect(findings[0]?.what).toBe("Traffic shifts by AllAtOnce -> Canary, from the next release on.");
  });
});
