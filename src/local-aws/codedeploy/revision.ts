import { z } from "zod";
import { messageOf } from "../../lib/errors";
import { type AppSpec, parseAppSpec } from "../../release-contract/app-spec";
import { AwsError } from "../protocol/call";
import type { Context } from "./operations/operation";
import { sha256Of } from "./registered-revisions";

const text = z.string().optional();
const inline = z.object({ content: text, sha256: text });

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_RevisionLocation.html */
export const revisionLocation = z.object({
  revisionType: z.enum(["S3", "GitHub", "String", "AppSpecContent"]).optional(),
  s3Location: z
    .object({
      bucket: text,
      key: text,
      bundleType: z.enum(["tar", "tgz", "zip", "YAML", "JSON"]).optional(),
      version: text,
      eTag: text,
    })
    .optional(),
  gitHubLocation: z.object({ repository: text, commitId: text }).optional(),
  string: inline.optional(),
  appSpecContent: inline.optional(),
});

export type RevisionLocation = z.output<typeof revisionLocation>;

export function requireRevision(revision: RevisionLocation | undefined): RevisionLocation {
  if (revision !== undefined) return revision;
  throw new AwsError("RevisionRequiredException", "RevisionLocation must be specified");
}

/** The AppSpec that a revision holds or points to. */
export async function readRevision(context: Context, revision: RevisionLocation): Promise<AppSpec> {
  switch (revision.revisionType) {
    case "AppSpecContent":
      return parse(inlineContent("appSpecContent", revision.appSpecContent));
    case "String":
      return parse(inlineContent("string", revision.string));
    case "S3":
      return parse(await storedContent(context, revision.s3Location));
    default:
      throw invalid(
        `A deployment to ECS takes revisions of type AppSpecContent, S3 or String; given: ${revision.revisionType ?? "none"}.`,
      );
  }
}

function inlineContent(member: string, given: z.output<typeof inline> | undefined): string {
  const { content, sha256 } = given ?? {};
  if (content === undefined || content === "") throw invalid(`The revision has no content in ${member}.`);
  const actual = sha256Of(content);
  if (sha256 !== undefined && sha256.toLowerCase() !== actual) {
    throw invalid(`The sha256 of the content is ${actual}, and the revision says ${sha256}.`);
  }
  return content;
}

async function storedContent(
  { region, revisions }: Context,
  location: RevisionLocation["s3Location"],
): Promise<string> {
  const { bucket, key, bundleType, version, eTag } = location ?? {};
  if (bucket === undefined || key === undefined) throw invalid("An S3 revision needs a bucket and a key.");
  if (bundleType !== "YAML" && bundleType !== "JSON") throw invalid("BundleType must be either YAML or JSON");
  const content = await revisions.read(region, { bucket, key, version, eTag });
  if (content === undefined) {
    throw new AwsError("RevisionDoesNotExistException", `There is no revision s3://${bucket}/${key}.`);
  }
  return content;
}

function parse(content: string): AppSpec {
  try {
    return parseAppSpec(content);
  } catch (error) {
    throw invalid(`The AppSpec file is missing or has an invalid configuration. ${messageOf(error)}`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidRevisionException", message);
}
