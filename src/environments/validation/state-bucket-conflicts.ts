import { isDeepStrictEqual } from "node:util";
import { show } from "../../lib/problem";
import type { Conflict } from "./conflict";
import type { Environment } from "../schema";

/** Each environment bootstraps its state bucket: two that share one would change it back and forth. */
export function* stateBucketClashes(environments: readonly Environment[]): Generator<Conflict> {
  for (const [index, { name, backend }] of environments.entries()) {
    if (backend.type !== "s3") continue;
    for (const other of environments.slice(0, index)) {
      if (other.backend.type !== "s3" || other.backend.bucket !== backend.bucket || other.name === name) continue;
      for (const setting of ["region", "kmsKeyArn", "accessLogs"] as const) {
        if (isDeepStrictEqual(other.backend[setting], backend[setting])) continue;
        yield {
          environment: name,
          path: ["backend", setting],
          explanation: {
            fault: `not what ${other.name} says of the same bucket ${show(backend.bucket)}`,
            allowed: "the same in all environments that share a bucket",
            remedy: "Write the same in both, or give each a bucket of its own.",
          },
        };
      }
    }
  }
}
