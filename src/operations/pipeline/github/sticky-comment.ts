import type { Run } from "./context";
import type { GitHub } from "./github";
import { readReviewMarker, type ReviewMarker } from "./marker";

export interface StickyComment {
  readonly marker: ReviewMarker;
  readonly body: string;
}

type Written = StickyComment & { readonly id: number };

/**
 * The one comment of a pull request that holds the review of an environment. Ours is what has our marker and is by the
 * author of this token: everybody can write the marker.
 */
export class StickyComments {
  private constructor(
    private readonly github: GitHub,
    private readonly author: string,
    private readonly pullRequest: number,
    private readonly environment: string,
  ) {}

  static async of(github: GitHub, pullRequest: number, environment: string): Promise<StickyComments> {
    return new StickyComments(github, await github.login(), pullRequest, environment);
  }

  /** What the newest run has written. */
  async newest(): Promise<StickyComment | undefined> {
    return newestOf(await this.written());
  }

  /**
   * Leaves one comment, the oldest, with the newest review, whoever else writes meanwhile: two runs at a time, or a call that
   * GitHub carried out and did not answer. All who write so come to the same end. GitHub knows no condition for an update,
   * so it is looked at again afterwards.
   */
  async write(review: StickyComment): Promise<void> {
    const written = await this.written();
    const [first] = written;
    if (first === undefined) await this.github.createComment(this.pullRequest, review.body);
    else if (newestOf([...written, review]) === review) await this.github.updateComment(first.id, review.body);
    for (let round = 0; round < rounds && !(await this.settle(review)); round++);
  }

  /** Answers whether nothing was left to do. */
  private async settle(review: StickyComment): Promise<boolean> {
    const written = await this.written();
    const newest = newestOf([...written, review]) ?? review;
    const [first, ...others] = written;
    const isStale = first !== undefined && !isSame(first, newest);
    if (isStale) await this.github.updateComment(first.id, newest.body);
    for (const { id } of others) await this.github.deleteComment(id);
    return !isStale && others.length === 0;
  }

  private async written(): Promise<readonly Written[]> {
    const comments = await this.github.comments(this.pullRequest);
    return comments.flatMap(({ id, author, body }) => {
      const marker = readReviewMarker(body);
      if (marker?.environment !== this.environment || author !== this.author) return [];
      return [{ id, marker, body }];
    });
  }
}

/** Whether one run was started before the other. */
export function isOlder(one: Run, other: Run): boolean {
  return one.id === other.id ? one.attempt < other.attempt : one.id < other.id;
}

/** The second is needed only where others have written in between, more where they do not end. */
const rounds = 3;

function isSame(one: StickyComment, other: StickyComment): boolean {
  return JSON.stringify(one.marker) === JSON.stringify(other.marker);
}

/** The last of those that are equally new. */
function newestOf<T extends StickyComment>(comments: readonly T[]): T | undefined {
  return comments.reduce<T | undefined>(
    (newest, one) => (newest !== undefined && isOlder(one.marker.run, newest.marker.run) ? newest : one),
    undefined,
  );
}
