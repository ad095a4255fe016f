import { UsageError } from "../../../../src/lib/errors";
import { readPlanJson } from "../../../../src/operations/review/plan/plan-json";
import { planText, recorded } from "../support";

describe("reading a plan's JSON", () => {
  it("knows what a real plan says of itself, and every resource that exists", () => {
    const plan = recorded("image-changed");
    expect(plan).toMatchObject({ terraformVersion: "1.11.4", errored: false, complete: true, applyable: true });
    expect(plan.resourceChanges.map(({ address }) => address)).toEqual([
      "aws_ecs_task_definition.service_web_task_definition",
      "aws_ssm_parameter.service_web_contract",
    ]);
    expect(plan.priorResources.map(({ type }) => type).sort()).toEqual([
      "aws_codedeploy_deployment_group",
      "aws_ecs_service",
      "aws_ecs_task_definition",
      "aws_iam_role",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
      "aws_iam_role_policy_attachment",
      "aws_iam_role_policy_attachment",
      "aws_lb",
      "aws_lb_listener",
      "aws_lb_listener",
      "aws_lb_target_group",
      "aws_lb_target_group",
    ]);
  });

  it("finds resources in modules of modules", () => {
    const resource = { address: "module.a.module.b.aws_lb.one", type: "aws_lb", values: {} };
    const prior_state = {
      values: { root_module: { child_modules: [{ child_modules: [{ resources: [resource] }] }] } },
    };
    const { priorResources } = readPlanJson(planText({ prior_state }), "plan.json");
    expect(priorResources.map(({ address }) => address)).toEqual(["module.a.module.b.aws_lb.one"]);
  });

  it.each([
    [
      "a newer format",
      planText({ format_version: "2.0" }),
      'plan.json: format_version "2.0" is not one that this review reads. Allowed: 1.x, which Terraform writes since 1.1. ' +
        "Use a Terraform that writes it, or a newer version of this project.",
    ],
    [
      "a state",
      JSON.stringify({ format_version: "1.0", terraform_version: "1.11.4", values: {} }),
      "plan.json: this is JSON, but not a plan's. Allowed: what `terraform show -json <plan file>` prints. " +
        "Make a plan with `terraform plan -out=plan`, then give this command the file.",
    ],
    [
      "a list",
      "[]",
      "plan.json: this is JSON, but not a plan's. Allowed: what `terraform show -json <plan file>` prints. " +
        "Make a plan with `terraform plan -out=plan`, then give this command the file.",
    ],
    [
      "text, of which it repeats nothing",
      '{"password": "hunter2',
      "plan.json: this is not JSON. Allowed: what `terraform show -json <plan file>` prints, or the plan file itself. " +
        "Was the output cut, or mixed with messages on standard error?",
    ],
  ])("refuses %s", (_, text, message) => {
    expect(() => readPlanJson(text, "plan.json")).toThrow(new UsageError(message));
  });
});
