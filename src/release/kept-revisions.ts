import { previousRevision, type Success } from "./history";
import { revisionNumber } from "./task-definition";

export interface Releases {
  /** How many are kept. */
  readonly keep: number;
  /** Successful deployments, newest first. */
  readonly history: readonly Success[];
  /** Revision that serves production traffic. */
  readonly liveArn: string;
  /** Revision that Terraform declares. */
  readonly declaredArn: string;
  /** Revision that a running deployment carries. */
  readonly underWayArn?: string | undefined;
}

/** ARNs of the revisions that run, may be rolled back to, or are among the last that were released. Each is named once. */
export function keptRevisions({ keep, history, liveArn, declaredArn, underWayArn }: Releases): readonly string[] {
  const released = [...new Set(history.map(({ appSpec }) => appSpec.taskDefinitionArn))];
  const previous = previousRevision(history, liveArn, declaredArn);
  const rollback = previous?.kind === "success" ? previous.success.appSpec.taskDefinitionArn : previous?.arn;
  const inUse = [liveArn, rollback, underWayArn].flatMap((arn) => arn ?? []);
  return [...new Set([...inUse, ...released.slice(0, keep)])];
}

/** An image's tag of a release. */
export interface ReleaseMark {
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
export function outdatedMarks(
  marks: readonly ReleaseMark[],
  liveArn: string,
  kept: readonly string[],
  digests: ReadonlySet<string>,
): readonly ReleaseMark[] {
  const numbers = new Set(kept.map(revisionNumber));
  const live = revisionNumber(liveArn);
  return marks.filter(
    // One newer than the live revision may belong to a release that is about to begin: it marks before it deploys.
    ({ revision, digest }) => revision < live && !numbers.has(revision) && !digests.has(digest),
  );
}
