import type { IngressProps } from "../../src/stacks/ingress";

type Settings = IngressProps["environment"]["loadBalancer"];

/** A load balancer with nothing that is optional. */
export const bare: Settings = {
  https: undefined,
  productionPort: 80,
  testPort: 8080,
  allowedCidrs: ["0.0.0.0/0"],
  testAllowedCidrs: [],
  idleTimeoutSeconds: 60,
  deletionProtection: true,
  dropInvalidHeaders: true,
  desyncMitigation: "defensive",
};

/** One with everything. */
export const complete: Settings = {
  ...bare,
  https: {
    domainName: "shop.example.com",
    certificate: { type: "issued", hostedZone: "example.com" },
    tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  },
  productionPort: 443,
  testPort: 8443,
  accessLogs: { retentionDays: 90 },
  waf: { rateLimit: 2000, managedRuleGroups: ["AWSManagedRulesCommonRuleSet"], logRetentionDays: 365 },
};

/** The ingress of an environment called "shop" in moto's account. */
export function ingressProps(loadBalancer: Settings, props: Partial<IngressProps> = {}): IngressProps {
  return {
    environment: { region: "ap-northeast-1", account: "123456789012", loadBalancer },
    names: {
      loadBalancer: "shop",
      accessLogs: "shop-access-logs",
      webAcl: { name: "shop", logGroup: "aws-waf-logs-shop" },
    },
    account: "123456789012",
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-1"],
    after: [],
    ...props,
  };
}
