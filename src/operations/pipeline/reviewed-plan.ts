import type { PlanJson } from "../review/plan/plan-json";
import type { Review } from "../review/review";
import type { Session } from "./session";

/** A plan, and what a review says of it. */
export interface ReviewedPlan {
  readonly session: Session;
  readonly plan: PlanJson;
  readonly review: Review;
}
