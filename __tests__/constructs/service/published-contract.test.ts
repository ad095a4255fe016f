import { TerraformOutput } from "cdktf";
import { PublishedContract } from "../../../src/constructs/service/published-contract";
import type { ReleaseContract } from "../../../src/release-contract/contract";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";

const contract: ReleaseContract = {
  version: 1,
  environment: "shop",
  serviceKey: "web",
  account: "123456789012",
  region: "eu-central-1",
  cluster: "Shop",
  service: "Shop",
  taskDefinitionArn: "arn:task-definition",
  container: { name: "web", port: 3000 },
  repositoryUrl: "registry/shop",
  network: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], assignPublicIp: "DISABLED" },
  platformVersion: "LATEST",
  capacityProviders: [],
  codeDeploy: { application: "Shop", deploymentGroup: "Shop" },
  listenerArns: { production: "arn:production", test: "arn:test" },
  targetGroups: { blue: { name: "Shop", arn: "arn:blue" }, green: { name: "Shop8080", arn: "arn:green" } },
  scalingResourceId: null,
};

describe("PublishedContract", () => {
  const json = jsonOf((stack) => {
    const published = new PublishedContract(stack, "contract", {
      parameterName: "/shop/web/release-contract",
      contract,
    });
    new TerraformOutput(stack, "json", { value: published.json });
  });

  it("makes one plain parameter, readable in a plan", () => {
    expect(counts(json)).toEqual({ aws_ssm_parameter: 1 });
    expect(resource(json, "aws_ssm_parameter.contract")).toEqual({
      name: "/shop/web/release-contract",
      description: "What a release must know of this service",
      type: "String",
      insecure_value: expect.stringMatching(/^\$\{jsonencode\(\{.*\}\)\}$/) as string,
    });
  });

  it("hands the JSON out from the parameter, so that both are one text", () => {
    expect(json.output).toEqual({ json: { value: ref("aws_ssm_parameter.contract", "insecure_value") } });
  });

  it("writes every member of the contract, numbers as numbers and the absent one as null", () => {
    const { insecure_value: value } = resource(json, "aws_ssm_parameter.contract");
    const hcl = /^\$\{jsonencode\((.*)\)\}$/.exec(String(value))?.[1] ?? "";
    // Without references in it, an HCL object differs from JSON by its equals signs alone.
    expect(JSON.parse(hcl.replaceAll('" = ', '": '))).toEqual(contract);
  });
});
