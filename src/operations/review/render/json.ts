import type { Review } from "../review";

/** For programs: the review as it is. */
export function renderJson(review: Review): string {
  return `${JSON.stringify(review, null, 2)}\n`;
}
