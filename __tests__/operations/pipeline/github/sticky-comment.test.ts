import fc from "fast-check";
import type { GitHub } from "../../../../src/operations/pipeline/github/github";
import { reviewMarker } from "../../../../src/operations/pipeline/github/marker";
import { isOlder, type StickyComment, StickyComments } from "../../../../src/operations/pipeline/github/sticky-comment";
import { actionsBot, GitHubRepository } from "../../../fakes/github-repository";
import { hash, head, markerLine } from "./samples";

function reviewOf(id: number, attempt = 1, environment = "staging"): StickyComment {
  const marker = { environment, hash, commit: head, run: { id, attempt } };
  return { marker, body: `${reviewMarker(marker)}\nReview of run ${id}.${attempt}` };
}

async function write(github: GitHub, review: StickyComment): Promise<void> {
  await (await StickyComments.of(github, 7, "staging")).write(review);
}

describe("the one comment of an environment", () => {
  it("is made, then updated in place", async () => {
    const repository = new GitHubRepository();
    const github = repository.as(actionsBot);
    await write(github, reviewOf(100));
    const [made] = repository.comments.map((one) => ({ ...one }));
    await write(github, reviewOf(101));
    expect(repository.comments).toEqual([{ ...made, body: reviewOf(101).body }]);
  });

  it("is found behind others, and not taken for that of an environment whose name begins alike", async () => {
    const repository = new GitHubRepository();
    for (let count = 0; count < 150; count++) repository.addComment(7, "somebody", "Looks good.");
    repository.addComment(7, actionsBot, reviewOf(100, 1, "staging-eu").body);
    await write(repository.as(actionsBot), reviewOf(101));
    await write(repository.as(actionsBot), reviewOf(102));
    expect(repository.comments.slice(150).map(({ body }) => body)).toEqual([
      reviewOf(100, 1, "staging-eu").body,
      reviewOf(102).body,
    ]);
  });

  it("is the oldest where there are several, with the others gone", async () => {
    const repository = new GitHubRepository();
    const oldest = repository.addComment(7, actionsBot, reviewOf(99).body);
    repository.addComment(7, actionsBot, reviewOf(98).body);
    repository.addComment(7, actionsBot, reviewOf(100).body);
    await write(repository.as(actionsBot), reviewOf(101));
    expect(repository.comments).toEqual([{ ...oldest, body: reviewOf(101).body }]);
  });

  it.each([
    ["somebody else", "mallory"],
    ["another app", "other-actions[bot]"],
    ["an account that is gone", ""],
  ])("is never one by %s, whatever it says", async (_, author) => {
    const repository = new GitHubRepository();
    const forged = { ...repository.addComment(7, author, markerLine({ run: "999.1" })) };
    const comments = await StickyComments.of(repository.as(actionsBot), 7, "staging");
    expect(await comments.newest()).toBeUndefined();
    await comments.write(reviewOf(100));
    expect(repository.comments).toHaveLength(2);
    expect(repository.comments[0]).toEqual(forged);
    expect((await comments.newest())?.marker.run).toEqual({ id: 100, attempt: 1 });
  });

  it("is not written by an older run, nor by an older attempt", async () => {
    const repository = new GitHubRepository();
    const github = repository.as(actionsBot);
    await write(github, reviewOf(101, 2));
    await write(github, reviewOf(100, 9));
    await write(github, reviewOf(101, 1));
    expect(repository.comments.map(({ body }) => body)).toEqual([reviewOf(101, 2).body]);
  });

  it("is one with the newest review in the end, in whatever order two runs come to speak", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, exists) => {
        const repository = new GitHubRepository();
        if (exists) repository.addComment(7, actionsBot, reviewOf(99).body);
        const github = scheduled(scheduler, repository.as(actionsBot));
        const runs = [write(github, reviewOf(101)), write(github, reviewOf(100))];
        await scheduler.waitFor(Promise.all(runs));
        const written = repository.comments.map(({ body }) => body);
        expect(written).toHaveLength(1);
        // GitHub has no update under a condition: the older run may have asked before, and written after the newer was done.
        if (!exists) expect(written).toEqual([reviewOf(101).body]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Its calls are carried out in the order that the scheduler draws. */
function scheduled(scheduler: fc.Scheduler, github: GitHub): GitHub {
  // Not scheduleFunction: that calls at once, and draws only who hears of it when.
  function inTurn<A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      await scheduler.schedule(Promise.resolve());
      return call(...args);
    };
  }
  return {
    ...github,
    comments: inTurn((number) => github.comments(number)),
    createComment: inTurn((number, body) => github.createComment(number, body)),
    updateComment: inTurn((id, body) => github.updateComment(id, body)),
    deleteComment: inTurn((id) => github.deleteComment(id)),
  };
}

test.each([
  [{ id: 1, attempt: 9 }, { id: 2, attempt: 1 }, true],
  [{ id: 2, attempt: 1 }, { id: 1, attempt: 9 }, false],
  [{ id: 2, attempt: 1 }, { id: 2, attempt: 2 }, true],
  [{ id: 2, attempt: 2 }, { id: 2, attempt: 2 }, false],
])("run %p is older than %p: %p", (one, other, expected) => {
  expect(isOlder(one, other)).toBe(expected);
});
