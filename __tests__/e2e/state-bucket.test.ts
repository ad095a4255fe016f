import {
  CreateBucketCommand,
  GetBucketLoggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import { GetRoleCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { type S3Environment, StateStack } from "../../src/stacks/state-stack";
import { github } from "../support/github";
import { startTestGateway, type TestGateway } from "../support/gateway";
import { handsOn } from "../support/synthesized";
import { TerraformFolder } from "../support/terraform-folder";

const stack = "hands-on-state";
const bucket = "team-state";
const logBucket = "team-state-access-logs";
const planOptions = ["-input=false", "-detailed-exitcode"];

/** With all that a state stack can have. */
const environment: S3Environment = {
  ...handsOn,
  backend: {
    type: "s3",
    bucket,
    key: "hands-on/terraform.tfstate",
    region: "ap-northeast-1",
    accessLogs: { bucket: logBucket, retentionDays: 365 },
  },
  account: "123456789012",
  github,
};

describe("a state bucket with access logs and roles for GitHub", () => {
  let local: TestGateway;
  let folder: TerraformFolder;

  beforeAll(async () => {
    local = await startTestGateway();
    for (const Bucket of [bucket, logBucket]) {
      await local.aws.s3.send(
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: "ap-northeast-1" },
        }),
      );
    }
    folder = TerraformFolder.create(local.gateway.url);
    folder.synthesize((app) => new StateStack(app, stack, environment));
    await folder.succeed(stack, "init", "-input=false", "-lockfile=readonly");
    await folder.succeed(stack, "apply", "-input=false", "-auto-approve");
  }, 300_000);

  afterAll(async () => {
    folder.remove();
    await local.close();
  });

  it("is as declared: the second plan is empty", async () => {
    await folder.succeed(stack, "plan", ...planOptions);
  }, 60_000);

  it("logs who uses it into the other bucket, under its own name", async () => {
    const { LoggingEnabled } = await local.aws.s3.send(new GetBucketLoggingCommand({ Bucket: bucket }));
    expect(LoggingEnabled).toMatchObject({ TargetBucket: logBucket, TargetPrefix: `${bucket}/` });
  });

  it("encrypts states by its own default, the key of KMS", async () => {
    // The first state is older than the bucket's settings: Terraform has made them meanwhile.
    await folder.succeed(
      stack,
      "apply",
      "-input=false",
      "-auto-approve",
      "-replace=aws_s3_bucket_logging.access_logs_logging",
    );
    const state = await local.aws.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: `${stack}/terraform.tfstate` }));
    expect(state.ServerSideEncryption).toBe("aws:kms");
    const { Versions } = await local.aws.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    expect((Versions ?? []).length).toBeGreaterThan(1);
  }, 60_000);

  it("has three roles, of which one may only read", async () => {
    const policiesOf = async (RoleName: string) => {
      const { Role } = await local.aws.iam.send(new GetRoleCommand({ RoleName }));
      expect(Role?.AssumeRolePolicyDocument).toBeDefined();
      const { AttachedPolicies } = await local.aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort();
    };
    expect(await policiesOf("hands-on-github-plan")).toEqual(["hands-on-github-read"]);
    expect(await policiesOf("hands-on-github-apply")).toEqual([
      "hands-on-github-guarded",
      "hands-on-github-network",
      "hands-on-github-read",
      "hands-on-github-roles",
      "hands-on-github-services",
    ]);
    expect(await policiesOf("hands-on-github-release")).toEqual(["hands-on-github-releases"]);
  });

  it("says which roles workflows shall take", async () => {
    expect(JSON.parse(await folder.succeed(stack, "output", "-json"))).toMatchObject({
      GitHubPlanRoleArn: { value: "arn:aws:iam::123456789012:role/hands-on-github-plan" },
      GitHubApplyRoleArn: { value: "arn:aws:iam::123456789012:role/hands-on-github-apply" },
      GitHubReleaseRoleArn: { value: "arn:aws:iam::123456789012:role/hands-on-github-release" },
    });
  }, 60_000);
});
