import type { Run } from "./context";

/** What a comment with a review says to programs, in a line of HTML that GitHub does not show. */
export interface ReviewMarker {
  readonly environment: string;
  /** Of the plan; undefined where there is none, so that nothing can be applied by it. */
  readonly hash: string | undefined;
  /** The last commit of the pull request that was planned. */
  readonly commit: string;
  readonly run: Run;
}

/** The same of an issue about drift. */
export interface DriftMarker {
  readonly environment: string;
  /** Stands for what was found. */
  readonly fingerprint: string;
}

export function reviewMarker({ environment, hash = "", commit, run }: ReviewMarker): string {
  return `<!-- blue-green-review environment=${environment} hash=${hash} commit=${commit} run=${run.id}.${run.attempt} -->`;
}

export function driftMarker({ environment, fingerprint }: DriftMarker): string {
  return `<!-- blue-green-drift environment=${environment} findings=${fingerprint} -->`;
}

/** Nothing but what {@link reviewMarker} writes, and nowhere but in the first line: a review may quote anything. */
export function readReviewMarker(body: string): ReviewMarker | undefined {
  const match = reviewFormat.exec(firstLine(body));
  if (match === null) return undefined;
  const [, environment = "", hash, commit = "", id, attempt] = match;
  return { environment, hash, commit, run: { id: Number(id), attempt: Number(attempt) } };
}

export function readDriftMarker(body: string): DriftMarker | undefined {
  const match = driftFormat.exec(firstLine(body));
  if (match === null) return undefined;
  const [, environment = "", fingerprint = ""] = match;
  return { environment, fingerprint };
}

const reviewFormat =
  /^<!-- blue-green-review environment=([a-z0-9-]+) hash=([0-9a-f]{64})? commit=([0-9a-f]{40}|[0-9a-f]{64}) run=([1-9]\d{0,14})\.([1-9]\d{0,14}) -->$/;
const driftFormat = /^<!-- blue-green-drift environment=([a-z0-9-]+) findings=([0-9a-f]{64}) -->$/;

function firstLine(body: string): string {
  return body.split(/\r?\n/, 1)[0] ?? "";
}
