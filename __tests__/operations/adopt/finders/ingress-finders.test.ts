import { DeleteCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { PutResourcePolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { AssociateWebACLCommand, CreateWebACLCommand, PutLoggingConfigurationCommand } from "@aws-sdk/client-wafv2";
import { readDeclaredStack } from "../../../../src/operations/adopt/declared";
import { finders } from "../../../../src/operations/adopt/finders";
import { Search } from "../../../../src/operations/adopt/search";
import { addIngress } from "../../../../src/stacks/ingress";
import { complete, ingressProps } from "../../../support/ingress";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { createSurroundings, type Surroundings } from "../../../support/network";
import { jsonOf } from "../../../support/synthesized";

const { resources } = readDeclaredStack(JSON.stringify(jsonOf((stack) => addIngress(stack, ingressProps(complete)))));

describe("finders of what clients meet first", () => {
  let local: TestGateway;
  let around: Surroundings;

  const search = async () => {
    const findings = await new Search(finders, local.aws, new Map()).run(resources);
    return Object.fromEntries(findings.map(({ address, ...finding }) => [address, finding]));
  };
  const found = (importId: unknown) => ({ outcome: "found", importId });

  beforeAll(async () => {
    local = await startTestGateway();
  }, 60_000);

  afterAll(() => local.close());

  // The tests are steps: the account starts empty and fills.

  it("find nothing in an empty account", async () => {
    const findings = await search();
    expect(Object.keys(findings)).toHaveLength(resources.length);
    expect(Object.values(findings).filter(({ outcome }) => outcome !== "absent")).toEqual([]);
  }, 60_000);

  it("find the bucket and the firewall with its log", async () => {
    const { aws } = local;
    around = await createSurroundings(aws, "shop");
    await aws.s3.send(
      new CreateBucketCommand({
        Bucket: "shop-access-logs-123456789012",
        CreateBucketConfiguration: { LocationConstraint: "ap-northeast-1" },
      }),
    );
    await aws.logs.send(new PutResourcePolicyCommand({ policyName: "aws-waf-logs-shop", policyDocument: "{}" }));
    const VisibilityConfig = { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: true, MetricName: "shop" };
    const { Summary } = await aws.waf.send(
      new CreateWebACLCommand({ Name: "shop", Scope: "REGIONAL", DefaultAction: { Allow: {} }, VisibilityConfig }),
    );
    const arn = must(Summary?.ARN);
    const acl = found(`${must(Summary?.Id)}/shop/REGIONAL`);
    expect(await search()).toMatchObject({
      "aws_s3_bucket.access_logs_bucket": found("shop-access-logs-123456789012"),
      "aws_cloudwatch_log_resource_policy.web_acl_log_delivery": found("aws-waf-logs-shop"),
      "aws_wafv2_web_acl.web_acl": acl,
      "aws_wafv2_web_acl_association.web_acl_association": { outcome: "absent" },
      "aws_wafv2_web_acl_logging_configuration.web_acl_log": { outcome: "absent" },
    });
    await aws.waf.send(new AssociateWebACLCommand({ WebACLArn: arn, ResourceArn: around.loadBalancerArn }));
    const LogDestinationConfigs = ["arn:aws:logs:ap-northeast-1:123456789012:log-group:aws-waf-logs-shop"];
    await aws.waf.send(
      new PutLoggingConfigurationCommand({ LoggingConfiguration: { ResourceArn: arn, LogDestinationConfigs } }),
    );
    const findings = await search();
    expect(findings["aws_wafv2_web_acl_association.web_acl_association"]).toEqual(
      found(`${arn},${around.loadBalancerArn}`),
    );
    expect(findings["aws_wafv2_web_acl_logging_configuration.web_acl_log"]).toEqual(found(arn));
  }, 60_000);

  it("find the name in the zone that is closest to it", async () => {
    const { route53 } = local.aws;
    const zone = async (Name: string) =>
      must((await route53.send(new CreateHostedZoneCommand({ Name, CallerReference: Name }))).HostedZone?.Id);
    const record = (HostedZoneId: string, Name: string) =>
      route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId,
          ChangeBatch: {
            Changes: [
              {
                Action: "CREATE",
                ResourceRecordSet: { Name, Type: "A", TTL: 60, ResourceRecords: [{ Value: "203.0.113.1" }] },
              },
            ],
          },
        }),
      );
    const parent = await zone("com");
    const own = await zone("example.com");
    await record(parent, "shop.example.com");
    await record(own, "zzz.example.com");
    const address = "aws_route53_record.dns_alias";
    expect((await search())[address]).toEqual({ outcome: "absent" });
    await record(own, "shop.example.com");
    expect((await search())[address]).toEqual(found(`${own.replace("/hostedzone/", "")}_shop.example.com_A`));
  });

  it("find the certificate, leave the choice between two to a person, and what proves it to Terraform", async () => {
    const { acm } = local.aws;
    const request = async (DomainName: string, IdempotencyToken: string) =>
      must(
        (await acm.send(new RequestCertificateCommand({ DomainName, ValidationMethod: "DNS", IdempotencyToken })))
          .CertificateArn,
      );
    const address = "aws_acm_certificate.certificate";
    await request("other.example.com", "a");
    expect((await search())[address]).toEqual({ outcome: "absent" });
    const one = await request("shop.example.com", "b");
    const findings = await search();
    expect(findings[address]).toEqual(found(one));
    expect(findings["aws_acm_certificate_validation.certificate_issued"]).toEqual({ outcome: "absent" });
    expect(findings["aws_route53_record.certificate_proof"]).toMatchObject({ outcome: "unsearchable" });
    const other = await request("shop.example.com", "c");
    expect((await search())[address]).toEqual({ outcome: "ambiguous", importIds: [one, other] });
    await acm.send(new DeleteCertificateCommand({ CertificateArn: other }));
  });
});
