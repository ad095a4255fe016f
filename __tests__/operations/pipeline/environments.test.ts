import type { Environment } from "../../../src/environments/schema";
import { UsageError } from "../../../src/lib/errors";
import { matrix } from "../../../src/operations/pipeline/environments";
import { handsOn, production, staging } from "../../support/synthesized";

const account = "123456789012";
const cloud: Environment = {
  ...staging,
  backend: { type: "cloud", hostname: "app.terraform.io", organization: "acme", workspace: "staging" },
};
const withRoles: Environment = {
  ...production,
  account,
  github: {
    repository: "acme/shop",
    branch: "main",
    environment: "live",
    releaseEnvironment: "releases",
    provider: "existing",
  },
};

const productionEntry = {
  environment: "production",
  region: "ap-northeast-1",
  planRole: `arn:aws:iam::${account}:role/production-github-plan`,
  applyRole: `arn:aws:iam::${account}:role/production-github-apply`,
  releaseRole: `arn:aws:iam::${account}:role/production-github-release`,
  gitHubEnvironment: "live",
  releaseEnvironment: "releases",
  services: ["web", "api"],
};
const cloudEntry = {
  environment: "staging",
  region: "ap-northeast-1",
  planRole: "",
  applyRole: "",
  releaseRole: "",
  gitHubEnvironment: "staging",
  releaseEnvironment: "staging",
  services: ["web", "api"],
};

describe("the matrix of a workflow", () => {
  it.each<[what: string, environments: readonly Environment[], include: readonly object[]]>([
    ["roles for GitHub", [withRoles], [productionEntry]],
    ["its runs in HCP Terraform, which has the credentials", [cloud], [cloudEntry]],
    ["neither", [handsOn, staging], []],
    ["one or the other among several", [handsOn, cloud, withRoles], [cloudEntry, productionEntry]],
    ["a state in a local file", [{ ...handsOn, backend: { type: "local", path: "terraform.hands-on.tfstate" } }], []],
  ])("serves an environment with %s", (_, environments, include) => {
    expect(matrix(environments)).toEqual({ include });
  });

  it("serves one alone where that is asked for, and all where an input was left empty", () => {
    expect(matrix([cloud, withRoles], "production")).toEqual({ include: [productionEntry] });
    expect(matrix([cloud, withRoles], "")).toEqual({ include: [cloudEntry, productionEntry] });
  });

  it.each<[only: string, environments: readonly Environment[], allowed: string]>([
    ["hands-on", [handsOn, cloud, withRoles], "staging, production"],
    ["nowhere", [handsOn], "none so far"],
  ])("does not serve %s, and says what it serves", (only, environments, allowed) => {
    expect(() => matrix(environments, only)).toThrow(
      new UsageError(
        `--only: "${only}" is not an environment that a pipeline serves. Allowed: ${allowed}. ` +
          'Choose one of these, or give the environment `github`, or a backend of the type "cloud".',
      ),
    );
  });
});
