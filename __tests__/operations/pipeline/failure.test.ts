import fc from "fast-check";
import { failureOf, longestFailure } from "../../../src/operations/pipeline/failure";

const failure = (output: string, code = 1, reason?: string) =>
  failureOf("plan", "staging", { code, output }, {}, reason).message;

describe("why Terraform failed", () => {
  it.each([
    [
      "a lock that somebody holds",
      "Error: Error acquiring the state lock\n\nError message: operation error S3: PutObject\nLock Info:\n  ID: x",
      "Another run holds the state, or one that was killed left its lock. Wait for it and run this again; " +
        'if it is dead, see docs/operations.md, "The state is locked".\n' +
        "- Error acquiring the state lock",
    ],
    [
      "another provider than the lock file's",
      "Error: Failed to install provider\n\nError while installing hashicorp/aws v5.100.0: the local package doesn't match any of the\n" +
        "checksums previously recorded in the dependency lock file (this might be",
      "The provider that was found is not the one in locks/staging.terraform.lock.hcl. Look where it comes from (a mirror?); " +
        "if the provider was updated on purpose, commit its lock.\n" +
        "- Failed to install provider",
    ],
    [
      "no lock file",
      "Error: Provider dependency changes detected\n\nChanges to the required provider dependencies were detected, but the lock\nfile is read-only.",
      "locks/staging.terraform.lock.hcl does not name the providers of this stack. Write and commit it: " +
        'docs/environments.md, "Add an environment", then `npm run synth`.\n' +
        "- Provider dependency changes detected",
    ],
    [
      "another place of the state",
      "Error: Backend configuration changed\n\nA change in the backend configuration has been detected",
      "This folder was initialized for another place of the state. Nothing was moved. If the state shall move, see " +
        'docs/operations.md, "Moving a state"; if not, delete the folder .terraform beside the Terraform JSON.\n' +
        "- Backend configuration changed",
    ],
    [
      "a bucket that is not there",
      'Error: Failed to get existing workspaces: S3 bucket "b" does not exist.\n\nThe referenced S3 bucket must have been previously created.',
      "Make the state bucket: npm run bootstrap -- staging\n" +
        '- Failed to get existing workspaces: S3 bucket "b" does not exist.',
    ],
    [
      "no credentials",
      "Error: No valid credential sources found\n\nPlease see https://developer.hashicorp.com/terraform/language/backend/s3",
      "There are no AWS credentials. Log in (`aws sso login`, AWS_PROFILE), let the workflow take the environment's role, " +
        "or add --local to run it against the local AWS.\n" +
        "- No valid credential sources found",
    ],
    [
      "something new, of which the details stay in the log",
      "Error: creating thing: password=marker\n\n  with aws_thing.one,\n\nmarker",
      "Its own message is in the log. Mend that, and run this again.\n- creating thing: password=(sensitive) (aws_thing.one)",
    ],
    ["nothing that was said", "", "Its own message is in the log. Mend that, and run this again."],
  ])("is told in a sentence: %s", (_, output, told) => {
    expect(failure(output)).toBe(`terraform plan of staging ended with exit code 1. ${told}`);
  });

  it("is what ended it, where it had no time to say anything", () => {
    expect(failure("", 137)).toBe(
      "terraform plan of staging ended with exit code 137. A signal ended it. Run this again.",
    );
  });

  it("is what the backend knows, where it knows better", () => {
    expect(failure("Error: Error acquiring the state lock", 1, "The workspace is locked.")).toBe(
      "terraform plan of staging ended with exit code 1. The workspace is locked.\n- Error acquiring the state lock",
    );
  });

  it("holds no line but those of errors, and is never longer than a comment bears", () => {
    const marker = "details-marker";
    const detail = fc.string().map((text) => `${marker} ${text.replaceAll("Error: ", "")}`);
    const error = fc
      .tuple(fc.string({ maxLength: 3000 }), fc.array(detail))
      .map(([summary, details]) => [`Error: ${summary}`, "", ...details, ""].join("\n"));
    fc.assert(
      fc.property(fc.array(fc.oneof(error, detail)), (parts) => {
        const told = failure(parts.join("\n"));
        expect(told).not.toContain(marker);
        expect(told.length).toBeLessThanOrEqual(longestFailure + "... (cut)".length);
      }),
    );
  });
});
