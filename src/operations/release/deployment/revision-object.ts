import type { S3Location } from "@aws-sdk/client-codedeploy";
import { unknown, type UnknownContent } from "./application-revisions";
import { explainRefusal, failureOf } from "../../../lib/aws/errors";
import type { AwsClients } from "../target/clients";

/** What lies at the location of a revision in S3, or why that cannot be said. */
export type RevisionObject =
  { readonly kind: "object"; readonly content: string; readonly lastModified: Date | undefined } | UnknownContent;

/**
 * Reads the AppSpec of a revision in S3. CodeDeploy itself keeps only the location.
 *
 * Needs s3:GetObject, with a version s3:GetObjectVersion.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_S3Location.html
 */
export async function readRevisionObject({ s3 }: AwsClients, location: S3Location): Promise<RevisionObject> {
  const { bucket, key, version, eTag, bundleType } = location;
  if (bundleType !== "JSON" && bundleType !== "YAML") {
    return unknown("unreadable", `${uriOf(location)} is no AppSpec (bundle type ${bundleType ?? "none"}).`);
  }
  try {
    const client = await s3();
    const { Body, LastModified } = await client.getObject({
      Bucket: bucket,
      Key: key,
      VersionId: version,
      IfMatch: eTag && quoted(eTag),
    });
    return { kind: "object", content: (await Body?.transformToString("utf8")) ?? "", lastModified: LastModified };
  } catch (error) {
    const reason = failureOf(error) === "denied" ? "denied" : "refused";
    return unknown(reason, `${uriOf(location)} cannot be read. ${explainRefusal(error)}`);
  }
}

/**
 * Whether the object is the one that was deployed. A location with a version or an ETag can only be read as it was; at one
 * with neither, another object may have been put since.
 */
export function isPinned({ version, eTag }: S3Location): boolean {
  return version !== undefined || eTag !== undefined;
}

export function uriOf({ bucket = "", key = "" }: S3Location): string {
  return `s3://${bucket}/${key}`;
}

/** CodeDeploy answers ETags with and without quotes; HTTP's If-Match takes them quoted. */
function quoted(eTag: string): string {
  return `"${eTag.replaceAll('"', "")}"`;
}
