import { GetBucketLoggingCommand, HeadObjectCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { GetRoleCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { type AwsClients, awsClients } from "../support/aws-clients";
import { Sandbox } from "../support/sandbox";

const stack = "production-state";
const bucket = "shop-production-terraform-state";
const logBucket = `${bucket}-access-logs`;
const options = ["-input=false", "-no-color"];

/** Production's state stack has all that one can have. */
describe("a state bucket with access logs and roles for GitHub", () => {
  let sandbox: Sandbox;
  let aws: AwsClients;

  beforeAll(async () => {
    sandbox = Sandbox.create();
    await sandbox.expectSuccess(sandbox.local("npm", ["run", "--silent", "bootstrap", "--", "production"]));
    aws = awsClients(sandbox.endpoint());
  }, 300_000);

  afterAll(() => sandbox.dispose());

  it("is as declared: the second plan is empty", async () => {
    await sandbox.expectSuccess(sandbox.terraform(stack, ["plan", "-detailed-exitcode", ...options]));
  }, 120_000);

  it("logs who uses it into the other bucket, under its own name", async () => {
    const { LoggingEnabled } = await aws.s3.send(new GetBucketLoggingCommand({ Bucket: bucket }));
    expect(LoggingEnabled).toMatchObject({ TargetBucket: logBucket, TargetPrefix: `${bucket}/` });
  });

  it("encrypts states by its own default, the key of KMS", async () => {
    // The first state is older than the bucket's settings: Terraform has made them meanwhile.
    const replace = ["apply", "-auto-approve", "-replace=aws_s3_bucket_logging.access_logs_logging", ...options];
    await sandbox.expectSuccess(sandbox.terraform(stack, replace));
    const state = await aws.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: `${stack}/terraform.tfstate` }));
    expect(state.ServerSideEncryption).toBe("aws:kms");
    const { Versions } = await aws.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    expect((Versions ?? []).length).toBeGreaterThan(1);
  }, 120_000);

  it("has three roles, of which one may only read", async () => {
    const policiesOf = async (RoleName: string) => {
      const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName }));
      expect(Role?.AssumeRolePolicyDocument).toBeDefined();
      const { AttachedPolicies } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort();
    };
    expect(await policiesOf("production-github-plan")).toEqual(["production-github-read"]);
    expect(await policiesOf("production-github-apply")).toEqual([
      "production-github-guarded",
      "production-github-network",
      "production-github-read",
      "production-github-roles",
      "production-github-services",
    ]);
    expect(await policiesOf("production-github-release")).toEqual(["production-github-releases"]);
  });

  it("says which roles workflows shall take", async () => {
    const { stdout } = await sandbox.expectSuccess(sandbox.terraform(stack, ["output", "-json"]));
    expect(JSON.parse(stdout)).toMatchObject({
      GitHubPlanRoleArn: { value: "arn:aws:iam::123456789012:role/production-github-plan" },
      GitHubApplyRoleArn: { value: "arn:aws:iam::123456789012:role/production-github-apply" },
      GitHubReleaseRoleArn: { value: "arn:aws:iam::123456789012:role/production-github-release" },
    });
  }, 120_000);
});
