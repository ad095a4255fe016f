import { BlueGreenTraffic } from "../../src/constructs/blue-green-traffic";
import { counts, jsonOf, ref, resource } from "../support/synthesized";

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
    new BlueGreenTraffic(stack, "traffic", {
      vpcId: "vpc-1",
      loadBalancerArn: "arn:lb",
      names: { blue: "Shop", green: "Shop8080" },
      productionPort: 8000,
      testPort: 9000,
      healthCheck,
    }),
);

describe("BlueGreenTraffic", () => {
  it("makes exactly two target groups and two listeners", () => {
    expect(counts(json)).toEqual({ aws_lb_target_group: 2, aws_lb_listener: 2 });
  });

  // The ports of the groups are not those of the listeners: a changed listener must not replace a target group.
  it.each([
    ["blue", "Shop", 80],
    ["green", "Shop8080", 8080],
  ])("checks the tasks in %s as asked, by address, nothing left to the provider's defaults", (id, name, port) => {
    expect(resource(json, `aws_lb_target_group.traffic_${id}`)).toEqual({
      name,
      vpc_id: "vpc-1",
      port,
      protocol: "HTTP",
      target_type: "ip",
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

  it.each([
    ["production", 8000, "blue"],
    ["test", 9000, "green"],
  ])("lets the %s listener begin on its target group and leaves its action to CodeDeploy", (id, port, group) => {
    expect(resource(json, `aws_lb_listener.traffic_${id}`)).toEqual({
      load_balancer_arn: "arn:lb",
      port,
      protocol: "HTTP",
      default_action: [{ type: "forward", target_group_arn: ref(`aws_lb_target_group.traffic_${group}`, "arn") }],
      lifecycle: { ignore_changes: ["default_action"] },
    });
  });
});
