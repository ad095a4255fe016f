import type { ListenerPairProps } from "../../../src/constructs/load-balancer/listener-pair";
import { Listeners } from "../../../src/constructs/load-balancer/listeners";
import { addresses, counts, jsonOf, resource, type TerraformJson } from "../../support/synthesized";

const pair = { blue: { name: "Shop", arn: "arn:blue" }, green: { name: "Shop8080", arn: "arn:green" } };

function listeners(props: Partial<ListenerPairProps>): TerraformJson {
  return jsonOf(
    (stack) =>
      new Listeners(stack, "listeners", {
        loadBalancerArn: "arn:lb",
        ports: { production: 8000, test: 9000 },
        ...props,
      }),
  );
}

describe("Listeners for one service", () => {
  const json = listeners({ everythingTo: pair });

  it("are production and test and no more", () => {
    expect(addresses(json)).toEqual(["aws_lb_listener.listeners_production", "aws_lb_listener.listeners_test"]);
  });

  it.each([
    ["production", 8000, "arn:blue"],
    ["test", 9000, "arn:green"],
  ])("let %s begin on its target group and leave its action to CodeDeploy", (id, port, group) => {
    expect(resource(json, `aws_lb_listener.listeners_${id}`)).toEqual({
      load_balancer_arn: "arn:lb",
      port,
      protocol: "HTTP",
      default_action: [{ type: "forward", target_group_arn: group }],
      lifecycle: { ignore_changes: ["default_action"] },
    });
  });
});

describe("Listeners for several services", () => {
  const json = listeners({});

  it.each(["production", "test"])("answer on %s with 404 what no rule takes", (id) => {
    expect(counts(json)).toEqual({ aws_lb_listener: 2 });
    expect(resource(json, `aws_lb_listener.listeners_${id}`)["default_action"]).toEqual([
      {
        type: "fixed-response",
        fixed_response: { content_type: "text/plain", message_body: "Not found", status_code: "404" },
      },
    ]);
  });
});

describe("Listeners with TLS", () => {
  const json = listeners({
    ports: { production: 443, test: 8443 },
    tls: { certificateArn: "arn:certificate", policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
  });

  it.each([
    ["production", 443],
    ["test", 8443],
  ])("speak HTTPS on %s with the certificate and the policy", (id, port) => {
    expect(resource(json, `aws_lb_listener.listeners_${id}`)).toMatchObject({
      port,
      protocol: "HTTPS",
      certificate_arn: "arn:certificate",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    });
  });

  it("send plain HTTP to production, and only there", () => {
    expect(counts(json)).toEqual({ aws_lb_listener: 3 });
    expect(resource(json, "aws_lb_listener.listeners_redirect")).toEqual({
      load_balancer_arn: "arn:lb",
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
      // Where TLS is new, production still has port 80 until it is moved.
      depends_on: ["aws_lb_listener.listeners_production"],
    });
  });
});
