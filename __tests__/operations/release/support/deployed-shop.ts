import { CreateApplicationCommand, CreateDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import { CreateRepositoryCommand, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateServiceCommand, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import { CreateRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { createHash } from "node:crypto";
import { type ReleaseContract } from "../../../../src/release-contract/contract";
import { releaseContractParameterName } from "../../../../src/environments/names";
import type { AwsClients } from "../../../support/aws-clients";
import { startTestGateway, type TestGateway } from "../../../support/gateway";
import { must } from "../../../support/must";
import { createSurroundings, createTargetGroup, type Surroundings } from "../../../support/network";

const account = "123456789012";
const region = "ap-northeast-1";

/** The services of the shop and the paths that their rules match. */
const services = { web: { priority: 200, path: "/*" }, api: { priority: 100, path: "/api/*" } } as const;
export type ShopService = keyof typeof services;

export interface DeployedShop extends TestGateway {
  readonly contracts: Readonly<Record<ShopService, ReleaseContract>>;
  readonly listenerArns: { readonly production: string; readonly test: string };
  /** Pushes an image to the repository of a service. @returns its digest */
  push(service: ShopService, tag: string): Promise<string>;
  publish(service: ShopService, changed?: Partial<ReleaseContract>): Promise<void>;
}

/** Two services behind one load balancer, each by rules on both listeners, made without Terraform, v1 running. */
export async function deployShop(): Promise<DeployedShop> {
  const local = await startTestGateway();
  const { aws } = local;
  const around = await createSurroundings(aws, "Shop");
  const contracts = { web: await createService(aws, around, "web"), api: await createService(aws, around, "api") };
  const publish = async (service: ShopService, changed: Partial<ReleaseContract> = {}): Promise<void> => {
    await aws.ssm.send(
      new PutParameterCommand({
        Name: releaseContractParameterName("shop", service),
        Type: "String",
        Value: JSON.stringify({ ...contracts[service], ...changed }),
        Overwrite: true,
      }),
    );
  };
  await publish("web");
  await publish("api");
  const push = (service: ShopService, tag: string) => pushImage(aws, service, tag);
  return { ...local, contracts, listenerArns: around.listenerArns, publish, push };
}

async function createService(aws: AwsClients, around: Surroundings, key: ShopService): Promise<ReleaseContract> {
  const name = `Shop-${key}`;
  const repositoryUrl = `${account}.dkr.ecr.${region}.amazonaws.com/shop/${key}`;
  const targetGroups = {
    blue: { name: `${name}-blue`, arn: await createTargetGroup(aws.elb, around.vpcId, `${name}-blue`) },
    green: { name: `${name}-green`, arn: await createTargetGroup(aws.elb, around.vpcId, `${name}-green`) },
  };
  const listenerRuleArns = {
    production: await createRule(aws, around.listenerArns.production, key, targetGroups.blue.arn),
    test: await createRule(aws, around.listenerArns.test, key, targetGroups.green.arn),
  };
  await aws.ecr.send(new CreateRepositoryCommand({ repositoryName: `shop/${key}`, imageTagMutability: "IMMUTABLE" }));
  await pushImage(aws, key, "v1");
  const { taskDefinition } = await aws.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name, image: `${repositoryUrl}:v1`, portMappings: [{ containerPort: 80 }] }],
    }),
  );
  await aws.ecs.send(
    new CreateServiceCommand({
      cluster: "Shop",
      serviceName: name,
      taskDefinition: name,
      desiredCount: 2,
      launchType: "FARGATE",
      deploymentController: { type: "CODE_DEPLOY" },
      loadBalancers: [{ targetGroupArn: targetGroups.blue.arn, containerName: name, containerPort: 80 }],
      networkConfiguration: around.network,
    }),
  );
  await createDeploymentGroup(aws, around, name);
  return {
    version: 1,
    environment: "shop",
    serviceKey: key,
    account,
    region,
    cluster: "Shop",
    service: name,
    taskDefinitionArn: must(taskDefinition?.taskDefinitionArn),
    container: { name, port: 80 },
    repositoryUrl,
    network: {
      subnetIds: around.network.awsvpcConfiguration.subnets,
      securityGroupIds: around.network.awsvpcConfiguration.securityGroups,
      assignPublicIp: "DISABLED",
    },
    platformVersion: "LATEST",
    capacityProviders: [],
    codeDeploy: { application: name, deploymentGroup: name },
    listenerArns: around.listenerArns,
    listenerRuleArns,
    targetGroups,
    scalingResourceId: null,
  };
}

async function createRule({ elb }: AwsClients, ListenerArn: string, key: ShopService, TargetGroupArn: string) {
  const { priority, path } = services[key];
  const { Rules } = await elb.send(
    new CreateRuleCommand({
      ListenerArn,
      Priority: priority,
      Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: [path] } }],
      Actions: [{ Type: "forward", TargetGroupArn }],
    }),
  );
  return must(Rules?.[0]?.RuleArn);
}

async function createDeploymentGroup({ codeDeploy }: AwsClients, { listenerArns }: Surroundings, name: string) {
  await codeDeploy.send(new CreateApplicationCommand({ applicationName: name, computePlatform: "ECS" }));
  await codeDeploy.send(
    new CreateDeploymentGroupCommand({
      applicationName: name,
      deploymentGroupName: name,
      deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      serviceRoleArn: `arn:aws:iam::${account}:role/CodeDeploy`,
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 60 },
        terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 60 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: `${name}-blue` }, { name: `${name}-green` }],
            prodTrafficRoute: { listenerArns: [listenerArns.production] },
            testTrafficRoute: { listenerArns: [listenerArns.test] },
          },
        ],
      },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
      ecsServices: [{ clusterName: "Shop", serviceName: name }],
    }),
  );
}

/** An image that nobody can start, as different from every other as its tag. */
async function pushImage({ ecr }: AwsClients, key: ShopService, imageTag: string): Promise<string> {
  const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", size: 2, digest: digestOf(imageTag) },
    layers: [],
  });
  const imageDigest = digestOf(imageManifest);
  await ecr.send(new PutImageCommand({ repositoryName: `shop/${key}`, imageTag, imageManifest, imageDigest }));
  return imageDigest;
}
