import {
  BatchGetApplicationRevisionsCommand,
  GetApplicationRevisionCommand,
  type CodeDeployClient,
  type RevisionLocation,
} from "@aws-sdk/client-codedeploy";
import { createHash } from "node:crypto";
import { explainRefusal, failureOf, isNamed } from "../../../lib/aws/errors";

/** The text of a revision, or why it is not known. */
export type Content = { readonly kind: "content"; readonly content: string } | UnknownContent;

export interface UnknownContent {
  readonly kind: "unknown";
  readonly reason: UnknownReason;
  /** A sentence or two. */
  readonly why: string;
}

export type UnknownReason =
  /** CodeDeploy records no revision for the deployment. */
  | "none"
  /** CodeDeploy has no revision of this sha256. */
  | "deleted"
  /** CodeDeploy has the revision, and answers it without content. */
  | "empty"
  /** The object in S3 is another one than was deployed. */
  | "replaced"
  | "denied"
  /** AWS refused the call for another reason. */
  | "refused"
  /** What was deployed is no AppSpec for ECS that names one revision of a task definition. */
  | "unreadable";

export interface CallOptions {
  readonly abortSignal?: AbortSignal;
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetApplicationRevisions.html */
export const batchSize = 25;

/**
 * Reads revisions that CodeDeploy itself keeps.
 *
 * @param wanted 25 at most, each with a sha256, by {@link keyOf}
 * @returns one answer for each key
 */
export async function readRevisions(
  client: CodeDeployClient,
  applicationName: string,
  wanted: ReadonlyMap<string, RevisionLocation>,
  options: CallOptions,
): Promise<ReadonlyMap<string, Content>> {
  const found = new Map<string, Content>();
  try {
    const command = new BatchGetApplicationRevisionsCommand({ applicationName, revisions: [...wanted.values()] });
    const { revisions = [] } = await client.send(command, options);
    for (const { revisionLocation: location } of revisions) {
      const content = location && inlineOf(location)?.content;
      if (content) found.set(keyOf(location), { kind: "content", content });
    }
  } catch (error) {
    // Asked one by one, each tells whether it is the one in question.
    if (!isNamed(error, "InvalidRevisionException")) {
      const refused = refusal(error);
      return new Map([...wanted.keys()].map((key) => [key, refused]));
    }
  }
  // A batch does not tell why it leaves one out.
  for (const [key, location] of wanted) {
    if (!found.has(key)) found.set(key, await readRevision(client, applicationName, location, options));
  }
  return found;
}

async function readRevision(
  client: CodeDeployClient,
  applicationName: string,
  location: RevisionLocation,
  options: CallOptions,
): Promise<Content> {
  try {
    const command = new GetApplicationRevisionCommand({ applicationName, revision: location });
    const { revision } = await client.send(command, options);
    const content = revision && inlineOf(revision)?.content;
    if (content) return { kind: "content", content };
    return unknown("empty", "CodeDeploy answers its revision without the AppSpec.");
  } catch (error) {
    if (!isNamed(error, "RevisionDoesNotExistException")) return refusal(error);
    return unknown("deleted", "CodeDeploy no longer has its revision (RevisionDoesNotExistException).");
  }
}

export function unknown(reason: UnknownReason, why: string): UnknownContent {
  return { kind: "unknown", reason, why };
}

/** @throws what is not about this call alone */
function refusal(error: unknown): UnknownContent {
  return unknown(failureOf(error) === "denied" ? "denied" : "refused", explainRefusal(error));
}

/**
 * Where a revision says what it is; "String" is the older form of "AppSpecContent".
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_RevisionLocation.html
 */
const inlineMembers = { AppSpecContent: "appSpecContent", String: "string" } as const;

/** The AppSpec of a revision that is not stored elsewhere. */
export function inlineOf(location: RevisionLocation): RevisionLocation["appSpecContent"] {
  const { revisionType: type } = location;
  return type === "AppSpecContent" || type === "String" ? location[inlineMembers[type]] : undefined;
}

/** The same for equal revisions of an application. */
export function keyOf(location: RevisionLocation): string {
  return `${location.revisionType ?? ""} ${inlineOf(location)?.sha256 ?? ""}`;
}

/** The revision of this AppSpec, as CodeDeploy finds it again. */
export function revisionOf(content: string): RevisionLocation {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { revisionType: "AppSpecContent", appSpecContent: { sha256 } };
}
