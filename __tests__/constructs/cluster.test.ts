import { Cluster } from "../../src/constructs/cluster";
import { counts, jsonOf, resource } from "../support/synthesized";

describe("Cluster", () => {
  it("makes one cluster without Container Insights and without capacity providers", () => {
    const json = jsonOf((stack) => new Cluster(stack, "cluster", { name: "Shop" }));
    expect(counts(json)).toEqual({ aws_ecs_cluster: 1 });
    expect(resource(json, "aws_ecs_cluster.cluster")).toEqual({
      name: "Shop",
      setting: [{ name: "containerInsights", value: "disabled" }],
      tags: { Name: "Shop" },
    });
  });
});
