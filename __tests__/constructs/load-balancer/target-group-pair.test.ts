import { TargetGroupPair } from "../../../src/constructs/load-balancer/target-group-pair";
import { counts, jsonOf, resource } from "../../support/synthesized";

const healthCheck = {
  path: "/health?of=${all}",
  matcher: "200-204",
  intervalSeconds: 20,
  timeoutSeconds: 4,
  healthyThreshold: 3,
  unhealthyThreshold: 6,
};
const json = jsonOf(
  (stack) =>
    new TargetGroupPair(stack, "targets_web", {
      vpcId: "vpc-1",
      names: { blue: "Shop", green: "Shop8080" },
      healthCheck,
      deregistrationDelaySeconds: 45,
    }),
);

describe("TargetGroupPair", () => {
  it("makes exactly two target groups", () => {
    expect(counts(json)).toEqual({ aws_lb_target_group: 2 });
  });

  // The ports of the groups are not those of the listeners: a changed listener must not replace a target group.
  it.each([
    ["blue", "Shop", 80],
    ["green", "Shop8080", 8080],
  ])("checks the tasks in %s as asked, by address, nothing left to the provider's defaults", (id, name, port) => {
    expect(resource(json, `aws_lb_target_group.targets_web_${id}`)).toEqual({
      name,
      vpc_id: "vpc-1",
      port,
      protocol: "HTTP",
      target_type: "ip",
      deregistration_delay: "45",
      health_check: {
        enabled: true,
        protocol: "HTTP",
        port: "traffic-port",
        path: "/health?of=$${all}",
        matcher: "200-204",
        interval: 20,
        timeout: 4,
        healthy_threshold: 3,
        unhealthy_threshold: 6,
      },
      lifecycle: { create_before_destroy: true },
    });
  });
});
