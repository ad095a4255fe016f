import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../../src/lib/errors";
import { pullRequestContext, pushContext, runContext } from "../../../../src/operations/pipeline/github/context";
import { head } from "./samples";

const variables = {
  GITHUB_REPOSITORY: "acme/shop.site",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_RUN_ID: "19500000000",
  GITHUB_SERVER_URL: "https://github.example:8443",
  GITHUB_SHA: head,
  GITHUB_REF_NAME: "release/1.0",
};
const advice = "GitHub Actions sets it; run this step there, and set it yourself only to try something.";

describe("what a run knows of itself", () => {
  it("is read from the variables of GitHub Actions", () => {
    expect(runContext(variables)).toEqual({
      repository: { owner: "acme", name: "shop.site" },
      run: { id: 19_500_000_000, attempt: 2 },
      runUrl: "https://github.example:8443/acme/shop.site/actions/runs/19500000000/attempts/2",
    });
    expect(pushContext(variables)).toEqual({ commit: head, branch: "release/1.0" });
  });

  it.each([
    ["GITHUB_REPOSITORY", undefined, "it is not set. Allowed: owner/name."],
    ["GITHUB_REPOSITORY", "shop", '"shop" is not owner/name. Allowed: owner/name.'],
    ["GITHUB_REPOSITORY", "acme/shop/../x", '"acme/shop/../x" is not owner/name. Allowed: owner/name.'],
    ["GITHUB_RUN_ID", "", '"" is not a number from 1. Allowed: a number from 1.'],
    ["GITHUB_RUN_ID", "0", '"0" is not a number from 1. Allowed: a number from 1.'],
    ["GITHUB_RUN_ATTEMPT", "one", '"one" is not a number from 1. Allowed: a number from 1.'],
    [
      "GITHUB_SERVER_URL",
      "github.com",
      '"github.com" is not an address such as https://github.com. Allowed: an address such as https://github.com.',
    ],
  ])("has to be there and right: %s = %p", (name, value, fault) => {
    expect(() => runContext({ ...variables, [name]: value })).toThrow(new UsageError(`${name}: ${fault} ${advice}`));
  });

  it.each([
    ["GITHUB_SHA", "main", '"main" is not the hash of a commit. Allowed: the hash of a commit.'],
    ["GITHUB_REF_NAME", undefined, "it is not set. Allowed: a branch."],
  ])("has to be there and right after a push: %s = %p", (name, value, fault) => {
    expect(() => pushContext({ ...variables, [name]: value })).toThrow(new UsageError(`${name}: ${fault} ${advice}`));
  });
});

describe("the pull request of a run", () => {
  const folder = mkdtempSync(join(tmpdir(), "event-"));
  const file = join(folder, "event.json");

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read from the event, with the commit that was pushed and not the merge that is tried", () => {
    const event = {
      action: "synchronize",
      pull_request: { number: 7, head: { sha: head }, labels: [{ name: "old" }] },
    };
    writeFileSync(file, JSON.stringify(event));
    expect(pullRequestContext({ GITHUB_EVENT_PATH: file, GITHUB_SHA: "b".repeat(40) })).toEqual({
      number: 7,
      commit: head,
    });
  });

  it.each([
    ["a push", `{ "ref": "refs/heads/main", "after": "${head}" }`],
    ["a commit that is none", '{ "pull_request": { "number": 7, "head": { "sha": "--" } } }'],
    ["no JSON", "pull_request"],
  ])("is not there in %s", (_, event) => {
    writeFileSync(file, event);
    expect(() => pullRequestContext({ GITHUB_EVENT_PATH: file })).toThrow(
      new UsageError(
        `GITHUB_EVENT_PATH: ${file} names no pull request. Allowed: an event of the kind "pull_request". ` +
          "Run this step in a workflow that starts on pull requests.",
      ),
    );
  });

  it("has to be told", () => {
    expect(() => pullRequestContext({})).toThrow(
      new UsageError(
        `GITHUB_EVENT_PATH: it is not set. Allowed: the file of the event that started the run. ${advice}`,
      ),
    );
  });
});
