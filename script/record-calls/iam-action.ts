import type { CallHead } from "../../src/local-aws/protocol/read-call";
import { releaseTargets } from "./release-resource";

/** What IAM decides about one call: the action, and the thing it is done to where the call names it. */
export interface RecordedCall {
  readonly action: string;
  /** ARN; `*` where the call, or this recorder, names no single thing. */
  readonly resource: string;
  /** Conditions' keys that the call has a value for. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The account that moto plays. */
const account = "123456789012";

/** Services whose prefix in IAM is not the name that requests are signed for. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** Names a call as policies name it. AWS's name of an operation is that of its permission, but for S3's older ones. */
export function iamCall(head: CallHead, action: string, body: string): RecordedCall {
  const [path = "", query = ""] = head.path.split("?");
  const parts = path.split("/").filter((part) => part !== "");
  switch (head.service) {
    case "s3":
      return s3Call(head.method, parts, new URLSearchParams(query));
    case "lambda":
      return { action: `lambda:${lambdaAction(head.method, parts)}`, resource: "*" };
    case "route53":
      return { action: `route53:${route53Action(head.method, parts)}`, resource: zoneArn(parts) };
    case "kms":
      return { action: `kms:${action}`, resource: aliasArn(head.region, body) };
    case "iam":
      return { action: `iam:${action}`, resource: iamResource(new URLSearchParams(body)) };
    case "ssm":
      return { action: `ssm:${action}`, resource: parameterArn(head.region, body) };
    default:
      return otherCall(head, `${prefixes[head.service] ?? head.service}:${action}`, body);
  }
}

function otherCall({ service, region }: CallHead, action: string, body: string): RecordedCall {
  const target = releaseTargets[action];
  if (target === undefined) return { action, resource: "*" };
  const document = JSON.parse(body) as Parameters<typeof target>[1];
  return { action, ...target(`arn:aws:${service}:${region}:${account}`, document) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const s3Settings: Readonly<Record<string, string>> = {
  accelerate: "AccelerateConfiguration",
  acl: "BucketAcl",
  cors: "BucketCORS",
  encryption: "EncryptionConfiguration",
  lifecycle: "LifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  "object-lock": "BucketObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  publicAccessBlock: "BucketPublicAccessBlock",
  replication: "ReplicationConfiguration",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};

function s3Call(method: string, [bucket = "", ...key]: readonly string[], query: URLSearchParams): RecordedCall {
  const resource = `arn:aws:s3:::${[bucket, ...key.map(decodeURIComponent)].join("/")}`;
  if (key.length > 0) return { action: `s3:${objectActions[method] ?? method}`, resource };
  const setting = [...query.keys()].find((name) => name in s3Settings);
  if (setting !== undefined) return { action: `s3:${settingAction(method, setting)}`, resource };
  if (query.has("versions")) return { action: "s3:ListBucketVersions", resource };
  if (query.has("delete")) return { action: "s3:DeleteObject", resource: `${resource}/*` };
  const prefix = query.get("prefix");
  return {
    action: `s3:${bucketActions[method] ?? method}`,
    resource,
    ...(prefix !== null && { context: { "s3:prefix": prefix } }),
  };
}

const objectActions: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "GetObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
};

const bucketActions: Readonly<Record<string, string>> = {
  GET: "ListBucket",
  HEAD: "ListBucket",
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
};

/** Taking a setting away is putting it, but for policies and websites. */
function settingAction(method: string, setting: string): string {
  const deletes = method === "DELETE" && (setting === "policy" || setting === "website");
  const verb = deletes ? "Delete" : method === "GET" ? "Get" : "Put";
  return `${verb}${s3Settings[setting] ?? setting}`;
}

function lambdaAction(method: string, [, kind = "", , part = ""]: readonly string[]): string {
  const table: Readonly<Record<string, string>> = {
    "GET functions": "GetFunction",
    "POST functions": "CreateFunction",
    "DELETE functions": "DeleteFunction",
    "GET functions/configuration": "GetFunctionConfiguration",
    "PUT functions/configuration": "UpdateFunctionConfiguration",
    "PUT functions/code": "UpdateFunctionCode",
    "GET functions/versions": "ListVersionsByFunction",
    "GET functions/code-signing-config": "GetFunctionCodeSigningConfig",
    "GET functions/policy": "GetPolicy",
    "POST functions/policy": "AddPermission",
    "DELETE functions/policy": "RemovePermission",
    "GET tags": "ListTags",
    "POST tags": "TagResource",
    "DELETE tags": "UntagResource",
  };
  const name = `${method} ${kind}${kind === "functions" && part !== "" ? `/${part}` : ""}`;
  return table[name] ?? name;
}

function route53Action(method: string, [, kind = "", id, part]: readonly string[]): string {
  const table: Readonly<Record<string, string>> = {
    "GET hostedzone": "ListHostedZones",
    "GET hostedzonesbyname": "ListHostedZonesByName",
    "GET hostedzone/id": "GetHostedZone",
    "GET hostedzone/id/rrset": "ListResourceRecordSets",
    "POST hostedzone/id/rrset": "ChangeResourceRecordSets",
    "GET change/id": "GetChange",
    "GET tags/id": "ListTagsForResource",
    "GET tags/id/part": "ListTagsForResource",
  };
  const last = part === undefined ? "" : kind === "tags" ? "/part" : `/${part}`;
  const name = `${method} ${kind}${id === undefined ? "" : "/id"}${last}`;
  return table[name] ?? name;
}

function zoneArn([, kind, id]: readonly string[]): string {
  return kind === "hostedzone" && id !== undefined ? `arn:aws:route53:::hostedzone/${id}` : "*";
}

/** Keys have ids of AWS's making: which one is meant tells nothing here, which alias does. */
function aliasArn(region: string, body: string): string {
  const { AliasName } = JSON.parse(body) as { readonly AliasName?: string };
  return AliasName === undefined ? "*" : `arn:aws:kms:${region}:${account}:${AliasName}`;
}

function iamResource(body: URLSearchParams): string {
  const arn =
    body.get("PolicySourceArn") ??
    body.get("OpenIDConnectProviderArn") ??
    (body.has("RoleName") ? null : body.get("PolicyArn"));
  if (arn !== null) return arn;
  for (const [parameter, kind] of [
    ["InstanceProfileName", "instance-profile"],
    ["RoleName", "role"],
    ["PolicyName", "policy"],
  ] as const) {
    const name = body.get(parameter);
    if (name !== null) return `arn:aws:iam::${account}:${kind}/${name}`;
  }
  return "*";
}

function parameterArn(region: string, body: string): string {
  const { Name, ResourceId } = JSON.parse(body) as { readonly Name?: string; readonly ResourceId?: string };
  const name = Name ?? ResourceId;
  return name === undefined ? "*" : `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`;
}
