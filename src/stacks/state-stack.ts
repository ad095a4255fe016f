import type { Construct } from "constructs";
import { DataAwsCallerIdentity, type S3Bucket } from "../aws";
import { GitHubRoles } from "../constructs/state/github-roles";
import { PrivateBucket } from "../constructs/shared/private-bucket";
import { StateAccessLogs } from "../constructs/state/state-access-logs";
import { waive } from "../constructs/shared/waive";
import type { Environment } from "../environments/schema";
import { stateKey } from "../environments/stack-names";
import { addS3Backend, type S3BackendSettings } from "./backend";
import { BaseStack } from "./base-stack";
import { addOutputs } from "./outputs";
import { pipelineScope } from "./pipeline-scope";

/** An environment whose state lives in S3, and which therefore has a bucket to be made. */
export type S3Environment = Environment & { readonly backend: S3BackendSettings };

export function keepsStateInS3(environment: Environment): environment is S3Environment {
  return environment.backend.type === "s3";
}

/** Days in which a replaced state can still be fetched back. The newest one never expires. */
const oldVersionDays = 90;

/**
 * The bucket that holds an environment's Terraform state, and in it the state of this stack itself; beside it, what else
 * comes before the environment's own stack: the log of who used the bucket, and the roles for pipelines.
 *
 * The bucket must exist before Terraform can keep state in it, so `npm run bootstrap` makes it by an API call and the
 * `import` block here adopts it. There is never a local state to lose, and an interrupted bootstrap is simply repeated:
 * an import of what is already in the state is no change, and every other resource here is a setting that S3 overwrites.
 */
export class StateStack extends BaseStack {
  private identity: DataAwsCallerIdentity | undefined;

  constructor(scope: Construct, id: string, environment: S3Environment) {
    const { backend } = environment;
    super(scope, id, { ...environment, region: backend.region });
    addS3Backend(this, environment, backend, stateKey(id));

    // Losing the state means losing track of everything it describes: Terraform refuses to destroy the bucket.
    const { bucket } = new PrivateBucket(this, "Resource", {
      name: backend.bucket,
      encryption: { by: "kms", keyArn: backend.kmsKeyArn },
      oldVersionDays,
      destroy: "never",
    });
    waive(bucket, "CKV_AWS_144", "old versions bring a state back; a copy in another region is a choice for its owner");
    waive(bucket, "CKV2_AWS_62", "every change of a state is a run of Terraform, which tells its people itself");
    const logs = this.logAccesses(environment, bucket);
    this.adopt(bucket, ...(logs === undefined ? [] : [logs]));
    this.letGitHubIn(environment);
  }

  private logAccesses({ backend }: S3Environment, bucket: S3Bucket): S3Bucket | undefined {
    if (backend.accessLogs === undefined) return undefined;
    const { bucket: name, retentionDays } = backend.accessLogs;
    const of = { name: backend.bucket, bucket };
    return new StateAccessLogs(this, "access_logs", { name, of, account: this.account, retentionDays }).bucket;
  }

  /** Not `importFrom`: it runs `terraform version` at every synth, to ask for less than `required_version` does. */
  private adopt(...buckets: readonly S3Bucket[]): void {
    this.addOverride(
      "import",
      buckets.map((bucket) => ({
        to: `${bucket.terraformResourceType}.${bucket.friendlyUniqueId}`,
        id: bucket.bucketInput,
      })),
    );
  }

  private letGitHubIn(environment: S3Environment): void {
    if (environment.github === undefined) return;
    const scope = pipelineScope(environment, this.account);
    const roles = new GitHubRoles(this, "github", { ...environment.github, scope });
    addOutputs(this, {
      GitHubPlanRoleArn: roles.planRoleArn,
      GitHubApplyRoleArn: roles.applyRoleArn,
      GitHubReleaseRoleArn: roles.releaseRoleArn,
    });
  }

  /** The account that the credentials belong to, asked for once and only where something needs it. */
  private get account(): string {
    this.identity ??= new DataAwsCallerIdentity(this, "current");
    return this.identity.accountId;
  }
}
