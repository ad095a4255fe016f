import { show } from "../../src/lib/problem";
import { changed, parse, problemsOf } from "./support";

const github = { repository: "acme/shop" };

describe("github", () => {
  it("is left out unless asked for", () => {
    expect(parse(changed()).github).toBeUndefined();
  });

  it("trusts the GitHub environment of the environment's name and makes the identity provider, unless told otherwise", () => {
    expect(parse(changed(["github", github])).github).toEqual({
      repository: "acme/shop",
      environment: "hands-on",
      provider: "create",
    });
    const all = { repository: "acme@12/shop.io@34", environment: "Live_1", provider: "existing" };
    expect(parse(changed(["github", all])).github).toEqual(all);
  });

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
    expect(problemsOf(changed(["github", { repository }]))).toEqual([
      `hands-on: github.repository: ${JSON.stringify(repository)} is not a repository of GitHub. ` +
        'Allowed: "owner/name" or, with the numbers of both, "owner@123456/name@456789". ' +
        "Look it up with: gh api repos/<owner>/<name>/actions/oidc/customization/sub.",
    ]);
  });

  it.each(["", "a b", "live:*", "x".repeat(256)])("takes no GitHub environment %j", (environment) => {
    expect(problemsOf(changed(["github", { ...github, environment }]))).toEqual([
      `hands-on: github.environment: ${show(environment)} is not a name of an environment of GitHub. ` +
        "Allowed: 1 to 255 letters, digits, dots, hyphens and underscores. " +
        "Rename the environment on GitHub (Settings, Environments).",
    ]);
  });

  it("takes no third answer to who makes the identity provider", () => {
    expect(problemsOf(changed(["github", { ...github, provider: "maybe" }]))).toEqual([
      'hands-on: github.provider: "maybe" is not an answer to who makes the identity provider. Allowed: create, existing. ' +
        "Choose existing if another environment or stack of the account makes it.",
    ]);
  });

  it("needs a state bucket, beside which the roles are made", () => {
    expect(problemsOf(changed(["github", github], ["backend", { type: "local" }]))).toEqual([
      'hands-on: github: the roles are made beside the state bucket, and a "local" backend has none. ' +
        'Allowed: github with a backend of the type "s3". ' +
        "Keep the state in S3, or leave github out and make roles by other means.",
    ]);
  });

  it("needs a name that leaves room for the roles'", () => {
    const name = "e".repeat(50);
    expect(problemsOf(changed(["github", github], ["name", name]))).toEqual([
      `${name}: name: "${name}" is too long for the names of the roles for GitHub. ` +
        "Allowed: up to 49 characters with github. Choose a shorter name.",
    ]);
    expect(problemsOf(changed(["github", github], ["name", "e".repeat(49)]))).toEqual([]);
  });
});

describe("two environments with github", () => {
  const first = changed(["github", github]);
  const second = (provider: string, account?: string) =>
    changed(["name", "staging"], ["project", "Staging"], ["github", { ...github, provider }], ["account", account]);

  it("do not both make the identity provider of an account", () => {
    expect(problemsOf(first, second("create"))).toEqual([
      "staging: github.provider: hands-on already makes the identity provider of GitHub, maybe in the same account. " +
        'Allowed: "create" in one environment of an account, "existing" in the others. ' +
        'Write "existing" here, or set account in both if they are in different ones.',
    ]);
    const here = changed(["github", github], ["account", "111111111111"]);
    expect(problemsOf(here, second("create", "111111111111"))).toEqual([
      "staging: github.provider: hands-on already makes the identity provider of GitHub, in the same account 111111111111. " +
        'Allowed: "create" in one environment of an account, "existing" in the others. ' +
        'Write "existing" here, or set account in both if they are in different ones.',
    ]);
    expect(problemsOf(here, second("create", "222222222222"))).toEqual([]);
    expect(problemsOf(first, second("existing"))).toEqual([]);
  });
});
