import { pipelineScope } from "../../src/stacks/pipeline-scope";
import { handsOn, production } from "../support/synthesized";

const backend = {
  type: "s3",
  bucket: "states",
  key: "hands-on/terraform.tfstate",
  region: "eu-central-1",
} as const;

describe("pipelineScope", () => {
  it("names the roles that do not begin with the project's name", () => {
    const { otherRoles, project } = pipelineScope({ ...handsOn, backend }, "123456789012");
    expect(project).toBe("ContainerHandsOn");
    expect(otherRoles).toEqual([
      "ecsTaskExecutionRole",
      "ContainerHandsOnForCodeDeploy",
      "ContainerHandsOnForSmokeTest",
    ]);
  });

  it("knows where the state is, and where its accesses are logged", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/1";
    const accessLogs = { bucket: "states-log", retentionDays: 30 };
    expect(pipelineScope({ ...handsOn, backend }, "1").state).toEqual({
      bucket: "states",
      key: "hands-on/terraform.tfstate",
      region: "eu-central-1",
    });
    expect(pipelineScope({ ...handsOn, backend: { ...backend, kmsKeyArn, accessLogs } }, "1").state).toEqual({
      bucket: "states",
      key: "hands-on/terraform.tfstate",
      region: "eu-central-1",
      kmsKeyArn,
      accessLogBucket: "states-log",
    });
  });

  it("knows the one bucket that the stack itself may have", () => {
    expect(pipelineScope({ ...handsOn, backend }, "123456789012").logBucket).toBe(
      "containerhandson-access-logs-123456789012",
    );
    const loadBalancer = { ...handsOn.loadBalancer, accessLogs: { bucket: "balancer-logs", retentionDays: 90 } };
    expect(pipelineScope({ ...handsOn, backend, loadBalancer }, "123456789012").logBucket).toBe("balancer-logs");
  });

  it("knows what is released, and what a release does beside it", () => {
    const { cluster, release } = pipelineScope({ ...handsOn, backend }, "123456789012");
    expect(cluster).toBe("ContainerHandsOn");
    expect(release.services).toHaveLength(1);
    expect(release.services).toMatchObject([
      {
        service: "ContainerHandsOn",
        repository: "jaws-days-2022/container-hands-on",
        taskExecutionRole: "ecsTaskExecutionRole",
        codeDeployRole: "ContainerHandsOnForCodeDeploy",
      },
    ]);
    expect(release).toMatchObject({ scales: false, marksImages: false, tagged: false });
    const { release: ofProduction } = pipelineScope({ ...production, backend }, "123456789012");
    expect(ofProduction.services.map(({ service }) => service)).toEqual(["shop-web", "shop-api"]);
    expect(ofProduction).toMatchObject({ scales: true, marksImages: true, tagged: true });
  });
});
