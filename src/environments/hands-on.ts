import type { EnvironmentInput } from "./schema";

/** The published hands-on, value for value. A lesson: its network and roles are wider than production should be. */
export const handsOn: EnvironmentInput = {
  name: "hands-on",
  project: "ContainerHandsOn",
  region: "ap-northeast-1",
  backend: { type: "s3", bucket: "container-hands-on-terraform-state" },
  network: {
    cidr: "10.0.0.0/16",
    zones: [
      { name: "ap-northeast-1a", publicCidr: "10.0.0.0/24", privateCidr: "10.0.2.0/24" },
      { name: "ap-northeast-1c", publicCidr: "10.0.1.0/24", privateCidr: "10.0.3.0/24" },
    ],
    endpointPolicies: false,
    lockDefaultSecurityGroup: false,
    securityGroups: "shared",
  },
  loadBalancer: {
    productionPort: 80,
    testPort: 8080,
    allowedCidrs: ["0.0.0.0/0"],
    testAllowedCidrs: ["0.0.0.0/0"],
    deletionProtection: false,
    dropInvalidHeaders: false,
  },
  cluster: { containerInsights: "disabled", fargateCapacityProviders: false },
  registry: { immutableTags: false, scanOnPush: false, lifecycle: { type: "keep-all" } },
  permissions: "aws-managed-policies",
  services: {
    web: {
      names: {
        service: "ContainerHandsOn",
        targetGroups: { blue: "ContainerHandsOn", green: "ContainerHandsOn8080" },
        repository: "jaws-days-2022/container-hands-on",
        logGroup: "awslogs-container-hands-on",
        logStreamPrefix: "hands-on",
        taskExecutionRole: "ecsTaskExecutionRole",
        codeDeployRole: "ContainerHandsOnForCodeDeploy",
      },
      desiredCount: 2,
      cpu: 256,
      memory: 512,
      container: { port: 80, imageTag: "latest", user: "image", readonlyRootFilesystem: false },
      healthCheck: { path: "/index.php" },
      dashboard: false,
      deployment: {
        config: "CodeDeployDefault.ECSAllAtOnce",
        readyWaitMinutes: 60,
        terminationWaitMinutes: 60,
        rollbackOnFailure: false,
      },
    },
  },
};
