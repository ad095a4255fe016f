import type { EnvironmentInput } from "./schema";

const databaseUrl = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-AbCdEf";

/**
 * Where the agent of ECS Exec writes, in every container of a task with `executeCommand`. AWS does not support it with a
 * read-only root file system; with these mounts it works (containers-roadmap 1359, 2824).
 */
const agentFolders = {
  agent: "/managed-agents",
  "agent-data": "/var/lib/amazon/ssm",
  "agent-log": "/var/log/amazon/ssm",
};

/**
 * Two services behind HTTPS and a firewall, in three zones without a way to the internet; every rule of the security table
 * holds. Set the account, the bucket, the domain and the addresses to your own before the first deploy.
 */
export const production: EnvironmentInput = {
  name: "production",
  project: "shop",
  region: "ap-northeast-1",
  // The one that the local AWS plays: Terraform refuses every other.
  account: "123456789012",
  backend: { type: "s3", bucket: "shop-production-terraform-state", accessLogs: {} },
  tags: { owner: "platform-team", costCentre: "4711" },
  encryption: "customer-managed",
  network: {
    cidr: "10.20.0.0/16",
    zones: [{ name: "ap-northeast-1a" }, { name: "ap-northeast-1c" }, { name: "ap-northeast-1d" }],
    flowLogs: { retentionDays: 365 },
  },
  logs: { retentionDays: 365 },
  loadBalancer: {
    https: {
      domainName: "shop.example.com",
      certificate: { type: "issued", hostedZone: "example.com" },
    },
    // The office: testers see a release here before customers do.
    testAllowedCidrs: ["203.0.113.0/24"],
    accessLogs: { retentionDays: 365 },
    waf: {},
  },
  cluster: { executeCommandLogs: { retentionDays: 365 } },
  alerts: { emails: ["on-call@example.com"] },
  github: { repository: "example/shop" },
  services: {
    web: {
      route: { priority: 1000, paths: ["/*"] },
      desiredCount: 3,
      cpu: 512,
      memory: 1024,
      architecture: "ARM64",
      container: {
        port: 8080,
        imageTag: "1",
        environment: { LOG_LEVEL: "info" },
        writableMounts: { tmp: "/tmp" },
        stopTimeoutSeconds: 60,
      },
      healthCheck: { path: "/health", intervalSeconds: 10, healthyThreshold: 2 },
      deregistrationDelaySeconds: 60,
      scaling: { min: 3, max: 12, cpuPercent: 60, requestsPerTargetPerMinute: 1000 },
      alarms: {},
      deployment: { config: "CodeDeployDefault.ECSCanary10Percent5Minutes" },
    },
    api: {
      route: { priority: 100, paths: ["/api/*"] },
      desiredCount: 3,
      cpu: 1024,
      memory: 2048,
      container: {
        port: 8080,
        imageTag: "1",
        secrets: { DATABASE_URL: databaseUrl },
        writableMounts: { tmp: "/tmp", ...agentFolders },
        startAfter: { migration: "SUCCESS" },
      },
      sidecars: {
        // Brings the database to the shape that this revision needs, and ends.
        migration: {
          image: "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/migration:1",
          essential: false,
          secrets: { DATABASE_URL: databaseUrl },
          writableMounts: agentFolders,
        },
      },
      taskRole: [{ actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::shop-production-invoices/*"] }],
      executeCommand: true,
      healthCheck: { path: "/api/health", intervalSeconds: 10, healthyThreshold: 2 },
      scaling: { min: 3, max: 30, cpuPercent: 60 },
      alarms: { latencyP95Milliseconds: 500 },
      deployment: { shift: { type: "linear", percent: 20, minutes: 2 } },
    },
  },
};
