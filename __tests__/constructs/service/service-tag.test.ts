import { Aspects } from "cdktf";
import { Construct } from "constructs";
import { EcsCluster, LbListenerRule, LbTargetGroup } from "../../../src/aws";
import { ServiceTag } from "../../../src/constructs/service/service-tag";
import { jsonOf, resource } from "../../support/synthesized";

const json = jsonOf((stack) => {
  const service = new Construct(stack, "api");
  Aspects.of(service).add(new ServiceTag("api"));
  new LbTargetGroup(service, "blue", { name: "blue", tags: { Name: "blue" } });
  new LbTargetGroup(new Construct(service, "inner"), "green", { name: "green" });
  new LbListenerRule(service, "rule", { listenerArn: "arn", action: [], condition: [] });
  new EcsCluster(stack, "cluster", { name: "all" });
});

describe("ServiceTag", () => {
  it("tags everything below, and keeps the tags that are there", () => {
    expect(resource(json, "aws_lb_target_group.api_blue")["tags"]).toEqual({ Name: "blue", Service: "api" });
    expect(resource(json, "aws_lb_target_group.api_inner_green")["tags"]).toEqual({ Service: "api" });
    expect(resource(json, "aws_lb_listener_rule.api_rule")["tags"]).toEqual({ Service: "api" });
  });

  it("leaves what belongs to the environment alone", () => {
    expect(resource(json, "aws_ecs_cluster.cluster")).not.toHaveProperty("tags");
  });
});
