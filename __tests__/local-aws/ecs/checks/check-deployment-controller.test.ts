import type { DeploymentControllerType } from "@aws-sdk/client-ecs";
import { AwsError } from "../../../../src/local-aws/protocol/call";
import { checkControllerChange } from "../../../../src/local-aws/ecs/checks/check-deployment-controller";
import type { ServiceSettings } from "../../../../src/local-aws/ecs/service-settings";
import type { RunningService } from "../../../../src/local-aws/ecs/task-set";

interface Given {
  readonly from: RunningService["deploymentController"];
  readonly to?: DeploymentControllerType;
  readonly taskSets?: number;
  readonly loadBalancers?: number;
  readonly settings?: Partial<ServiceSettings>;
}

function change({ from, to, taskSets = 1, loadBalancers = 1, settings = {} }: Given) {
  return () => {
    checkControllerChange(
      { service: "web", ...(to === undefined ? {} : { deploymentController: { type: to } }) },
      {
        deploymentController: from,
        taskSets: Array.from({ length: taskSets }),
        specification: { loadBalancers: Array.from({ length: loadBalancers }) },
      } as unknown as RunningService,
      { service: {}, deployment: {}, ...settings },
    );
  };
}

const configured = (deploymentConfiguration: object) => ({ service: { deploymentConfiguration } });

describe("UpdateService with a deployment controller", () => {
  test.each<[Given["from"], DeploymentControllerType]>([
    ["CODE_DEPLOY", "ECS"],
    ["CODE_DEPLOY", "EXTERNAL"],
    ["ECS", "EXTERNAL"],
    ["EXTERNAL", "ECS"],
    ["ECS", "CODE_DEPLOY"],
    ["EXTERNAL", "CODE_DEPLOY"],
  ])("changes %s to %s", (from, to) => {
    expect(change({ from, to })).not.toThrow();
  });

  test("asks nothing of an update that leaves the controller as it is", () => {
    expect(change({ from: "CODE_DEPLOY", taskSets: 2 })).not.toThrow();
    expect(change({ from: "CODE_DEPLOY", to: "CODE_DEPLOY", taskSets: 2 })).not.toThrow();
  });

  test.each<[string, Given, string]>([
    [
      "two task sets",
      { from: "CODE_DEPLOY", to: "ECS", taskSets: 2 },
      "Updating the deployment controller is not supported when there are multiple tasksets in the service. " +
        "Please ensure your service has only one taskset and try again.",
    ],
    [
      "CODE_DEPLOY without a load balancer",
      { from: "ECS", to: "CODE_DEPLOY", loadBalancers: 0 },
      "The CODE_DEPLOY deployment controller needs a service with a load balancer.",
    ],
    [
      "a circuit breaker",
      { from: "ECS", to: "CODE_DEPLOY", settings: configured({ deploymentCircuitBreaker: { enable: true } }) },
      "The deployment controller of a service with a deployment circuit breaker cannot be updated from ECS to CODE_DEPLOY.",
    ],
    [
      "alarms",
      { from: "ECS", to: "EXTERNAL", settings: configured({ alarms: { enable: true } }) },
      "The deployment controller of a service with deployment alarms cannot be updated from ECS to EXTERNAL.",
    ],
    [
      "ECS's own blue/green",
      { from: "ECS", to: "CODE_DEPLOY", settings: configured({ strategy: "BLUE_GREEN" }) },
      "The deployment controller of a service with the deployment strategy BLUE_GREEN cannot be updated from ECS to CODE_DEPLOY.",
    ],
    [
      "Service Connect",
      {
        from: "ECS",
        to: "CODE_DEPLOY",
        settings: { deployment: { serviceConnectConfiguration: { enabled: true } } },
      },
      "The deployment controller of a service with Service Connect cannot be updated from ECS to CODE_DEPLOY.",
    ],
  ])("refuses %s", (_what, given, message) => {
    expect(change(given)).toThrow(new AwsError("InvalidParameterException", message));
  });
});
