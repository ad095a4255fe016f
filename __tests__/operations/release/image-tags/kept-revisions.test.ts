import fc from "fast-check";
import { appSpecOf } from "../../../../src/release-contract/contract";
import type { History, LiveRevision, Success } from "../../../../src/operations/release/deployment/history";
import {
  isEnough,
  keptRevisions,
  outdatedTags,
  type ReleaseTag,
  type Releases,
} from "../../../../src/operations/release/image-tags/kept-revisions";
import { revisionNumber } from "../../../../src/operations/release/service/task-definition";
import { arn, contract } from "../support/samples";

/** Successful deployments of these revisions, newest first; null: nobody knows of which. */
function history(revisions: readonly (number | null)[], complete = true): History {
  const successes = revisions.map((revision, index): Success => {
    const deployed = { deploymentId: `d-${index + 1}`, createdAt: undefined };
    if (revision === null) return { kind: "unknown", ...deployed, why: "Nobody knows." };
    return { kind: "known", ...deployed, appSpec: appSpecOf(contract, arn(revision)), content: "" };
  });
  return { successes, complete };
}

/** The revision that the newest deployment made live. */
const live = (revision: number, deploymentId: string | undefined = "d-1"): LiveRevision => ({
  arn: arn(revision),
  deploymentId,
  serviceCreatedAt: undefined,
});

describe("the revisions whose images stay", () => {
  it.each<[string, Releases, number[]]>([
    ["the last so many, each counted once", { keep: 3, history: history([7, 6, 7, 5, 4]), live: live(7) }, [7, 6, 5]],
    [
      "the live one and what a rollback brings back, where only one is kept",
      { keep: 1, history: history([7, 6]), live: live(7) },
      [7, 6],
    ],
    [
      "the live one, where something older is live that never succeeded",
      { keep: 2, history: history([9, 8, 2]), live: live(2, "d-0") },
      [2, 9, 8],
    ],
    [
      "what a deployment carries just now",
      { keep: 1, history: history([7, 6]), live: live(7), underWayArn: arn(3) },
      [7, 6, 3],
    ],
    [
      "the one that the service was created with, as long as it is what a rollback brings back",
      { keep: 5, history: history([2]), live: live(2) },
      [2, 1],
    ],
    [
      "the live one alone, before the first release",
      { keep: 5, history: history([]), live: { ...live(1), deploymentId: undefined } },
      [1],
    ],
    [
      "as many, where nobody knows of older ones, and of the live one only ECS",
      { keep: 2, history: history([null, 6, null], false), live: live(7) },
      [7, 6],
    ],
  ])("are %s", (_case, given, expected) => {
    expect(keptRevisions({ ...given, firstArn: arn(1) })).toEqual({ kind: "known", arns: expected.map(arn) });
  });

  it.each<[string, Releases, string]>([
    [
      "nobody knows what one of the last carried",
      { keep: 3, history: history([7, 6, null, 5]), live: live(7), firstArn: arn(1) },
      "d-3: Nobody knows.",
    ],
    [
      "nobody knows what a rollback brings back",
      { keep: 1, history: history([7, null, 6]), live: live(7), firstArn: arn(1) },
      "d-2: Nobody knows.",
    ],
    [
      "nobody knows what the service was created with",
      { keep: 5, history: history([2]), live: live(2), firstArn: undefined },
      "Which revision the service was created with is not recorded.",
    ],
    [
      "the history does not reach back",
      { keep: 3, history: history([7, 6, 7], false), live: live(7), firstArn: arn(1) },
      "The last 3 deployments that succeeded carry too few revisions, and older ones are not read.",
    ],
  ])("are not certain where %s", (_case, given, why) => {
    expect(keptRevisions(given)).toEqual({ kind: "unknown", why });
  });

  it("are sought further back only while that can help", () => {
    const enough = (keep: number, revisions: readonly (number | null)[]) =>
      isEnough({ keep, history: history(revisions, false), live: live(7) });
    expect(enough(2, [7, 6])).toBe(true);
    expect(enough(3, [7, 6])).toBe(false);
    expect(enough(1, [7, 7])).toBe(false);
    expect(enough(3, [7, null])).toBe(true);
  });
});

describe("the marks that go", () => {
  const mark = (revision: number, digest = `sha256:${revision}`): ReleaseTag => ({
    tag: `release-${revision}`,
    revision,
    digest,
  });
  const gone = (marks: readonly ReleaseTag[], live: number, kept: readonly number[], digests: readonly string[] = []) =>
    outdatedTags(marks, arn(live), kept.map(arn), new Set(digests)).map(({ tag }) => tag);

  it("are those of older revisions that are not kept", () => {
    expect(gone([mark(5), mark(6), mark(7)], 7, [7, 6])).toEqual(["release-5"]);
  });

  it("are none of revisions newer than the live one: a release marks before it deploys", () => {
    expect(gone([mark(2), mark(3), mark(8)], 3, [3])).toEqual(["release-2"]);
  });

  it("are none of images that a kept revision runs, whatever number they bear", () => {
    expect(gone([mark(5, "sha256:same"), mark(6)], 9, [9], ["sha256:same"])).toEqual(["release-6"]);
  });

  it("never take the image of a revision that is live, can be rolled back to or is among the last ones", () => {
    const revision = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        fc.array(revision, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        // Several revisions may run one image.
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 31, maxLength: 31 }),
        fc.uniqueArray(revision),
        (deployed, keep, images, marked) => {
          const [now = 1] = deployed;
          const digestOf = (number: number) => `sha256:${images[number] ?? 0}`;
          const known = keptRevisions({ keep, history: history(deployed), live: live(now), firstArn: arn(1) });
          const kept = known.kind === "known" ? known.arns : [];
          const digests = new Set(kept.map(revisionNumber).map(digestOf));
          const marks = marked.map((number) => mark(number, digestOf(number)));
          const outdated = outdatedTags(marks, arn(now), kept, digests);
          expect(kept).toContain(arn(now));
          expect(new Set(kept).size).toBe(kept.length);
          expect(kept.length).toBeLessThanOrEqual(keep + 2);
          for (const recent of [...new Set(deployed)].slice(0, keep)) expect(kept).toContain(arn(recent));
          for (const { digest, revision: number } of outdated) {
            expect(digests.has(digest)).toBe(false);
            expect(number).toBeLessThan(now);
          }
        },
      ),
    );
  });
});
