import type { PolicyStatement } from "../../shared/policy-document";
import { reads } from "./read-actions";
import { seeDeployments } from "./release-policy";
import { bucketArn, type PipelineScope, type PolicyStatements } from "./scope";

/** What the plan and the apply role may: see how things are, and read the environment's own state. */
export function readPolicy(scope: PipelineScope): PolicyStatements {
  const { account, environment, logBucket, region, state } = scope;
  return [
    { sid: "SeeHowThingsAre", actions: reads, resources: ["*"] },
    // A review looks whether one runs.
    seeDeployments(scope),
    {
      // Beside release contracts there are secrets under an environment's name, so not all of `/<environment>/`.
      sid: "ReadReleaseContractsAndImageIds",
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [
        `arn:aws:ssm:${region}:${account}:parameter/${environment}/*/release-contract`,
        `arn:aws:ssm:${region}::parameter/aws/service/*`,
      ],
    },
    {
      sid: "SeeWhetherLogBucketIsThere",
      actions: ["s3:ListBucket"],
      resources: [bucketArn(logBucket)],
    },
    {
      // Terraform looks for further workspaces under "env:/", and for the state itself by listing its key.
      sid: "FindState",
      actions: ["s3:ListBucket"],
      resources: [bucketArn(state.bucket)],
      conditions: { StringEquals: { "s3:prefix": ["env:/", state.key] } },
    },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: [bucketArn(`${state.bucket}/${state.key}`)] },
    ...decryptState(state),
    neverSecrets,
  ];
}

/** The account's own key for S3 (aws/s3) needs no right of IAM: its policy admits whoever may read the object. */
function decryptState({ kmsKeyArn, region }: PipelineScope["state"]): readonly PolicyStatement[] {
  if (kmsKeyArn === undefined) return [];
  return [
    {
      sid: "DecryptState",
      actions: ["kms:Decrypt"],
      resources: [kmsKeyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}

/**
 * Nothing above allows these. The refusal holds also when somebody attaches more to a role, ReadOnlyAccess for example:
 * the code of a pull request runs with the plan role, before anyone has read it.
 */
const neverSecrets: PolicyStatement = {
  sid: "NeverSecretsAndData",
  effect: "Deny",
  actions: [
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "ecs:ExecuteCommand",
    "lambda:InvokeFunction",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:StartLiveTail",
    "logs:StartQuery",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameterHistory",
    "ssm:GetParametersByPath",
    "ssm:StartSession",
    "sts:AssumeRole",
  ],
  resources: ["*"],
};
