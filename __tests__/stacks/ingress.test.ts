import { TerraformOutput } from "cdktf";
import { InternetGateway } from "../../src/aws";
import { waiversOf } from "../../src/lib/terraform/waiver";
import { addIngress, type IngressProps } from "../../src/stacks/ingress";
import { bare, complete, ingressProps } from "../support/ingress";
import { addresses, emptyStack, ref, resource, synthesize, type TerraformJson } from "../support/synthesized";

function made(props: IngressProps): { readonly json: TerraformJson; readonly tls: unknown } {
  const stack = emptyStack();
  const gateway = new InternetGateway(stack, "gateway", {});
  const { tls } = addIngress(stack, { ...props, after: [gateway] });
  new TerraformOutput(stack, "tls", { value: tls ?? "plain HTTP", staticId: true });
  const json = synthesize(stack);
  return { json, tls: json.output?.["tls"]?.["value"] };
}

type Group = NonNullable<(typeof complete)["waf"]>["managedRuleGroups"][number];

const certificate = { type: "existing", arn: "arn:certificate" } as const;
const { https } = complete;

describe("the ingress of an environment", () => {
  it("is a load balancer alone where nothing else is asked for", () => {
    const { json, tls } = made(ingressProps(bare));
    expect(addresses(json)).toEqual(["aws_internet_gateway.gateway", "aws_lb.load_balancer"]);
    expect(resource(json, "aws_lb.load_balancer")).toMatchObject({
      name: "shop",
      subnets: ["subnet-1", "subnet-2"],
      security_groups: ["sg-1"],
      depends_on: ["aws_internet_gateway.gateway"],
    });
    expect(tls).toBe("plain HTTP");
  });

  it("has everything at steady addresses where everything is", () => {
    const { json } = made(ingressProps(complete));
    expect(addresses(json)).toEqual([
      "aws_acm_certificate.certificate",
      "aws_acm_certificate_validation.certificate_issued",
      "aws_cloudwatch_log_group.web_acl_log_group",
      "aws_cloudwatch_log_resource_policy.web_acl_log_delivery",
      "aws_internet_gateway.gateway",
      "aws_lb.load_balancer",
      "aws_route53_record.certificate_proof",
      "aws_route53_record.dns_alias",
      "aws_s3_bucket.access_logs_bucket",
      "aws_s3_bucket_lifecycle_configuration.access_logs_lifecycle",
      "aws_s3_bucket_ownership_controls.access_logs_ownership",
      "aws_s3_bucket_policy.access_logs_policy",
      "aws_s3_bucket_public_access_block.access_logs_public_access",
      "aws_s3_bucket_server_side_encryption_configuration.access_logs_encryption",
      "aws_s3_bucket_versioning.access_logs_versioning",
      "aws_wafv2_web_acl.web_acl",
      "aws_wafv2_web_acl_association.web_acl_association",
      "aws_wafv2_web_acl_logging_configuration.web_acl_log",
    ]);
  });

  it("looks the zone up by its name, among the public ones", () => {
    const { json } = made(ingressProps(complete));
    expect(json.data).toEqual({ aws_route53_zone: { hosted_zone: { name: "example.com", private_zone: false } } });
    for (const address of ["aws_route53_record.dns_alias", "aws_route53_record.certificate_proof"]) {
      expect(resource(json, address)).toMatchObject({ zone_id: ref("data.aws_route53_zone.hosted_zone", "zone_id") });
    }
  });

  it("leads the name to the load balancer", () => {
    expect(resource(made(ingressProps(complete)).json, "aws_route53_record.dns_alias")).toMatchObject({
      name: "shop.example.com",
      alias: { name: ref("aws_lb.load_balancer", "dns_name"), zone_id: ref("aws_lb.load_balancer", "zone_id") },
    });
  });

  it("gives the listeners the certificate that is issued, or the one that is there, which needs no zone", () => {
    expect(made(ingressProps(complete)).tls).toEqual({
      policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      certificateArn: ref("aws_acm_certificate_validation.certificate_issued", "certificate_arn"),
    });
    const { json, tls } = made(ingressProps({ ...bare, https: https && { ...https, certificate } }));
    expect(tls).toEqual({ policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", certificateArn: "arn:certificate" });
    expect(addresses(json)).toEqual(["aws_internet_gateway.gateway", "aws_lb.load_balancer"]);
    expect(json.data).toBeUndefined();
  });

  it("logs once the bucket takes the logs", () => {
    expect(resource(made(ingressProps(complete)).json, "aws_lb.load_balancer")).toMatchObject({
      access_logs: { bucket: ref("aws_s3_bucket.access_logs_bucket", "bucket"), enabled: true },
      depends_on: ["aws_internet_gateway.gateway", "aws_s3_bucket_policy.access_logs_policy"],
    });
  });

  it.each<[what: string, bucket: string, props: IngressProps]>([
    ["the account that the environment names", "shop-access-logs-123456789012", ingressProps(complete)],
    [
      "the account that it is deployed to",
      "shop-access-logs-210987654321",
      ingressProps(complete, {
        environment: { region: "ap-northeast-1", loadBalancer: complete },
        account: "210987654321",
      }),
    ],
    [
      "nothing but what it is told",
      "our-logs",
      ingressProps({ ...complete, accessLogs: { bucket: "our-logs", retentionDays: 90 } }),
    ],
  ])("names the bucket after %s", (_, bucket, props) => {
    expect(resource(made(props).json, "aws_s3_bucket.access_logs_bucket")).toMatchObject({ bucket });
  });

  it("lets a destroy delete the logs once the load balancer is not protected any more", () => {
    const address = "aws_s3_bucket.access_logs_bucket";
    expect(resource(made(ingressProps(complete)).json, address)).not.toHaveProperty("force_destroy");
    const unprotected = ingressProps({ ...complete, deletionProtection: false });
    expect(resource(made(unprotected).json, address)).toHaveProperty("force_destroy", true);
  });

  it.each<[what: string, groups: readonly Group[] | undefined, waived: readonly string[]]>([
    ["there is no firewall", undefined, []],
    ["it does not know Log4j", ["AWSManagedRulesCommonRuleSet"], []],
    ["it knows Log4j", ["AWSManagedRulesKnownBadInputsRuleSet"], ["CKV2_AWS_76"]],
    ["it blocks clouds too", ["AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesAnonymousIpList"], []],
  ])("waives the check on its rules for Log4j as little as it can: %s", (_, groups, waived) => {
    const waf = groups && { rateLimit: 2000, managedRuleGroups: groups, logRetentionDays: 365 };
    const stack = emptyStack();
    addIngress(stack, ingressProps({ ...bare, waf }));
    // CDKTF's own helper for tests takes the comments away.
    const waivers = waiversOf(resource(stack.toTerraform() as TerraformJson, "aws_lb.load_balancer"));
    expect(waivers.map(({ check }) => check)).toEqual(waived);
  });

  it("puts the firewall before the load balancer, with a log that is kept and encrypted as asked for", () => {
    const { json } = made(ingressProps(complete, { kmsKeyArn: "arn:key" }));
    expect(resource(json, "aws_wafv2_web_acl.web_acl")).toHaveProperty("rule.length", 2);
    expect(resource(json, "aws_wafv2_web_acl_association.web_acl_association")).toMatchObject({
      resource_arn: ref("aws_lb.load_balancer", "arn"),
    });
    expect(resource(json, "aws_cloudwatch_log_group.web_acl_log_group")).toEqual({
      name: "aws-waf-logs-shop",
      retention_in_days: 365,
      kms_key_id: "arn:key",
    });
  });
});
