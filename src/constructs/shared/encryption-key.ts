import { Construct } from "constructs";
import { KmsAlias, KmsKey } from "../../aws";
import { policyDocument, type ResourcePolicyStatement } from "./policy-document";
import { jsonText } from "./json-text";

export interface EncryptionKeyProps {
  /** Begins with "alias/". Also what tells this key from the account's others, as a key has no name of its own. */
  readonly alias: string;
  /** The account that the environment is in. */
  readonly account: string;
  readonly region: string;
  /** ARN of the role by which a pipeline makes the key. It has to exist before. @default only people make it */
  readonly makerArn?: string | undefined;
}

/** The longest that KMS offers. What was encrypted with a deleted key is lost for ever. */
const deletionWindowDays = 30;

/**
 * The environment's own key, for all that it keeps: logs, images, alarms on their way. About 1 USD a month, 1 USD more
 * after each of the first two yearly rotations, and 0.03 USD for 10,000 requests.
 * https://aws.amazon.com/kms/pricing/
 *
 * Its policy is KMS's own default (the account decides by IAM who uses and administers it) and names the services that
 * come with no principal of the account. ECR, ECS Exec and S3 need no statement: they use the key in the name of who
 * calls them, or by a grant that the caller may give.
 */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "Resource", {
      description: `Encrypts what belongs to ${props.alias}`,
      enableKeyRotation: true,
      deletionWindowInDays: deletionWindowDays,
      policy: jsonText(this, policyDocument([administration(props), ...maker(props), logs(props), alarms(props)])),
    });
    new KmsAlias(this, "alias", { name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/**
 * Without it, nobody could ever change the key again once the named principals are gone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function administration({ account }: EncryptionKeyProps): ResourcePolicyStatement {
  return {
    sid: "AccountDecidesByIam",
    principals: { aws: [`arn:aws:iam::${account}:root`] },
    actions: ["kms:*"],
    resources: ["*"],
  };
}

/**
 * KMS refuses a key whose maker could not change its policy later. The maker may get that right from IAM or from the key's
 * policy; from IAM, a pipeline would have it for every key of the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-keys.html#create-key-permissions
 */
function maker({ makerArn }: EncryptionKeyProps): readonly ResourcePolicyStatement[] {
  if (makerArn === undefined) return [];
  return [
    {
      sid: "MakerMayChangeThisPolicy",
      principals: { aws: [makerArn] },
      actions: ["kms:PutKeyPolicy"],
      resources: ["*"],
    },
  ];
}

/**
 * For log groups of this account and region: of tasks, of functions, of flow logs and of the web ACL.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function logs({ account, region }: EncryptionKeyProps): ResourcePolicyStatement {
  return {
    sid: "LogGroups",
    principals: { services: [`logs.${region}.amazonaws.com`] },
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    resources: ["*"],
    conditions: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:*` },
    },
  };
}

/**
 * Without it an alarm changes its state and its message is lost: CloudWatch may not publish to a topic whose key it may
 * not use. https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
function alarms({ account, region }: EncryptionKeyProps): ResourcePolicyStatement {
  return {
    sid: "AlarmsToEncryptedTopics",
    principals: { services: ["cloudwatch.amazonaws.com"] },
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: ["*"],
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${account}:alarm:*` },
    },
  };
}
