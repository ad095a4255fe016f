import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";
import { longestLoggedBucket } from "../settings/state-access-logs";

/** What the bucket of a state and that of its access logs must be to each other. */
export function* backendProblems({ backend }: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  if (backend?.type !== "s3" || backend.accessLogs === undefined || backend.bucket === undefined) return;
  const { accessLogs, bucket } = backend;
  if (accessLogs.bucket === bucket) {
    yield {
      path: ["backend", "accessLogs", "bucket"],
      explanation: {
        fault: `${show(bucket)} is also backend.bucket, and each line would cause another one`,
        allowed: "a bucket of its own for the logs",
        remedy: "Choose another name, or leave it out to get one.",
      },
    };
  }
  if (!("bucket" in accessLogs) && bucket.length > longestLoggedBucket) {
    yield {
      path: ["backend", "accessLogs", "bucket"],
      explanation: {
        fault: `missing, and ${show(bucket)} is too long to make a name of`,
        allowed: `a name for an S3 bucket, or a backend.bucket of up to ${longestLoggedBucket} characters`,
        remedy: "Name the bucket for the access logs.",
      },
    };
  }
}
