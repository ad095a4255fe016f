import { TerraformOutput } from "cdktf";
import { IssuedCertificate } from "../../../src/constructs/load-balancer/certificate";
import { addresses, jsonOf, ref, resource } from "../../support/synthesized";

describe("IssuedCertificate", () => {
  const json = jsonOf((stack) => {
    const { arn } = new IssuedCertificate(stack, "certificate", { domainName: "shop.example.com", zoneId: "Z123" });
    new TerraformOutput(stack, "arn", { value: arn, staticId: true });
  });
  const proof = (attribute: string) =>
    `\${tolist(aws_acm_certificate.certificate.domain_validation_options).0.${attribute}}`;

  it("asks for a certificate, proves it and waits for it", () => {
    expect(addresses(json)).toEqual([
      "aws_acm_certificate.certificate",
      "aws_acm_certificate_validation.certificate_issued",
      "aws_route53_record.certificate_proof",
    ]);
  });

  it("takes a new certificate before the old one goes: a listener cannot be without", () => {
    expect(resource(json, "aws_acm_certificate.certificate")).toEqual({
      domain_name: "shop.example.com",
      validation_method: "DNS",
      tags: { Name: "shop.example.com" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("puts the record that ACM asks for into the zone, even if one is there", () => {
    expect(resource(json, "aws_route53_record.certificate_proof")).toEqual({
      zone_id: "Z123",
      name: proof("resource_record_name"),
      type: proof("resource_record_type"),
      records: [proof("resource_record_value")],
      ttl: 300,
      allow_overwrite: true,
    });
  });

  it("gives the ARN to others only once the certificate is issued", () => {
    expect(json.output?.["arn"]).toEqual({
      value: ref("aws_acm_certificate_validation.certificate_issued", "certificate_arn"),
    });
    expect(resource(json, "aws_acm_certificate_validation.certificate_issued")).toEqual({
      certificate_arn: ref("aws_acm_certificate.certificate", "arn"),
      validation_record_fqdns: [ref("aws_route53_record.certificate_proof", "fqdn")],
    });
  });
});
