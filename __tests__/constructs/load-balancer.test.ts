import { InternetGateway } from "../../src/aws";
import { LoadBalancer } from "../../src/constructs/load-balancer";
import { counts, jsonOf, resource } from "../support/synthesized";

describe("LoadBalancer", () => {
  it("makes one internet-facing application load balancer, after what it waits for", () => {
    const json = jsonOf((stack) => {
      const gateway = new InternetGateway(stack, "gateway", {});
      new LoadBalancer(stack, "load_balancer", {
        name: "Shop",
        subnetIds: ["subnet-1", "subnet-2"],
        securityGroupId: "sg-1",
        after: [gateway],
      });
    });
    expect(counts(json)).toEqual({ aws_internet_gateway: 1, aws_lb: 1 });
    expect(resource(json, "aws_lb.load_balancer")).toEqual({
      name: "Shop",
      load_balancer_type: "application",
      internal: false,
      ip_address_type: "ipv4",
      subnets: ["subnet-1", "subnet-2"],
      security_groups: ["sg-1"],
      tags: { Name: "Shop" },
      depends_on: ["aws_internet_gateway.gateway"],
    });
  });
});
