import type { EnvironmentInput } from "./schema";

/**
 * Production's other half: the options that production leaves out, at a lower price. Tasks run on spot capacity and on
 * instances of its own, one NAT gateway stands in for the endpoints, and everything may be torn down.
 */
export const staging: EnvironmentInput = {
  name: "staging",
  project: "staging-shop",
  region: "ap-northeast-1",
  backend: { type: "s3", bucket: "staging-shop-terraform-state" },
  tags: { owner: "platform-team", costCentre: "4711" },
  network: {
    cidr: "10.10.0.0/16",
    zones: [{ name: "ap-northeast-1a" }, { name: "ap-northeast-1c" }],
    egress: "single-nat",
    interfaceEndpoints: false,
  },
  logs: { retentionDays: 30 },
  loadBalancer: {
    deletionProtection: false,
    testAllowedCidrs: ["0.0.0.0/0"],
  },
  cluster: {
    ec2Capacity: { instanceType: "t4g.medium", minInstances: 1, maxInstances: 4 },
  },
  services: {
    web: {
      route: { priority: 1000, paths: ["/*"] },
      desiredCount: 2,
      cpu: 256,
      memory: 512,
      compute: { type: "fargate-spot" },
      ephemeralStorageGiB: 30,
      container: {
        port: 8080,
        imageTag: "1",
        secrets: { FEATURES: "arn:aws:ssm:ap-northeast-1:123456789012:parameter/staging-shop/features" },
        writableMounts: { tmp: "/tmp" },
        healthCheck: { command: ["CMD", "/bin/health"], startPeriodSeconds: 10 },
        initProcess: true,
      },
      healthCheck: { path: "/health" },
      scaling: {
        min: 1,
        max: 4,
        memoryPercent: 70,
        schedules: {
          // Not 0: on spot, no task may come back from that (containers-roadmap 1580).
          evening: { cron: "0 20 ? * MON-FRI *", timezone: "Asia/Tokyo", min: 1, max: 1 },
          morning: { cron: "0 8 ? * MON-FRI *", timezone: "Asia/Tokyo" },
        },
      },
    },
    api: {
      route: { priority: 100, paths: ["/api/*"] },
      desiredCount: 1,
      cpu: 256,
      memory: 512,
      architecture: "ARM64",
      compute: { type: "ec2" },
      container: { port: 8080, imageTag: "1", environment: { LOG_LEVEL: "debug" } },
      healthCheck: { path: "/api/health" },
      deployment: { config: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes", terminationWaitMinutes: 5 },
    },
  },
};
