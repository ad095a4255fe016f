import fc from "fast-check";
import type { Success } from "../../src/release/history";
import { keptRevisions, outdatedMarks, type ReleaseMark } from "../../src/release/kept-revisions";
import { revisionNumber } from "../../src/release/task-definition";
import { arn } from "./support/samples";

/** Successful deployments of these revisions, newest first. */
function history(...revisions: readonly number[]): Success[] {
  return revisions.map((revision, index) => ({
    deploymentId: `d-${index}`,
    appSpec: {
      taskDefinitionArn: arn(revision),
      container: { name: "web", port: 80 },
      capacityProviders: [],
      hooks: {},
    },
    content: "",
  }));
}

const numbers = (arns: readonly string[]) => arns.map(revisionNumber);

describe("the revisions whose images stay", () => {
  it.each([
    ["the last so many, each counted once", { keep: 3, history: history(7, 6, 7, 5, 4), live: 7 }, [7, 6, 5]],
    [
      "the live one and what a rollback brings back, where only one is kept",
      { keep: 1, history: history(7, 6), live: 7 },
      [7, 6],
    ],
    ["the live one, where a rollback went far back", { keep: 2, history: history(9, 8, 2), live: 2 }, [2, 9, 8]],
    ["what a deployment carries just now", { keep: 1, history: history(7, 6), live: 7, underWay: 3 }, [7, 6, 3]],
    [
      "the declared one, which no deployment carried, as long as it is what a rollback brings back",
      { keep: 5, history: history(2), live: 2 },
      [2, 1],
    ],
    ["the live one alone, before the first release", { keep: 5, history: [], live: 1 }, [1]],
  ])("are %s", (_case, given, expected) => {
    const { keep, live } = given;
    const kept = keptRevisions({
      keep,
      history: given.history,
      liveArn: arn(live),
      declaredArn: arn(1),
      underWayArn: "underWay" in given ? arn(given.underWay) : undefined,
    });
    expect(numbers(kept)).toEqual(expected);
  });
});

describe("the marks that go", () => {
  const mark = (revision: number, digest = `sha256:${revision}`): ReleaseMark => ({
    tag: `release-${revision}`,
    revision,
    digest,
  });
  const gone = (
    marks: readonly ReleaseMark[],
    live: number,
    kept: readonly number[],
    digests: readonly string[] = [],
  ) => outdatedMarks(marks, arn(live), kept.map(arn), new Set(digests)).map(({ tag }) => tag);

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
          const [live = 1] = deployed;
          const digestOf = (number: number) => `sha256:${images[number] ?? 0}`;
          const kept = keptRevisions({
            keep,
            history: history(...deployed),
            liveArn: arn(live),
            declaredArn: arn(1),
          });
          const digests = new Set(numbers(kept).map(digestOf));
          const marks = marked.map((number) => mark(number, digestOf(number)));
          const outdated = outdatedMarks(marks, arn(live), kept, digests);
          expect(kept).toContain(arn(live));
          expect(new Set(kept).size).toBe(kept.length);
          expect(kept.length).toBeLessThanOrEqual(keep + 2);
          for (const recent of [...new Set(deployed)].slice(0, keep)) expect(kept).toContain(arn(recent));
          for (const { digest, revision: number } of outdated) {
            expect(digests.has(digest)).toBe(false);
            expect(number).toBeLessThan(live);
          }
        },
      ),
    );
  });
});
