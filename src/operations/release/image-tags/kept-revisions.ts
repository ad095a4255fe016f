import { previousRevision, unknownSentence, type History, type LiveRevision } from "../deployment/history";
import { revisionNumber } from "../service/task-definition";

export interface Releases {
  /** How many are kept. */
  readonly keep: number;
  readonly history: History;
  readonly live: LiveRevision;
  /** ARN of the revision that the service was created with, where that is certain. */
  readonly firstArn?: string | undefined;
  /** ARN of the revision that a running deployment carries. */
  readonly underWayArn?: string | undefined;
}

/** ARNs of the revisions to keep, each once; or why nobody can say which they are. */
export type KeptRevisions =
  { readonly kind: "known"; readonly arns: readonly string[] } | { readonly kind: "unknown"; readonly why: string };

type Part = KeptRevisions | { readonly kind: "further-back" };

/** The revisions that run, may be rolled back to, or are among the last that were released. */
export function keptRevisions(releases: Releases): KeptRevisions {
  const { live, history, underWayArn } = releases;
  const arns = new Set([live.arn]);
  for (const part of [rolledBackTo(releases), lastReleased(releases)]) {
    if (part.kind === "unknown") return part;
    if (part.kind === "further-back") {
      const why = `The last ${history.successes.length} deployments that succeeded carry too few revisions, and older ones are not read.`;
      return { kind: "unknown", why };
    }
    for (const arn of part.arns) arns.add(arn);
  }
  if (underWayArn !== undefined) arns.add(underWayArn);
  return { kind: "known", arns: [...arns] };
}

/** Whether deployments further back would change nothing. */
export function isEnough(releases: Releases): boolean {
  return [rolledBackTo(releases), lastReleased(releases)].every(({ kind }) => kind !== "further-back");
}

function rolledBackTo({ history, live, firstArn }: Releases): Part {
  const previous = previousRevision(history, live);
  switch (previous.kind) {
    case "success":
      return { kind: "known", arns: [previous.success.appSpec.taskDefinitionArn] };
    case "none":
      return { kind: "known", arns: [] };
    case "first":
      return firstArn === undefined
        ? { kind: "unknown", why: "Which revision the service was created with is not recorded." }
        : { kind: "known", arns: [firstArn] };
    case "unknown":
      return { kind: "unknown", why: unknownSentence(previous.unknown) };
    case "further-back":
      return previous;
  }
}

function lastReleased({ keep, history, live }: Releases): Part {
  const arns = new Set<string>();
  for (const success of history.successes) {
    if (arns.size === keep) break;
    // Of this one ECS tells what it deployed.
    if (success.deploymentId === live.deploymentId) arns.add(live.arn);
    else if (success.kind === "known") arns.add(success.appSpec.taskDefinitionArn);
    else return { kind: "unknown", why: unknownSentence([success]) };
  }
  return arns.size === keep || history.complete ? { kind: "known", arns: [...arns] } : { kind: "further-back" };
}

/** An image's tag of a release. */
export interface ReleaseTag {
  readonly tag: string;
  readonly revision: number;
  readonly digest: string;
}

/**
 * The marks that protect nothing any more.
 *
 * @param kept ARNs of the revisions to keep
 * @param digests of the images that these run: one may bear the mark of an older revision only, where marking it failed
 */
export function outdatedTags(
  marks: readonly ReleaseTag[],
  liveArn: string,
  kept: readonly string[],
  digests: ReadonlySet<string>,
): readonly ReleaseTag[] {
  const numbers = new Set(kept.map(revisionNumber));
  const live = revisionNumber(liveArn);
  return marks.filter(
    // One newer than the live revision may belong to a release that is about to begin: it marks before it deploys.
    ({ revision, digest }) => revision < live && !numbers.has(revision) && !digests.has(digest),
  );
}
