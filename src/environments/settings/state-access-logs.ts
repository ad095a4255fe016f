import * as backend from "./backend-rules";
import { section, text, wholeBetween } from "./rule";

/**
 * A line for each request to the state bucket: who read or wrote which state, and when. S3 delivers within hours, as best it
 * can, free of charge; a run of Terraform makes ten lines of half a KB (0.025 USD a month per GB in Tokyo, November 2026).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export const stateAccessLogs = section({
  /**
   * Name of a bucket for them, unique in all of AWS. `npm run bootstrap` makes it too.
   * @default "<name of the state bucket>-access-logs"
   */
  bucket: text(backend.bucket).optional(),
  /** Days until a line is deleted. @default 365 */
  retentionDays: wholeBetween(1, 3650, {
    kind: "a retention of access logs",
    unit: "days",
    remedy: "Choose as long as you may have to find out who read the state.",
  }).default(365),
});

/** S3 allows 63 characters. */
export const longestLoggedBucket = 63 - accessLogBucket("").length;

export function accessLogBucket(stateBucket: string): string {
  return `${stateBucket}-access-logs`;
}
