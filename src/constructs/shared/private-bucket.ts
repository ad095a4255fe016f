import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketOwnershipControls,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfigurationA,
  S3BucketVersioningA,
} from "../../aws";
import { policyDocument, type ResourcePolicyStatement } from "./policy-document";
import { jsonText } from "./json-text";

/**
 * - `s3`: with S3's own keys. The only choice for buckets that load balancers write to.
 * - `kms`: with a key of KMS; without an ARN with the account's key for S3 (aws/s3).
 */
export type BucketEncryption = { readonly by: "s3" } | { readonly by: "kms"; readonly keyArn?: string | undefined };

export interface PrivateBucketProps {
  /** Unique in all of AWS. */
  readonly name: string;
  readonly encryption: BucketEncryption;
  /** Days in which a replaced or deleted object can still be fetched back. */
  readonly oldVersionDays: number;
  /** Days until an object is deleted. @default never */
  readonly expireAfterDays?: number | undefined;
  /**
   * What becomes of the bucket at a destroy: `never` fails the plan, `if-empty` is S3's own rule, `with-content` deletes
   * all objects first. @default "if-empty"
   */
  readonly destroy?: "never" | "if-empty" | "with-content";
  /** Who may do what besides the account itself. @default nobody */
  readonly statements?: (bucketArn: string) => readonly ResourcePolicyStatement[];
}

/** Days after which S3 throws away the parts of an upload that never finished. */
const abortedUploadDays = 7;

/** A bucket with all that keeps its content private and recoverable: versions, encryption, no public access, TLS only. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;
  /** The bucket's policy, without which nobody else may write to it. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { destroy = "if-empty" } = props;
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      ...(destroy === "never" && { lifecycle: { preventDestroy: true } }),
      ...(destroy === "with-content" && { forceDestroy: true }),
    });
    this.encrypt(props.encryption);
    this.expire(props, this.keepOldVersions());
    this.ready = [this.closeToThePublic(props)];
  }

  /** A bucket key saves a request to KMS, which costs money, for each object. */
  private encrypt(encryption: BucketEncryption): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [
        encryption.by === "s3"
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                ...(encryption.keyArn !== undefined && { kmsMasterKeyId: encryption.keyArn }),
              },
              bucketKeyEnabled: true,
            },
      ],
    });
  }

  private keepOldVersions(): S3BucketVersioningA {
    return new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
  }

  /** Rules about old versions are refused or without effect before the bucket keeps any. */
  private expire({ oldVersionDays, expireAfterDays }: PrivateBucketProps, versioning: S3BucketVersioningA): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.id,
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
          // In a versioned bucket each deletion leaves a marker. An expiry after days takes old ones away by itself, and
          // S3 refuses both in one rule.
          expiration: [expireAfterDays === undefined ? { expiredObjectDeleteMarker: true } : { days: expireAfterDays }],
        },
        {
          id: "abort-unfinished-uploads",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortedUploadDays }],
        },
      ],
      dependsOn: [versioning],
    });
  }

  /** One after the other: S3 answers simultaneous changes of a bucket's access settings with OperationAborted. */
  private closeToThePublic({ statements }: PrivateBucketProps): S3BucketPolicy {
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
    const { arn } = this.bucket;
    return new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: jsonText(this, policyDocument([tlsOnly(arn), ...(statements?.(arn) ?? [])])),
      dependsOn: [publicAccess],
    });
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
function tlsOnly(bucketArn: string): ResourcePolicyStatement {
  return {
    sid: "DenyWithoutTls",
    effect: "Deny",
    principals: "anyone",
    actions: ["s3:*"],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
