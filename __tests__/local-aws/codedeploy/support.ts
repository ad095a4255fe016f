import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CodeDeployClient, CodeDeployServiceException } from "@aws-sdk/client-codedeploy";
import { ModelCheck } from "../../../src/local-aws/api-model/model-check";
import { ModelLibrary } from "../../../src/local-aws/api-model/model-library";
import { AwsError, type Handler, type Reply } from "../../../src/local-aws/protocol/call";
import type { MotoDependencies } from "../../../src/local-aws/codedeploy/clients";
import type { RunningService, ServiceDeployments } from "../../../src/local-aws/ecs/task-set";
import { errorReply } from "../../../src/local-aws/protocol/error-reply";
import { readAction, readHead } from "../../../src/local-aws/protocol/read-call";
import { readAll } from "../../../src/local-aws/protocol/upstream";
import { writeReply } from "../../../src/local-aws/protocol/write-reply";
import { pythonWithMoto } from "../../support/gateway";
import { expectNoViolations } from "../../support/model-violations";

/** Read once for all tests of a file. */
const models = ModelLibrary.besideMoto(pythonWithMoto());

export const REGION = "ap-northeast-1";
export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/ContainerHandsOnForCodeDeploy`;
const LISTENER = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/ContainerHandsOn/0123456789abcdef`;
export const PRODUCTION = `${LISTENER}/1111111111111111`;
export const TEST = `${LISTENER}/2222222222222222`;

/**
 * Serves one handler over HTTP, the way the gateway does, so that real clients can talk to it. Closing it fails where it has
 * broken AWS's API models.
 */
export async function serve(handler: Handler): Promise<{ url: string; close: () => Promise<void> }> {
  const violations = new Set<string>();
  const check = new ModelCheck(await models, (violation) => violations.add(violation));
  const server = createServer((request, response) => {
    void (async () => {
      const head = readHead(request.method ?? "GET", request.url ?? "/", request.headers);
      const body = await readAll(request);
      const call = { ...head, action: readAction(head, body), body };
      let reply: Reply | undefined;
      try {
        reply = await handler(call);
        if (reply !== undefined) check.answered(call, reply);
      } catch (error) {
        const refusal = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error), 501);
        check.refused(call, refusal);
        reply = errorReply(head, refusal);
      }
      writeReply(response, reply ?? { status: 404, headers: {}, body: "" }, request.method);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expectNoViolations([...violations]);
    },
  };
}

export function clientOf(url: string): CodeDeployClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new CodeDeployClient({ region: REGION, endpoint: url, credentials, maxAttempts: 1 });
}

/** Awaits a call that AWS refuses and gives back "<name>: <message>". */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CodeDeployServiceException) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error("The call was accepted.");
}

/** Services by "cluster:service", with their deployment controller. */
export function servicesWith(
  controllers: Readonly<Record<string, RunningService["deploymentController"]>>,
): ServiceDeployments {
  const unused = (): never => {
    throw new Error("No deployment runs in this test.");
  };
  return {
    service(reference): RunningService | undefined {
      const deploymentController = controllers[`${reference.cluster}:${reference.service}`];
      if (deploymentController === undefined) return undefined;
      return {
        reference,
        serviceArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:service/${reference.cluster}/${reference.service}`,
        clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/${reference.cluster}`,
        deploymentController,
        showsTaskSets: true,
        createdAt: new Date(0),
        desiredCount: 2,
        specification: {
          taskDefinition: "family:1",
          loadBalancers: [],
          networkConfiguration: undefined,
          platformVersion: "1.4.0",
          launchType: "FARGATE",
          capacityProviderStrategy: [],
        },
        taskSets: [],
      };
    },
    observeHealth: unused,
    createTaskSet: unused,
    makePrimary: unused,
    deleteTaskSet: unused,
  };
}

/** Neighbours in which only target groups and listeners exist, for tests in which no deployment runs. */
export function neighboursWith(names: readonly string[], listeners: readonly string[]): MotoDependencies {
  const unused = (): never => {
    throw new Error("No deployment runs in this test.");
  };
  return {
    alarms: { active: unused },
    revisions: { read: unused },
    loadBalancers: {
      targetGroupArn: (_region, name) =>
        Promise.resolve(
          names.includes(name) ? `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/${name}/1` : undefined,
        ),
      hasListener: (_region, arn) => Promise.resolve(listeners.includes(arn)),
      routes: unused,
      setActions: unused,
    },
  };
}

/** What a group of the hands-on is made of. */
export function handsOnGroup() {
  return {
    applicationName: "ContainerHandsOn",
    deploymentGroupName: "ContainerHandsOn",
    deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
    serviceRoleArn: ROLE,
    ecsServices: [{ clusterName: "ContainerHandsOn", serviceName: "ContainerHandsOn" }],
    deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" } as const,
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 60 } as const,
      terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 60 } as const,
    },
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name: "ContainerHandsOn" }, { name: "ContainerHandsOn8080" }],
          prodTrafficRoute: { listenerArns: [PRODUCTION] },
          testTrafficRoute: { listenerArns: [TEST] },
        },
      ],
    },
  };
}
