import { networkWrites, serviceWrites } from "./write-actions";
import { manageRolesStatements } from "./role-rights";
import { bucketArn, type PipelineScope, type PolicyStatements, withContent } from "./scope";

/** What only the apply role may, in as many policies as the size of one (6144 characters) makes necessary. */
export interface WritePolicies {
  readonly network: PolicyStatements;
  readonly services: PolicyStatements;
  readonly roles: PolicyStatements;
  /** Rights to keys, buckets, DNS, parameters and the state. */
  readonly guarded: PolicyStatements;
}

/**
 * Most names of a network and of a load balancer are made by AWS, so what limits these rights is the region. Where a stolen
 * right would reach beyond the environment, it is limited to the environment's own names.
 */
export function writePolicies(scope: PipelineScope): WritePolicies {
  const conditions = { StringEquals: { "aws:RequestedRegion": scope.region } };
  return {
    network: [{ sid: "ManageNetwork", actions: networkWrites, resources: ["*"], conditions }],
    services: [{ sid: "ManageServices", actions: serviceWrites, resources: ["*"], conditions }],
    roles: manageRolesStatements(scope),
    guarded: [
      ...manageKeys(scope),
      ...manageBuckets(scope),
      ...writeState(scope),
      {
        sid: "ManageReleaseContracts",
        actions: ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter", "ssm:RemoveTagsFromResource"],
        resources: [`arn:aws:ssm:${scope.region}:${scope.account}:parameter/${scope.environment}/*/release-contract`],
      },
      {
        sid: "ManageDnsRecords",
        actions: ["route53:ChangeResourceRecordSets"],
        resources: ["arn:aws:route53:::hostedzone/*"],
      },
    ],
  };
}

/**
 * The environment's key is made and named here; it is deleted by a person: an alias does not tell it from the account's other
 * keys to IAM, since whoever may give aliases may give one to any key. For that reason the right to change its policy, which
 * KMS demands of who makes it, is in the key's own policy.
 */
function manageKeys({ account, project, region }: PipelineScope): PolicyStatements {
  const keys = `arn:aws:kms:${region}:${account}:key/*`;
  return [
    {
      sid: "MakeKeys",
      actions: ["kms:CreateKey", "kms:EnableKeyRotation", "kms:TagResource", "kms:UntagResource"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      sid: "NameKeys",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [`arn:aws:kms:${region}:${account}:alias/${project}*`, keys],
    },
    {
      // ECR encrypts in the name of who makes the repository, by a grant.
      sid: "LendKeysToServices",
      actions: ["kms:CreateGrant"],
      resources: [keys],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      // And retires the grant when the repository goes. RetireGrant has no kms:GrantIsForAWSResource.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
      sid: "TakeKeysBackFromEcr",
      actions: ["kms:RetireGrant"],
      resources: [keys],
      conditions: { StringEquals: { "kms:ViaService": `ecr.${region}.amazonaws.com` } },
    },
  ];
}

function manageBuckets({ logBucket, state }: PipelineScope): PolicyStatements {
  const own = bucketArn(logBucket);
  const { bucket, key, accessLogBucket } = state;
  return [
    {
      sid: "ManageLogBucket",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: [own],
    },
    {
      sid: "EmptyLogBucket",
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions"],
      resources: [own, `${own}/*`],
    },
    {
      // The buckets are not the stack's, and what is in them must outlive whatever a pipeline does.
      sid: "NeverWhereStateIsKept",
      effect: "Deny",
      actions: [
        "s3:BypassGovernanceRetention",
        "s3:CreateBucket",
        "s3:DeleteBucket*",
        "s3:DeleteObjectVersion",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: withContent(bucket, accessLogBucket),
    },
    {
      sid: "NeverDeleteState",
      effect: "Deny",
      actions: ["s3:DeleteObject"],
      resources: [bucketArn(`${bucket}/${key}`)],
    },
  ];
}

/** https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions */
function writeState({ state }: PipelineScope): PolicyStatements {
  const object = bucketArn(`${state.bucket}/${state.key}`);
  return [
    { sid: "WriteState", actions: ["s3:PutObject"], resources: [object] },
    {
      sid: "LockState",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${object}.tflock`],
    },
    ...(state.kmsKeyArn === undefined
      ? []
      : [
          {
            sid: "EncryptState",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [state.kmsKeyArn],
            conditions: { StringEquals: { "kms:ViaService": `s3.${state.region}.amazonaws.com` } },
          } as const,
        ]),
  ];
}
