import { Construct } from "constructs";
import { Testing } from "cdktf";
import { EcsCluster } from "../../src/aws";
import type { Environment } from "../../src/environments/schema";
import { BaseStack } from "../../src/stacks/base-stack";
import { addresses, emptyStack, jsonOf, synthesize } from "../support/synthesized";

class BoundStack extends BaseStack {
  constructor(settings: Pick<Environment, "account" | "tags">) {
    super(Testing.app(), "bound", { name: "bound", project: "Shop", region: "eu-central-1", ...settings });
  }
}

describe("BaseStack", () => {
  it("demands a Terraform that can lock state in S3 and exactly the provider of the lock", () => {
    const { terraform } = jsonOf(() => undefined);
    expect(terraform["required_version"]).toBe(">= 1.10");
    expect(terraform["required_providers"]).toEqual({ aws: { source: "hashicorp/aws", version: "5.100.0" } });
  });

  it("binds the provider to the region, and to the account where one is named", () => {
    expect(synthesize(new BoundStack({})).provider).toEqual({
      aws: [{ region: "eu-central-1" }],
    });
    expect(synthesize(new BoundStack({ account: "123456789012" })).provider).toEqual({
      aws: [{ region: "eu-central-1", allowed_account_ids: ["123456789012"] }],
    });
  });

  it("tags everything with environment, project, owner and cost centre, where these are known", () => {
    const tags = { owner: "team ${x}", costCentre: "4711" };
    expect(synthesize(new BoundStack({ tags })).provider).toEqual({
      aws: [
        {
          region: "eu-central-1",
          default_tags: [{ tags: { Environment: "bound", Project: "Shop", Owner: "team $${x}", CostCentre: "4711" } }],
        },
      ],
    });
  });

  it("makes addresses of construct paths, without hash, stack name or the word Resource", () => {
    const json = jsonOf((stack) => {
      new EcsCluster(stack, "alone", { name: "a" });
      const outer = new Construct(stack, "outer");
      new EcsCluster(outer, "Resource", { name: "b" });
      new EcsCluster(new Construct(outer, "1a"), "inner", { name: "c" });
    });
    expect(addresses(json)).toEqual([
      "aws_ecs_cluster.alone",
      "aws_ecs_cluster.outer",
      "aws_ecs_cluster.outer_1a_inner",
    ]);
  });

  it("refuses two constructs whose paths make one address", () => {
    const stack = emptyStack("shop");
    new EcsCluster(new Construct(stack, "a_b"), "c", { name: "one" });
    new EcsCluster(new Construct(stack, "a"), "b_c", { name: "two" });
    expect(() => synthesize(stack)).toThrow(
      new Error(
        'shop/a/b_c: its Terraform name would be "a_b_c", which shop/a_b/c already has. ' +
          'Names are construct paths joined by "_": give one of the two another construct id.',
      ),
    );
  });
});
