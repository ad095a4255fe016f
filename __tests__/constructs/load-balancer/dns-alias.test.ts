import { DnsAlias } from "../../../src/constructs/load-balancer/dns-alias";
import { counts, jsonOf, resource } from "../../support/synthesized";

describe("DnsAlias", () => {
  it("leads the name to the load balancer by IPv4, and overwrites no record of others", () => {
    const json = jsonOf(
      (stack) =>
        new DnsAlias(stack, "dns_alias", {
          domainName: "shop.example.com",
          zoneId: "Z123",
          loadBalancer: { dnsName: "shop.elb.amazonaws.com", zoneId: "Z456" },
        }),
    );
    expect(counts(json)).toEqual({ aws_route53_record: 1 });
    expect(resource(json, "aws_route53_record.dns_alias")).toEqual({
      zone_id: "Z123",
      name: "shop.example.com",
      type: "A",
      alias: { name: "shop.elb.amazonaws.com", zone_id: "Z456", evaluate_target_health: false },
    });
  });
});
