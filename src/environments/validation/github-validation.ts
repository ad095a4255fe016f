import { longestEnvironmentName } from "../github-names";
import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import { account } from "../settings/rules";
import type { EnvironmentSettings } from "../schema";

/** What an environment must be to have roles for GitHub. */
export function* githubProblems(settings: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  const { github, backend, name } = settings;
  if (github === undefined) return;
  // A wrong account is there, and a problem of its own.
  if (!("account" in settings)) {
    yield {
      path: ["account"],
      explanation: {
        fault: "missing, and workflows know the ARNs of the roles for GitHub by it",
        allowed: `${account.allowed}, with github`,
        remedy: "Write the account's id, or leave github out.",
      },
    };
  }
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
