import { show } from "../../../src/lib/problem";
import { type Change, changed, parse, problemsOf } from "../support";

const github = { repository: "acme/shop" };
const account: Change = ["account", "123456789012"];

describe("github", () => {
  it("is left out unless asked for", () => {
    expect(parse(changed()).github).toBeUndefined();
  });

  it("trusts main and the GitHub environment of the environment's name, and makes the identity provider, unless told otherwise", () => {
    expect(parse(changed(account, ["github", github])).github).toEqual({
      repository: "acme/shop",
      branch: "main",
      environment: "hands-on",
      releaseEnvironment: "hands-on",
      provider: "create",
    });
    const all = {
      repository: "acme@12/shop.io@34",
      branch: "release/2.x",
      environment: "Live_1",
      releaseEnvironment: "Live_1-releases",
      provider: "existing",
    };
    expect(parse(changed(account, ["github", all])).github).toEqual(all);
  });

  it("lets those release who may apply, unless told otherwise", () => {
    const { environment, releaseEnvironment } =
      parse(changed(account, ["github", { ...github, environment: "live" }])).github ?? {};
    expect([environment, releaseEnvironment]).toEqual(["live", "live"]);
  });

  it("needs the account, which the ARNs of the roles contain", () => {
    expect(problemsOf(changed(["github", github]))).toEqual([
      "hands-on: account: missing, and workflows know the ARNs of the roles for GitHub by it. " +
        "Allowed: 12 digits in quotes, with github. Write the account's id, or leave github out.",
    ]);
  });

  it("says of a wrong account only that it is wrong", () => {
    expect(problemsOf(changed(["account", "1"], ["github", github]))).toEqual([
      'hands-on: account: "1" is not an AWS account id. Allowed: 12 digits in quotes. ' +
        "Look it up with: aws sts get-caller-identity.",
    ]);
  });

  it.each(["main", "2.x", "release/2026-11/a_b", "b".repeat(255)])("takes the branch %j", (branch) => {
    expect(problemsOf(changed(account, ["github", { ...github, branch }]))).toEqual([]);
  });

  it.each(["", "*", "release/*", "refs:heads", "a..b", "/main", "main/", "a//b", "a b", "-b", "b".repeat(256)])(
    "takes no branch %j, which is none, or several",
    (branch) => {
      expect(problemsOf(changed(account, ["github", { ...github, branch }]))).toEqual([
        `hands-on: github.branch: ${show(branch)} is not a name of a branch. ` +
          "Allowed: 1 to 255 letters, digits, hyphens and underscores, with single dots and slashes between them. " +
          'Write the branch\'s short name, such as "main".',
      ]);
    },
  );

  it.each([
    "shop",
    "acme/shop/x",
    "acme/*",
    "https://github.com/acme/shop",
    "acme@12/shop",
    "acme/shop@34",
    "-acme/shop",
    "acme/",
    "",
  ])("takes no repository %j, which nobody or everybody could be", (repository) => {
    expect(problemsOf(changed(account, ["github", { repository }]))).toEqual([
      `hands-on: github.repository: ${JSON.stringify(repository)} is not a repository of GitHub. ` +
        'Allowed: "owner/name" or, with the numbers of both, "owner@123456/name@456789". ' +
        "Look it up with: gh api repos/<owner>/<name>/actions/oidc/customization/sub.",
    ]);
  });

  it.each(["", "a b", "live:*", "x".repeat(256)])("takes no GitHub environment %j", (environment) => {
    const problem = (setting: string) =>
      `hands-on: github.${setting}: ${show(environment)} is not a name of an environment of GitHub. ` +
      "Allowed: 1 to 255 letters, digits, dots, hyphens and underscores. " +
      "Rename the environment on GitHub (Settings, Environments).";
    const both = { ...github, environment, releaseEnvironment: environment };
    expect(problemsOf(changed(account, ["github", both]))).toEqual([
      problem("environment"),
      problem("releaseEnvironment"),
    ]);
  });

  it("takes no third answer to who makes the identity provider", () => {
    expect(problemsOf(changed(account, ["github", { ...github, provider: "maybe" }]))).toEqual([
      'hands-on: github.provider: "maybe" is not an answer to who makes the identity provider. Allowed: create, existing. ' +
        "Choose existing if another environment or stack of the account makes it.",
    ]);
  });

  it("needs a state bucket, beside which the roles are made", () => {
    expect(problemsOf(changed(account, ["github", github], ["backend", { type: "local" }]))).toEqual([
      'hands-on: github: the roles are made beside the state bucket, and a "local" backend has none. ' +
        'Allowed: github with a backend of the type "s3". ' +
        "Keep the state in S3, or leave github out and make roles by other means.",
    ]);
  });

  it("needs a name that leaves room for the roles'", () => {
    const name = "e".repeat(50);
    expect(problemsOf(changed(account, ["github", github], ["name", name]))).toEqual([
      `${name}: name: "${name}" is too long for the names of the roles for GitHub. ` +
        "Allowed: up to 49 characters with github. Choose a shorter name.",
    ]);
    expect(problemsOf(changed(account, ["github", github], ["name", "e".repeat(49)]))).toEqual([]);
  });
});

describe("two environments with github", () => {
  const first = changed(account, ["github", github]);
  const second = (provider: string, id: string) =>
    changed(["name", "staging"], ["project", "Staging"], ["github", { ...github, provider }], ["account", id]);

  it("do not both make the identity provider of an account", () => {
    expect(problemsOf(first, second("create", "123456789012"))).toEqual([
      "staging: github.provider: hands-on already makes the identity provider of GitHub, in the same account 123456789012. " +
        'Allowed: "create" in one environment of an account, "existing" in the others. Write "existing" here.',
    ]);
    expect(problemsOf(first, second("existing", "123456789012"))).toEqual([]);
    expect(problemsOf(first, second("create", "222222222222"))).toEqual([]);
  });
});
