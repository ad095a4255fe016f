import { InternetGateway } from "../../../src/aws";
import { LoadBalancer, type LoadBalancerProps } from "../../../src/constructs/load-balancer/load-balancer";
import { counts, jsonOf, resource, type TerraformJson } from "../../support/synthesized";

function loadBalancer(props: Partial<LoadBalancerProps> = {}): TerraformJson {
  return jsonOf((stack) => {
    const gateway = new InternetGateway(stack, "gateway", {});
    new LoadBalancer(stack, "load_balancer", {
      name: "Shop",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      idleTimeoutSeconds: 60,
      deletionProtection: false,
      dropInvalidHeaders: false,
      desyncMitigation: "defensive",
      after: [gateway],
      ...props,
    });
  });
}

describe("LoadBalancer", () => {
  it("makes one internet-facing application load balancer, after what it waits for", () => {
    const json = loadBalancer();
    expect(counts(json)).toEqual({ aws_internet_gateway: 1, aws_lb: 1 });
    expect(resource(json, "aws_lb.load_balancer")).toEqual({
      name: "Shop",
      load_balancer_type: "application",
      internal: false,
      ip_address_type: "ipv4",
      subnets: ["subnet-1", "subnet-2"],
      security_groups: ["sg-1"],
      idle_timeout: 60,
      enable_deletion_protection: false,
      drop_invalid_header_fields: false,
      desync_mitigation_mode: "defensive",
      access_logs: { bucket: "", enabled: false },
      tags: { Name: "Shop" },
      depends_on: ["aws_internet_gateway.gateway"],
    });
  });

  it.each<[what: string, props: Partial<LoadBalancerProps>, attributes: object]>([
    ["how long a silent connection stays open", { idleTimeoutSeconds: 120 }, { idle_timeout: 120 }],
    ["that header fields with odd names go", { dropInvalidHeaders: true }, { drop_invalid_header_fields: true }],
    ["how strict it is", { desyncMitigation: "strictest" }, { desync_mitigation_mode: "strictest" }],
    ["where its log goes", { accessLogBucket: "shop-logs" }, { access_logs: { bucket: "shop-logs", enabled: true } }],
  ])("is told %s", (_, props, attributes) => {
    expect(resource(loadBalancer(props), "aws_lb.load_balancer")).toMatchObject(attributes);
  });

  it("that is protected is neither deleted by AWS nor planned to be by Terraform", () => {
    expect(resource(loadBalancer({ deletionProtection: true }), "aws_lb.load_balancer")).toMatchObject({
      enable_deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
  });
});
