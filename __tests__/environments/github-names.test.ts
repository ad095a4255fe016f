import { githubNames, githubRoleArns, longestEnvironmentName } from "../../src/environments/github-names";
import { github } from "../support/github";
import { handsOn } from "../support/synthesized";

describe("the names of the roles", () => {
  it("begin with the environment's", () => {
    const { planRole, applyRole, releaseRole } = githubNames("staging");
    expect([planRole, applyRole, releaseRole]).toEqual([
      "staging-github-plan",
      "staging-github-apply",
      "staging-github-release",
    ]);
  });

  it("fit into IAM's 64 characters up to the longest name of an environment, and no further", () => {
    const longest = (length: number) => {
      const { planRole, applyRole, releaseRole } = githubNames("e".repeat(length));
      return Math.max(...[planRole, applyRole, releaseRole].map((name) => name.length));
    };
    expect(longest(longestEnvironmentName)).toBe(64);
    expect(longest(longestEnvironmentName + 1)).toBe(65);
  });
});

describe("githubRoleArns", () => {
  it("are known from account and name", () => {
    expect(githubRoleArns({ name: "staging", account: "123456789012", github })).toEqual({
      plan: "arn:aws:iam::123456789012:role/staging-github-plan",
      apply: "arn:aws:iam::123456789012:role/staging-github-apply",
      release: "arn:aws:iam::123456789012:role/staging-github-release",
    });
  });

  it("are none where the environment has no roles for GitHub", () => {
    expect(githubRoleArns(handsOn)).toBeUndefined();
  });
});
