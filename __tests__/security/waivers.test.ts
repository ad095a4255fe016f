import { Testing, type TerraformStack } from "cdktf";
import type { Environment } from "../../src/environments/schema";
import { readStackJson, resources } from "../../src/lib/terraform/stack-json";
import { waiversOf } from "../../src/lib/terraform/waiver";
import { ServiceStack } from "../../src/stacks/service-stack";
import { keepsStateInS3, StateStack } from "../../src/stacks/state-stack";
import { production, staging } from "../support/synthesized";

/** Address to checks. CDKTF's own helper for tests takes the comments away, and waivers with them. */
function waived(stack: TerraformStack): Readonly<Record<string, readonly string[]>> {
  stack.prepareStack();
  const json = readStackJson(JSON.stringify(stack.toTerraform()));
  const found = resources(json).map(
    ({ address, block }) => [address, waiversOf(block).map(({ check }) => check)] as const,
  );
  return Object.fromEntries(found.filter(([, checks]) => checks.length > 0));
}

function stateOf(environment: Environment): TerraformStack {
  if (!keepsStateInS3(environment)) throw new Error(`${environment.name} has no state in S3`);
  return new StateStack(Testing.app(), `${environment.name}-state`, environment);
}

const ofServices = {
  "aws_lb_target_group.targets_web_blue": ["CKV_AWS_378"],
  "aws_lb_target_group.targets_web_green": ["CKV_AWS_378"],
  "aws_lb_target_group.targets_api_blue": ["CKV_AWS_378"],
  "aws_lb_target_group.targets_api_green": ["CKV_AWS_378"],
  "aws_ssm_parameter.service_web_contract": ["CKV2_AWS_34"],
  "aws_ssm_parameter.service_api_contract": ["CKV2_AWS_34"],
};

const ofStates = { "aws_s3_bucket.bucket": ["CKV_AWS_144", "CKV2_AWS_62"] };

/** Whoever adds one changes this list, and a reviewer sees it, also where checkov cannot be installed. */
describe("what fails a check on purpose", () => {
  it("is this in production", () => {
    expect(waived(new ServiceStack(Testing.app(), production))).toEqual({
      ...ofServices,
      "aws_lb.load_balancer": ["CKV2_AWS_76"],
      "aws_s3_bucket.access_logs_bucket": ["CKV_AWS_145", "CKV_AWS_18", "CKV_AWS_144", "CKV2_AWS_62"],
      "aws_vpc_security_group_ingress_rule.security_groups_redirect_0_0_0_0_0": ["CKV_AWS_260"],
    });
  });

  it("is this in production's state stack", () => {
    expect(waived(stateOf(production))).toEqual({
      ...ofStates,
      "aws_s3_bucket.access_logs_bucket": ["CKV_AWS_145", "CKV_AWS_144", "CKV2_AWS_62"],
      "aws_iam_policy.github_read": ["CKV_AWS_355"],
      "aws_iam_policy.github_boundary": ["CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"],
    });
  });

  it("is this in staging", () => {
    expect(waived(new ServiceStack(Testing.app(), staging))).toEqual({
      ...ofServices,
      "aws_vpc_security_group_ingress_rule.security_groups_production_0_0_0_0_0": ["CKV_AWS_260"],
    });
  });

  it("is the bucket alone in staging's state stack", () => {
    expect(waived(stateOf(staging))).toEqual(ofStates);
  });

  it.each([
    ["everyone at port 80", "0.0.0.0/0", 80, ["CKV_AWS_260"]],
    ["everyone at another port", "0.0.0.0/0", 8000, undefined],
    ["an office at port 80", "198.51.100.0/24", 80, undefined],
  ])("is an entrance of the load balancer only if it lets in %s", (_, range, productionPort, expected) => {
    const loadBalancer = { ...staging.loadBalancer, allowedCidrs: [range] as const, productionPort };
    const stack = new ServiceStack(Testing.app(), { ...staging, loadBalancer });
    const entrance = `aws_vpc_security_group_ingress_rule.security_groups_production_${range.replaceAll(/\W/g, "_")}`;
    expect(resources(readStackJson(JSON.stringify(stack.toTerraform()))).map(({ address }) => address)).toContain(
      entrance,
    );
    expect(waived(stack)[entrance]).toEqual(expected);
  });
});
