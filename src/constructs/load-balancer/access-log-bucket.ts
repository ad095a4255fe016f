import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PrivateBucket } from "../shared/private-bucket";
import { waive } from "../shared/waive";

export interface AccessLogBucketProps {
  /** Unique in all of AWS. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The load balancer that may write. By name: its ARN exists only after the bucket lets it write. */
  readonly loadBalancerName: string;
  /** Days until a log file is deleted. */
  readonly retentionDays: number;
  /** Whether a destroy deletes the bucket together with the logs in it; otherwise it fails while there are any. */
  readonly destroyWithLogs: boolean;
}

/** Days in which a log file that somebody deleted or replaced can still be fetched back. */
const oldVersionDays = 7;

/**
 * The bucket that a load balancer writes its access logs to: 0.025 USD a month per GB in Tokyo, delivery is free.
 *
 * The one service principal is for all regions. Before it, each region had an account of Elastic Load Balancing's own that
 * a policy had to name; AWS asks to replace such policies.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends Construct {
  readonly name: string;
  /** The policy that lets the load balancer write: it tries as soon as it is told the bucket. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { account, region, loadBalancerName } = props;
    const { bucket, ready } = new PrivateBucket(this, "Resource", {
      name: props.name,
      encryption: { by: "s3" },
      oldVersionDays,
      expireAfterDays: props.retentionDays,
      destroy: props.destroyWithLogs ? "with-content" : "if-empty",
      statements: (bucketArn) => [
        {
          sid: "LoadBalancerWritesLogs",
          principals: { services: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/AWSLogs/${account}/*`],
          conditions: {
            ArnLike: {
              "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${loadBalancerName}/*`,
            },
          },
        },
      ],
    });
    waive(bucket, "CKV_AWS_145", "a load balancer delivers only to buckets that S3's own keys encrypt");
    waive(bucket, "CKV_AWS_18", "logs of who read the logs would have no end; Security Hub exempts log buckets (S3.9)");
    waive(bucket, "CKV_AWS_144", "logs that expire after some weeks are not worth a copy in another region");
    waive(bucket, "CKV2_AWS_62", "nobody waits for a log file");
    this.name = bucket.bucket;
    this.ready = ready;
  }
}
