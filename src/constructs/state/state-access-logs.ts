import { Construct } from "constructs";
import { S3BucketLoggingA, type S3Bucket } from "../../aws";
import { PrivateBucket } from "../shared/private-bucket";
import { waive } from "../shared/waive";

export interface StateAccessLogsProps {
  /** Name of the bucket for the logs, unique in all of AWS. */
  readonly name: string;
  /** The bucket whose accesses are logged. */
  readonly of: { readonly name: string; readonly bucket: S3Bucket };
  /** The account of both. */
  readonly account: string;
  /** Days until a log file is deleted. */
  readonly retentionDays: number;
}

/** Days in which a log file that somebody deleted can still be fetched back. */
const oldVersionDays = 30;

/**
 * Who read and wrote a bucket, in a bucket of its own. S3 writes to none that a key of KMS encrypts by default.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class StateAccessLogs extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, { name, of, account, retentionDays }: StateAccessLogsProps) {
    super(scope, id);
    const prefix = `${of.name}/`;
    const { bucket, ready } = new PrivateBucket(this, "Resource", {
      name,
      encryption: { by: "s3" },
      oldVersionDays,
      expireAfterDays: retentionDays,
      destroy: "never",
      statements: (bucketArn) => [
        {
          sid: "S3WritesAccessLogs",
          principals: { services: ["logging.s3.amazonaws.com"] },
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/${prefix}*`],
          conditions: { ArnLike: { "aws:SourceArn": of.bucket.arn }, StringEquals: { "aws:SourceAccount": account } },
        },
      ],
    });
    waive(bucket, "CKV_AWS_145", "S3 delivers access logs only to buckets that its own keys encrypt");
    waive(
      bucket,
      "CKV_AWS_144",
      "S3 delivers these logs as best it can: no evidence that is worth a copy in another region",
    );
    waive(bucket, "CKV2_AWS_62", "nobody waits for a log file");
    new S3BucketLoggingA(this, "logging", {
      bucket: of.bucket.id,
      targetBucket: bucket.id,
      targetPrefix: prefix,
      dependsOn: [...ready],
    });
    this.bucket = bucket;
  }
}
