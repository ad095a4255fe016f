import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveState } from "../../../../../src/operations/review/live";
import { review } from "../../../../../src/operations/review/review";
import { brief, type ChangeDraft, plan, recorded, recordedNames } from "../../support";

/** What `readLive` answered while `deploying` was recorded: the deployment waited for a person. */
const live = JSON.parse(readFileSync(join(__dirname, "live", "hands-on.json"), "utf8")) as LiveState;
const [deployment] = live.deployments;
if (deployment === undefined) throw new Error("No deployment was recorded.");
const { id, contract } = deployment;

function touched(changes: Readonly<Record<string, ChangeDraft>>): readonly string[] {
  const { findings } = review(plan({ changes }), { live });
  return brief(findings.filter((finding) => finding.id === "touches-running-deployment"));
}

describe("a plan while a deployment runs", () => {
  it("that changes nothing says only that it runs", () => {
    const { findings, verdict } = review(recorded("deploying"), { live });
    expect(verdict).toBe("Nothing changes.");
    expect(findings.filter((finding) => !finding.id.startsWith("drift"))).toEqual([
      {
        id: "deployment-runs",
        severity: "note",
        address: undefined,
        constructPath: undefined,
        what: `Deployment ${id} of the service web runs (Ready). The plan touches nothing that it holds.`,
        why: "The listeners in this plan are those of one moment of the deployment.",
        todo: "Nothing. Where there is time, apply after it has ended.",
      },
    ]);
  });

  it("that changes what it works with names each, and what becomes of the deployment", () => {
    const { findings } = review(recorded("deploying-then-changed"), { live });
    expect(brief(findings.filter((finding) => finding.id === "touches-running-deployment"))).toEqual([
      "warn touches-running-deployment aws_ecs_service.service_web",
      "warn touches-running-deployment aws_lb_target_group.targets_web_blue",
      "warn touches-running-deployment aws_lb_target_group.targets_web_green",
      "note touches-running-deployment aws_codedeploy_deployment_group.service_web_deployment_group",
    ]);
    expect(findings.find((finding) => finding.address === "aws_ecs_service.service_web")).toEqual({
      id: "touches-running-deployment",
      severity: "warn",
      address: "aws_ecs_service.service_web",
      constructPath: "service_web",
      what: `aws_ecs_service.service_web changes (desired_count) while deployment ${id} of the service web runs (Ready).`,
      why: "Two sets of tasks run now. A change of their number can keep the new ones from becoming stable.",
      todo: "Wait until it has ended (npm run status -- hands-on), then plan and review again.",
    });
  });

  const listener = { arn: contract.listenerArns.production, port: 80, default_action: [] };
  const targetGroup = { arn: contract.targetGroups.blue.arn, name: "blue" };
  const service = { name: contract.service, cluster: `arn:aws:ecs:eu-1:1:cluster/${contract.cluster}` };
  const group = {
    app_name: contract.codeDeploy.application,
    deployment_group_name: contract.codeDeploy.deploymentGroup,
  };
  const gone = ["delete"];
  const replaced = ["delete", "create"];

  it.each<[what: string, address: string, change: ChangeDraft, severity: string | undefined]>([
    ["a listener that goes", "aws_lb_listener.web", { actions: gone, before: listener }, "traffic"],
    [
      "a listener that forwards elsewhere",
      "aws_lb_listener.web",
      { actions: ["update"], before: listener, after: { ...listener, default_action: [{ type: "redirect" }] } },
      "traffic",
    ],
    [
      "a listener with another certificate",
      "aws_lb_listener.web",
      { actions: ["update"], before: listener, after: { ...listener, certificate_arn: "arn:other" } },
      "warn",
    ],
    ["a listener of something else", "aws_lb_listener.web", { actions: gone, before: { arn: "arn:other" } }, undefined],
    [
      "a new rule to the pair",
      "aws_lb_listener_rule.web",
      { actions: ["create"], after: { action: [{ type: "forward", target_group_arn: targetGroup.arn }] } },
      "traffic",
    ],
    ["a new rule elsewhere", "aws_lb_listener_rule.web", { actions: ["create"], after: { action: [] } }, undefined],
    ["a target group that goes", "aws_lb_target_group.web", { actions: replaced, before: targetGroup }, "refuse"],
    [
      "a target group with other checks",
      "aws_lb_target_group.web",
      { actions: ["update"], before: targetGroup, after: { ...targetGroup, health_check: [{ path: "/" }] } },
      "warn",
    ],
    ["the service", "aws_ecs_service.web", { actions: replaced, before: service, after: service }, "refuse"],
    ["another service", "aws_ecs_service.web", { actions: gone, before: { ...service, name: "other" } }, undefined],
    [
      "a task set",
      "aws_ecs_task_set.web",
      { actions: gone, before: { service: `arn:aws:ecs:eu-1:1:service/main/${contract.service}` } },
      "traffic",
    ],
    ["the deployment group", "aws_codedeploy_deployment_group.web", { actions: gone, before: group }, "traffic"],
    [
      "another deployment group",
      "aws_codedeploy_deployment_group.web",
      { actions: gone, before: { ...group, deployment_group_name: "other" } },
      undefined,
    ],
    [
      "the application",
      "aws_codedeploy_app.web",
      { actions: gone, before: { name: contract.codeDeploy.application } },
      "traffic",
    ],
    ["anything else", "aws_sns_topic.web", { actions: gone, before: { name: "alerts" } }, undefined],
  ])("touches it by %s", (_, address, change, severity) => {
    const expected = severity === undefined ? [] : [`${severity} touches-running-deployment ${address}`];
    expect(touched({ [address]: change })).toEqual(expected);
  });

  it("touches it by the role that CodeDeploy takes", () => {
    const role = { name: "code-deploy", arn: "arn:aws:iam::1:role/code-deploy" };
    const prior = { "aws_codedeploy_deployment_group.web": { ...group, service_role_arn: role.arn } };
    const changes = {
      "aws_iam_role_policy.rights": { actions: gone, before: { role: role.name } },
      "aws_iam_role_policy.other": { actions: gone, before: { role: "other" } },
      "aws_iam_role_policy_attachment.new": { actions: ["create"], after: { role: role.name } },
    };
    const { findings } = review(plan({ prior, changes }), { live });
    expect(brief(findings.filter((finding) => finding.id === "touches-running-deployment"))).toEqual([
      "warn touches-running-deployment aws_iam_role_policy.rights",
    ]);
  });
});

describe("what runs", () => {
  it.each(recordedNames)("takes nothing from the review of %s", (name) => {
    const [without, withIt] = [review(recorded(name)), review(recorded(name), { live })];
    const added = withIt.findings.filter(({ id }) => id === "touches-running-deployment" || id === "deployment-runs");
    expect(added.length).toBeGreaterThan(0);
    expect(withIt.findings.filter((finding) => !added.includes(finding))).toEqual(without.findings);
    // An apply compares the hash with that of a review at another time.
    expect(withIt.hash).toBe(without.hash);
  });
});

describe("a plan while none runs", () => {
  it("is reviewed as if nobody had looked", () => {
    const none: LiveState = { deployments: [], undeployed: [] };
    expect(review(recorded("deploying-then-changed"), { live: none })).toEqual(
      review(recorded("deploying-then-changed")),
    );
  });

  it("says where nobody could look", () => {
    const { findings } = review(plan({}), { live: { deployments: [], undeployed: ["web", "api"] } });
    expect(findings.map(({ severity, what }) => [severity, what])).toEqual([
      ["note", "No release contract is published for web, api: whether a deployment runs was not asked there."],
    ]);
  });
});
