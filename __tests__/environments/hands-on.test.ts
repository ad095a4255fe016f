import { environment } from "../../src/environments";

describe("hands-on", () => {
  it("is the published hands-on, value for value", () => {
    expect(environment("hands-on")).toStrictEqual({
      name: "hands-on",
      project: "ContainerHandsOn",
      region: "ap-northeast-1",
      backend: {
        type: "s3",
        bucket: "container-hands-on-terraform-state",
        key: "hands-on/terraform.tfstate",
        region: "ap-northeast-1",
      },
      network: {
        cidr: "10.0.0.0/16",
        zones: [
          { name: "ap-northeast-1a", publicCidr: "10.0.0.0/24", privateCidr: "10.0.2.0/24" },
          { name: "ap-northeast-1c", publicCidr: "10.0.1.0/24", privateCidr: "10.0.3.0/24" },
        ],
      },
      registry: { repository: "jaws-days-2022/container-hands-on" },
      logs: { group: "awslogs-container-hands-on", streamPrefix: "hands-on" },
      roles: { taskExecution: "ecsTaskExecutionRole" },
      loadBalancer: { productionPort: 80, testPort: 8080 },
      service: {
        desiredCount: 2,
        cpu: 256,
        memory: 512,
        imageTag: "latest",
        containerPort: 80,
        healthCheckGracePeriodSeconds: 0,
        healthCheck: {
          path: "/index.php",
          matcher: "200",
          intervalSeconds: 30,
          timeoutSeconds: 5,
          healthyThreshold: 5,
          unhealthyThreshold: 2,
        },
      },
      deployment: {
        config: "CodeDeployDefault.ECSAllAtOnce",
        readyWaitMinutes: 60,
        terminationWaitMinutes: 60,
        rollbackOnFailure: false,
      },
    });
  });
});
