import type { Construct } from "constructs";
import {
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketOwnershipControls,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfigurationA,
  S3BucketVersioningA,
} from "../aws";
import { jsonText } from "../constructs/json-text";
import type { Environment } from "../environments/schema";
import { stateKey } from "../lib/stack-names";
import { addS3Backend, type S3BackendSettings } from "./backend";
import { BaseStack } from "./base-stack";

/** An environment whose state lives in S3, and which therefore has a bucket to be made. */
export type S3Environment = Environment & { readonly backend: S3BackendSettings };

export function keepsStateInS3(environment: Environment): environment is S3Environment {
  return environment.backend.type === "s3";
}

/** Days in which a replaced state can still be fetched back. The newest one never expires. */
const oldVersionDays = 90;

/** Days after which S3 throws away the parts of an upload that never finished. */
const abortedUploadDays = 7;

/**
 * The bucket that holds an environment's Terraform state, and in it the state of this stack itself.
 *
 * The bucket must exist before Terraform can keep state in it, so `npm run bootstrap` makes it by an API call and the
 * `import` block here adopts it. There is never a local state to lose, and an interrupted bootstrap is simply repeated:
 * an import of what is already in the state is no change, and every other resource here is a setting that S3 overwrites.
 */
export class StateStack extends BaseStack {
  private readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, environment: S3Environment) {
    const { backend } = environment;
    super(scope, id, { ...environment, region: backend.region });
    addS3Backend(this, environment, backend, stateKey(id));

    this.bucket = this.adoptBucket(backend.bucket);
    this.encrypt(backend.kmsKeyArn);
    this.keepOldVersions();
    this.closeToThePublic();
  }

  /** Losing the state means losing track of everything it describes: Terraform refuses to destroy the bucket. */
  private adoptBucket(name: string): S3Bucket {
    const bucket = new S3Bucket(this, "bucket", { bucket: name, lifecycle: { preventDestroy: true } });
    // Not `importFrom`: it runs `terraform version` at every synth, to ask for less than `required_version` does.
    this.addOverride("import", [{ to: `${bucket.terraformResourceType}.${bucket.friendlyUniqueId}`, id: name }]);
    return bucket;
  }

  /** A bucket key saves a request to KMS, which costs money, for each object. */
  private encrypt(kmsKeyArn: string | undefined): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            ...(kmsKeyArn !== undefined && { kmsMasterKeyId: kmsKeyArn }),
          },
          bucketKeyEnabled: true,
        },
      ],
    });
  }

  private keepOldVersions(): void {
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.id,
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
          // Each run deletes its lock file, and in a versioned bucket each deletion leaves a marker.
          expiration: [{ expiredObjectDeleteMarker: true }],
        },
        {
          id: "abort-unfinished-uploads",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortedUploadDays }],
        },
      ],
      // Rules about old versions are refused or without effect before the bucket keeps any.
      dependsOn: [versioning],
    });
  }

  /** One after the other: S3 answers simultaneous changes of a bucket's access settings with OperationAborted. */
  private closeToThePublic(): void {
    const ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public_access", {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      dependsOn: [ownership],
    });
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: this.tlsOnlyPolicy(),
      dependsOn: [publicAccess],
    });
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
  private tlsOnlyPolicy(): string {
    return jsonText(this, {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [this.bucket.arn, `${this.bucket.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  }
}
