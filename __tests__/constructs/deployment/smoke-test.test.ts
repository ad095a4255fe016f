import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { SmokeTest, type SmokeTestProps } from "../../../src/constructs/deployment/smoke-test";
import { waiversOf } from "../../../src/lib/terraform/waiver";
import { zip } from "../../../src/constructs/deployment/zip";
import { type Block, counts, emptyStack, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";

const archive = zip({ "handler.mjs": readFileSync("src/constructs/deployment/smoke-test-function/handler.mjs") });

function props(changes: Partial<SmokeTestProps> = {}): SmokeTestProps {
  return {
    names: { function: "CodeDeployHook_Shop", role: "ShopForSmokeTest", logGroup: "/aws/lambda/CodeDeployHook_Shop" },
    test: { path: "/health", expectStatus: 204, attempts: 4 },
    listener: {
      protocol: "https",
      host: "shop-1.eu-central-1.elb.amazonaws.com",
      port: 9000,
      name: "shop.example.com",
    },
    region: "eu-central-1",
    account: "210987654321",
    deploymentGroupArn: "arn:aws:codedeploy:eu-central-1:210987654321:deploymentgroup:Shop/Shop",
    ...changes,
  };
}

function synthesize(changes?: Partial<SmokeTestProps>): TerraformJson {
  return jsonOf((stack) => new SmokeTest(stack, "smoke_test", props(changes)));
}

function lambda(json: TerraformJson): Block {
  return resource(json, "aws_lambda_function.smoke_test");
}

describe("SmokeTest", () => {
  it("makes a function, its role with rights of its own, and its log group", () => {
    expect(counts(synthesize())).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_lambda_function: 1,
    });
  });

  it("runs the repository's handler in plain Node, asking the test listener", () => {
    const digest = createHash("sha256").update(archive).digest();
    expect(lambda(synthesize())).toEqual({
      function_name: "CodeDeployHook_Shop",
      description: "Asks the test listener whether the replacement is fit for production traffic",
      runtime: "nodejs22.x",
      handler: "handler.handler",
      filename: `assets/smoke_test_code/${digest.toString("hex").slice(0, 32)}/smoke-test.zip`,
      source_code_hash: digest.toString("base64"),
      role: ref("aws_iam_role.smoke_test_role", "arn"),
      memory_size: 256,
      timeout: 90,
      environment: {
        variables: {
          TEST_PROTOCOL: "https",
          TEST_HOST: "shop-1.eu-central-1.elb.amazonaws.com",
          TEST_NAME: "shop.example.com",
          TEST_PORT: "9000",
          TEST_PATH: "/health",
          EXPECT_STATUS: "204",
          ATTEMPTS: "4",
          ATTEMPT_MILLISECONDS: "10000",
          PAUSE_MILLISECONDS: "5000",
        },
      },
      tags: { Name: "CodeDeployHook_Shop" },
      depends_on: ["aws_iam_role_policy.smoke_test_rights", "aws_cloudwatch_log_group.smoke_test_log_group"],
    });
  });

  it("looks for a text where one is asked for, taken as it is by Terraform", () => {
    const test = { path: "/${health}", expectStatus: 200, expectBody: "%{Version}: ${2}", attempts: 1 };
    expect(lambda(synthesize({ test }))).toHaveProperty("environment.variables", {
      TEST_PROTOCOL: "https",
      TEST_HOST: "shop-1.eu-central-1.elb.amazonaws.com",
      TEST_NAME: "shop.example.com",
      TEST_PORT: "9000",
      TEST_PATH: "/$${health}",
      EXPECT_STATUS: "200",
      EXPECT_BODY: "%%{Version}: $${2}",
      ATTEMPTS: "1",
      ATTEMPT_MILLISECONDS: "10000",
      PAUSE_MILLISECONDS: "5000",
    });
  });

  it("gives all attempts time to end, and itself some to report, within what Lambda allows", () => {
    const test = { path: "/", expectStatus: 200, attempts: 50 };
    expect(lambda(synthesize({ test }))["timeout"]).toBe(50 * (10 + 5) + 30);
    expect(50 * (10 + 5) + 30).toBeLessThanOrEqual(900);
  });

  it("may write its own log and report to its own deployment group, and nothing else; nor may another function", () => {
    const Condition = {
      ArnEquals: {
        "lambda:SourceFunctionArn": "arn:aws:lambda:eu-central-1:210987654321:function:CodeDeployHook_Shop",
      },
    };
    const json = synthesize();
    const { policy, ...rest } = resource(json, "aws_iam_role_policy.smoke_test_rights");
    expect(rest).toEqual({ name: "SmokeTest", role: ref("aws_iam_role.smoke_test_role", "name") });
    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${ref("aws_cloudwatch_log_group.smoke_test_log_group", "arn")}:*`,
          Condition,
        },
        {
          Effect: "Allow",
          Action: "codedeploy:PutLifecycleEventHookExecutionStatus",
          Resource: "arn:aws:codedeploy:eu-central-1:210987654321:deploymentgroup:Shop/Shop",
          Condition,
        },
      ],
    });
  });

  it("is a role that Lambda takes and nobody else", () => {
    const { assume_role_policy: trust, name } = resource(synthesize(), "aws_iam_role.smoke_test_role");
    expect(name).toBe("ShopForSmokeTest");
    expect(JSON.parse(String(trust))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });

  it("keeps its log as long as asked for", () => {
    const logGroup = "aws_cloudwatch_log_group.smoke_test_log_group";
    expect(resource(synthesize(), logGroup)).toEqual({ name: "/aws/lambda/CodeDeployHook_Shop" });
    expect(resource(synthesize({ logRetentionDays: 30 }), logGroup)).toHaveProperty("retention_in_days", 30);
  });

  it("has its log encrypted with the environment's key where there is one", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:210987654321:key/1";
    const logGroup = resource(synthesize({ kmsKeyArn }), "aws_cloudwatch_log_group.smoke_test_log_group");
    expect(logGroup).toEqual({ name: "/aws/lambda/CodeDeployHook_Shop", kms_key_id: kmsKeyArn });
  });

  it("says why it does without what a scan asks of functions", () => {
    const stack = emptyStack();
    new SmokeTest(stack, "smoke_test", props());
    expect(waiversOf(lambda(stack.toTerraform() as TerraformJson)).map(({ check }) => check)).toEqual([
      "CKV_AWS_50",
      "CKV_AWS_115",
      "CKV_AWS_116",
      "CKV_AWS_117",
      "CKV_AWS_173",
      "CKV_AWS_272",
    ]);
  });
});
