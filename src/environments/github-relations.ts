import { longestEnvironmentName } from "../lib/github/names";
import { show, type Problem } from "../lib/problem";
import type { Known } from "./known";
import type { Settings } from "./schema";

/** What an environment must be to have roles for GitHub. */
export function* githubProblems({ github, backend, name }: Known<Settings>): Generator<Problem> {
  if (github === undefined) return;
  if (backend !== undefined && backend.type !== "s3") {
    yield {
      path: ["github"],
      explanation: {
        fault: `the roles are made beside the state bucket, and a ${show(backend.type)} backend has none`,
        allowed: 'github with a backend of the type "s3"',
        remedy: "Keep the state in S3, or leave github out and make roles by other means.",
      },
    };
  }
  if (name !== undefined && name.length > longestEnvironmentName) {
    yield {
      path: ["name"],
      explanation: {
        fault: `${show(name)} is too long for the names of the roles for GitHub`,
        allowed: `up to ${longestEnvironmentName} characters with github`,
        remedy: "Choose a shorter name.",
      },
    };
  }
}
