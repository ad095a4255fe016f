import { createHash } from "node:crypto";
import type { GenericRevisionInfo } from "@aws-sdk/client-codedeploy";
import { AwsError } from "../protocol/call";
import type { RevisionLocation } from "./revision";

/** A revision that an application knows. */
export interface RegisteredRevision {
  /** As deployments, groups and lists name it: an AppSpec by its sha256 alone. */
  readonly location: RevisionLocation;
  /** The AppSpec, where the location does not say where it lies. */
  readonly content: string | undefined;
  readonly description: string | undefined;
  readonly registerTime: Date;
  firstUsedTime?: Date;
  lastUsedTime?: Date;
}

/** The revisions of one application, oldest first. CodeDeploy registers each that is deployed and forgets none. */
export class RegisteredRevisions {
  private readonly revisions = new Map<string, RegisteredRevision>();

  all(): readonly RegisteredRevision[] {
    return [...this.revisions.values()];
  }

  /** @throws InvalidRevisionException where the location names none */
  find(location: RevisionLocation): RegisteredRevision | undefined {
    return this.revisions.get(keyOf(location));
  }

  register(location: RevisionLocation, description: string | undefined, registerTime: Date): RegisteredRevision {
    const key = keyOf(location);
    const known = this.revisions.get(key);
    if (known !== undefined) return known;
    const revision = { ...splitContent(location), description, registerTime };
    this.revisions.set(key, revision);
    return revision;
  }

  /** Registers what a deployment deploys. */
  use(location: RevisionLocation, deploymentId: string, now: Date): RegisteredRevision {
    // AWS's words: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetApplicationRevision.html
    const description = `Application revision registered by Deployment ID: ${deploymentId}`;
    const revision = this.register(location, description, now);
    revision.firstUsedTime ??= now;
    revision.lastUsedTime = now;
    return revision;
  }
}

/** What identifies a revision within its application. */
export function keyOf(location: RevisionLocation): string {
  const { revisionType, s3Location: s3, gitHubLocation: gitHub } = location;
  switch (revisionType) {
    case "AppSpecContent":
    case "String": {
      const { content, sha256 } = inlineOf(location) ?? {};
      const hash = sha256 ?? (content === undefined ? undefined : sha256Of(content));
      if (hash === undefined) throw invalid(`A revision of type ${revisionType} has a sha256 or a content.`);
      return `${revisionType} ${hash.toLowerCase()}`;
    }
    case "S3":
      if (s3?.bucket === undefined || s3.key === undefined) throw invalid("An S3 revision needs a bucket and a key.");
      return JSON.stringify(["S3", s3.bucket, s3.key, s3.version, s3.eTag]);
    case "GitHub":
      if (gitHub?.repository === undefined || gitHub.commitId === undefined) {
        throw invalid("A GitHub revision needs a repository and a commit.");
      }
      return JSON.stringify(["GitHub", gitHub.repository, gitHub.commitId]);
    default:
      throw invalid("The revision has no revisionType: S3, GitHub, String or AppSpecContent.");
  }
}

/**
 * `content` in GetDeployment is always null: what else names a revision is taken to be without it as well.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html
 */
function splitContent(location: RevisionLocation): Pick<RegisteredRevision, "location" | "content"> {
  const { revisionType } = location;
  const { content, sha256 } = inlineOf(location) ?? {};
  if (content === undefined) return { location, content };
  const inline = { sha256: (sha256 ?? sha256Of(content)).toLowerCase() };
  return {
    location: revisionType === "String" ? { revisionType, string: inline } : { revisionType, appSpecContent: inline },
    content,
  };
}

/** A revision as GetApplicationRevision shows it: with its content. */
export function withContent({ location, content }: RegisteredRevision): RevisionLocation {
  if (content === undefined) return location;
  const inline = { ...inlineOf(location), content };
  return location.revisionType === "String" ? { ...location, string: inline } : { ...location, appSpecContent: inline };
}

export function showInfo(revision: RegisteredRevision, deploymentGroups: string[]): GenericRevisionInfo {
  const { description, registerTime, firstUsedTime, lastUsedTime } = revision;
  return { description, deploymentGroups, registerTime, firstUsedTime, lastUsedTime };
}

export function sha256Of(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function inlineOf({ revisionType, appSpecContent, string }: RevisionLocation): RevisionLocation["string"] {
  return revisionType === "String" ? string : appSpecContent;
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidRevisionException", message);
}
