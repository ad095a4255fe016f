import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  type DeploymentInfo,
  GetDeploymentCommand,
  GetDeploymentTargetCommand,
} from "@aws-sdk/client-codedeploy";
import { CreateServiceCommand } from "@aws-sdk/client-ecs";
import { ModifyListenerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import type { OpenLoadBalancer } from "../../../src/local-aws/data-plane";
import { startTestGateway, type TestGateway } from "../../support/gateway";
import { createSurroundings, registerTaskDefinition, type Surroundings } from "../../support/network";
import { ask } from "../data-plane/http";
import { archiveOf, createExecutionRole } from "./support";

jest.setTimeout(90_000);

const name = "shop";
const SMOKE_TEST = `
  import { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } from "@aws-sdk/client-codedeploy";
  export const handler = async ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId }) => {
    const answer = await fetch(process.env.URL);
    const page = await answer.text();
    console.log(page);
    const status = page.includes(process.env.EXPECTED) ? "Succeeded" : "Failed";
    await new CodeDeployClient({}).send(new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId, lifecycleEventHookExecutionId: LifecycleEventHookExecutionId, status,
    }));
  };`;

let local: TestGateway;
let around: Surroundings;
let loadBalancer: OpenLoadBalancer;
let role: string;

beforeAll(async () => {
  local = await startTestGateway();
  around = await createSurroundings(local.aws, name);
  role = await createExecutionRole(local);
  const listed = (await (await fetch(`${local.gateway.url}/_local/load-balancers`)).json()) as OpenLoadBalancer[];
  expect(listed).toHaveLength(1);
  [loadBalancer] = listed as [OpenLoadBalancer];
  await registerTaskDefinition(local.aws.ecs, "web");
  await local.aws.ecs.send(
    new CreateServiceCommand({
      cluster: name,
      serviceName: name,
      taskDefinition: "web",
      desiredCount: 2,
      launchType: "FARGATE",
      deploymentController: { type: "CODE_DEPLOY" },
      networkConfiguration: around.network,
      loadBalancers: [{ targetGroupArn: around.targetGroups.blue, containerName: "web", containerPort: 80 }],
    }),
  );
  await createDeploymentGroup();
}, 120_000);

afterAll(() => local.close());

async function createDeploymentGroup(): Promise<void> {
  const { codeDeploy } = local.aws;
  await codeDeploy.send(new CreateApplicationCommand({ applicationName: name, computePlatform: "ECS" }));
  await codeDeploy.send(
    new CreateDeploymentGroupCommand({
      applicationName: name,
      deploymentGroupName: name,
      serviceRoleArn: "arn:aws:iam::123456789012:role/deploy",
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
        terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 0 },
      },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
      ecsServices: [{ clusterName: name, serviceName: name }],
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: `${name}-blue` }, { name: `${name}-green` }],
            prodTrafficRoute: { listenerArns: [around.listenerArns.production] },
            testTrafficRoute: { listenerArns: [around.listenerArns.test] },
          },
        ],
      },
    }),
  );
}

/** A smoke test that wants this text from the test listener, which it calls by the load balancer's own name. */
async function createSmokeTest(FunctionName: string, EXPECTED: string): Promise<void> {
  await local.aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Timeout: 30,
      Environment: { Variables: { URL: `http://${loadBalancer.dnsName}:8080/`, EXPECTED } },
      Code: { ZipFile: archiveOf({ "index.mjs": SMOKE_TEST }) },
    }),
  );
}

/** Deploys a new revision with the function as a hook, and waits for the end. */
async function deploy(hook: string): Promise<{ revision: string; deployment: DeploymentInfo }> {
  const taskDefinition = await registerTaskDefinition(local.aws.ecs, "web");
  const content = JSON.stringify({
    version: 0.0,
    Resources: [
      {
        TargetService: {
          Type: "AWS::ECS::Service",
          Properties: {
            TaskDefinition: taskDefinition,
            LoadBalancerInfo: { ContainerName: "web", ContainerPort: 80 },
          },
        },
      },
    ],
    Hooks: [{ AfterAllowTestTraffic: hook }],
  });
  const { deploymentId } = await local.aws.codeDeploy.send(
    new CreateDeploymentCommand({
      applicationName: name,
      deploymentGroupName: name,
      revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
    }),
  );
  const deployment = await end(deploymentId);
  return { revision: taskDefinition.split("/")[1] ?? "", deployment };
}

async function end(deploymentId: string | undefined): Promise<DeploymentInfo> {
  for (let tries = 0; tries < 600; tries++) {
    const { deploymentInfo } = await local.aws.codeDeploy.send(new GetDeploymentCommand({ deploymentId }));
    if (["Succeeded", "Failed", "Stopped"].includes(deploymentInfo?.status ?? "")) return deploymentInfo ?? {};
    await sleep(100);
  }
  throw new Error(`deployment ${deploymentId ?? ""} does not end`);
}

async function hookStatus(deployment: DeploymentInfo): Promise<string | undefined> {
  const { deploymentTarget } = await local.aws.codeDeploy.send(
    new GetDeploymentTargetCommand({ deploymentId: deployment.deploymentId, targetId: `${name}:${name}` }),
  );
  const events = deploymentTarget?.ecsTarget?.lifecycleEvents ?? [];
  return events.find(({ lifecycleEventName }) => lifecycleEventName === "AfterAllowTestTraffic")?.status;
}

async function liveRevision(): Promise<string | string[] | undefined> {
  const url = loadBalancer.listeners.find(({ port }) => port === 80)?.url ?? "";
  return (await ask(url)).headers["x-local-aws-task-definition"];
}

test("a hook that finds the new revision on the test listener lets it go live", async () => {
  await createSmokeTest("finds-new", "Task definition: web:2");
  const { revision, deployment } = await deploy("finds-new");
  expect(revision).toBe("web:2");
  expect(deployment.errorInformation).toBeUndefined();
  expect(deployment.status).toBe("Succeeded");
  expect(await hookStatus(deployment)).toBe("Succeeded");
  expect(await liveRevision()).toBe("web:2");
});

test("a hook that reports a failure keeps the old revision live", async () => {
  const before = await liveRevision();
  await createSmokeTest("never-content", "something else");
  const { deployment } = await deploy("never-content");
  expect(deployment.status).toBe("Failed");
  expect(await hookStatus(deployment)).toBe("Failed");
  await end(deployment.rollbackInfo?.rollbackDeploymentId);
  expect(await liveRevision()).toBe(before);
});

test.each([
  ["shop.example.com", "Succeeded", "passed"],
  ["shop.example.org", "Failed", "no answer: ERR_TLS_CERT_ALTNAME_INVALID"],
])("the project's own smoke test, over HTTPS and for %s, ends as %s", async (TEST_NAME, status, verdict) => {
  const { acm, elb, lambda } = local.aws;
  const { CertificateArn } = await acm.send(new RequestCertificateCommand({ DomainName: "shop.example.com" }));
  const Certificates = [{ CertificateArn }];
  await elb.send(new ModifyListenerCommand({ ListenerArn: around.listenerArns.test, Protocol: "HTTPS", Certificates }));
  const FunctionName = `own-${status}`;
  const settings = { TEST_PATH: "/", EXPECT_STATUS: "200", ATTEMPT_MILLISECONDS: "5000", PAUSE_MILLISECONDS: "100" };
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "handler.handler",
      Timeout: 30,
      Environment: {
        Variables: {
          ...settings,
          TEST_PROTOCOL: "https",
          TEST_HOST: loadBalancer.dnsName,
          TEST_PORT: "8080",
          TEST_NAME,
          ATTEMPTS: "1",
        },
      },
      Code: {
        ZipFile: archiveOf({
          "handler.mjs": readFileSync("src/constructs/deployment/smoke-test-function/handler.mjs", "utf8"),
        }),
      },
    }),
  );
  const { deployment } = await deploy(FunctionName);
  expect(readFileSync(join(local.folder, "lambda", `${FunctionName}.log`), "utf8")).toContain(
    `attempt 1 of 1: ${verdict} (`,
  );
  expect([deployment.status, await hookStatus(deployment)]).toEqual([status, status]);
  if (status === "Failed") await end(deployment.rollbackInfo?.rollbackDeploymentId);
});

test("a hook that is not there fails the deployment and says so", async () => {
  const before = await liveRevision();
  const { deployment } = await deploy("absent");
  expect(deployment.status).toBe("Failed");
  expect(deployment.errorInformation).toEqual({
    code: "HOOK_EXECUTION_FAILURE",
    message: "Function not found: absent in ap-northeast-1",
  });
  await end(deployment.rollbackInfo?.rollbackDeploymentId);
  expect(await liveRevision()).toBe(before);
});
