import type { ITerraformDependable, TerraformStack } from "cdktf";
import { DataAwsRoute53Zone } from "../aws";
import { AccessLogBucket } from "../constructs/load-balancer/access-log-bucket";
import { IssuedCertificate } from "../constructs/load-balancer/certificate";
import { DnsAlias } from "../constructs/load-balancer/dns-alias";
import type { Tls } from "../constructs/load-balancer/listener-pair";
import { LoadBalancer } from "../constructs/load-balancer/load-balancer";
import { waive } from "../constructs/shared/waive";
import { WebAcl } from "../constructs/load-balancer/web-acl";
import type { Environment } from "../environments/schema";
import type { Names } from "../environments/names";

export interface IngressProps {
  readonly environment: Pick<Environment, "region" | "account" | "loadBalancer">;
  readonly names: Pick<Names, "loadBalancer" | "accessLogs" | "webAcl">;
  /** Id of the account that the stack is deployed to. */
  readonly account: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Of the KMS key that encrypts the web ACL's log. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
  readonly after: readonly ITerraformDependable[];
}

export interface Ingress {
  readonly loadBalancer: LoadBalancer;
  /** What the listeners need to speak TLS. @default plain HTTP */
  readonly tls: Tls | undefined;
}

/** What clients meet first: the load balancer with its log, its name and certificate, and the firewall before it. */
export function addIngress(stack: TerraformStack, props: IngressProps): Ingress {
  const { environment, names } = props;
  const { https, waf } = environment.loadBalancer;
  const accessLogs = addAccessLogs(stack, props);
  const loadBalancer = new LoadBalancer(stack, "load_balancer", {
    ...environment.loadBalancer,
    name: names.loadBalancer,
    subnetIds: props.subnetIds,
    securityGroupIds: props.securityGroupIds,
    accessLogBucket: accessLogs?.name,
    after: [...props.after, ...(accessLogs?.ready ?? [])],
  });
  if (waf !== undefined) addFirewall(stack, props, waf, loadBalancer);
  return {
    loadBalancer,
    tls: https && { policy: https.tlsPolicy, certificateArn: certificateFor(stack, https, loadBalancer) },
  };
}

function addAccessLogs(
  stack: TerraformStack,
  { environment, names, account }: IngressProps,
): AccessLogBucket | undefined {
  const { accessLogs, deletionProtection } = environment.loadBalancer;
  return (
    accessLogs &&
    new AccessLogBucket(stack, "access_logs", {
      // With the account's id as a text where it is known, so that the bucket can be found before Terraform asks for it.
      name: accessLogs.bucket ?? `${names.accessLogs}-${environment.account ?? account}`,
      account,
      region: environment.region,
      loadBalancerName: names.loadBalancer,
      retentionDays: accessLogs.retentionDays,
      destroyWithLogs: !deletionProtection,
    })
  );
}

type Waf = NonNullable<Environment["loadBalancer"]["waf"]>;

function addFirewall(
  stack: TerraformStack,
  { environment, names, account, kmsKeyArn }: IngressProps,
  waf: Waf,
  loadBalancer: LoadBalancer,
): void {
  new WebAcl(stack, "web_acl", {
    ...waf,
    name: names.webAcl.name,
    loadBalancerArn: loadBalancer.arn,
    log: {
      name: names.webAcl.logGroup,
      account,
      region: environment.region,
      retentionDays: waf.logRetentionDays,
      kmsKeyArn,
    },
  });
  const groups = waf.managedRuleGroups;
  if (groups.includes("AWSManagedRulesKnownBadInputsRuleSet") && !groups.includes("AWSManagedRulesAnonymousIpList")) {
    waive(
      loadBalancer.resource,
      "CKV2_AWS_76",
      "the rules that know Log4j are there; the check also demands those that block everyone in a cloud or behind a VPN",
    );
  }
}

type Https = NonNullable<Environment["loadBalancer"]["https"]>;

function certificateFor(stack: TerraformStack, { domainName, certificate }: Https, loadBalancer: LoadBalancer): string {
  if (certificate.type === "existing") return certificate.arn;
  const zone = new DataAwsRoute53Zone(stack, "hosted_zone", { name: certificate.hostedZone, privateZone: false });
  new DnsAlias(stack, "dns_alias", { domainName, zoneId: zone.zoneId, loadBalancer });
  return new IssuedCertificate(stack, "certificate", { domainName, zoneId: zone.zoneId }).arn;
}
