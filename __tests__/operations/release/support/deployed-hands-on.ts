import { PutImageCommand } from "@aws-sdk/client-ecr";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { createHash } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { type ReleaseContract } from "../../../../src/release-contract/contract";
import { releaseContractParameterName } from "../../../../src/environments/names";
import type { GatewayOptions } from "../../../../src/local-aws/gateway";
import { localAwsEnvironment } from "../../../../src/local-aws/environment";
import type { AwsClients } from "../../../support/aws-clients";
import { buildHandsOnByHand } from "../../../support/build-by-hand";
import { startTestGateway, type TestGateway } from "../../../support/gateway";

const name = "ContainerHandsOn";
const repository = "jaws-days-2022/container-hands-on";
const shortRests = join(process.cwd(), "__tests__", "support", "short-rests.mjs");

export interface DeployedHandsOn extends TestGateway {
  readonly contract: ReleaseContract;
  /** Pushes an image. @returns its digest */
  push(tag: string): Promise<string>;
  publish(changed: Partial<ReleaseContract>): Promise<void>;
  /** Starts `npm run <command> -- <args>` without npm. */
  start(command: Command, args: readonly string[], env?: NodeJS.ProcessEnv): RunningCommand;
  run(command: Command, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
}

type Command = "release" | "rollback" | "status" | "conformance";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves as soon as standard output or error holds this text. */
  says(text: string): Promise<void>;
}

/** The hands-on in a local AWS of its own, made without Terraform, its contract published and the image v1 running. */
export async function deployHandsOn(options?: Pick<GatewayOptions, "speed">): Promise<DeployedHandsOn> {
  const local = await startTestGateway(options);
  const { aws, gateway, folder } = local;
  await buildHandsOnByHand(aws);
  const contract = await describe(aws);
  const publish = async (changed: Partial<ReleaseContract>): Promise<void> => {
    await aws.ssm.send(
      new PutParameterCommand({
        Name: releaseContractParameterName("hands-on", "web"),
        Type: "String",
        Value: JSON.stringify({ ...contract, ...changed }),
        Overwrite: true,
      }),
    );
  };
  await publish({});
  const push = async (imageTag: string): Promise<string> => {
    const imageManifest = manifest(imageTag);
    const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
    await aws.ecr.send(new PutImageCommand({ repositoryName: repository, imageTag, imageManifest, imageDigest }));
    return imageDigest;
  };
  await push("latest");
  const start = (command: Command, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand => {
    const program = ["--import", shortRests, "script/run.mjs", "src/cli/main.ts", command];
    const child = spawn(process.execPath, [...program, ...args], {
      env: { ...localAwsEnvironment(gateway.url, folder), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return observe(child);
  };
  return { ...local, contract, push, publish, start, run: (...args) => start(...args).ended };
}

function observe(child: ChildProcess): RunningCommand {
  const output = { stdout: "", stderr: "" };
  let waiting: (() => void)[] = [];
  const heard = (): void => {
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  };
  child.stdout?.on("data", (chunk: Buffer) => {
    output.stdout += chunk.toString();
    heard();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    output.stderr += chunk.toString();
    heard();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => {
      resolve({ code, ...output });
      heard();
    });
  });
  const says = async (text: string): Promise<void> => {
    while (!`${output.stdout}${output.stderr}`.includes(text)) {
      if (child.exitCode !== null)
        throw new Error(`It ended without saying "${text}":\n${output.stdout}\n${output.stderr}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { child, ended, says };
}

async function describe({ ecs, elb }: AwsClients): Promise<ReleaseContract> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: name, services: [name] }));
  const service = services?.[0];
  const awsvpc = service?.networkConfiguration?.awsvpcConfiguration;
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: [name] }));
  const { Listeners = [] } = await elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn }),
  );
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: [name, `${name}8080`] }));
  const listener = (port: number) => Listeners.find(({ Port }) => Port === port)?.ListenerArn ?? "";
  const group = (wanted: string) => ({
    name: wanted,
    arn: TargetGroups.find(({ TargetGroupName }) => TargetGroupName === wanted)?.TargetGroupArn ?? "",
  });
  return {
    version: 1,
    environment: "hands-on",
    serviceKey: "web",
    account: "123456789012",
    region: "ap-northeast-1",
    cluster: name,
    service: name,
    taskDefinitionArn: service?.taskDefinition ?? "",
    container: { name, port: 80 },
    repositoryUrl: `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/${repository}`,
    network: {
      subnetIds: awsvpc?.subnets ?? [],
      securityGroupIds: awsvpc?.securityGroups ?? [],
      assignPublicIp: "DISABLED",
    },
    platformVersion: "LATEST",
    capacityProviders: [],
    codeDeploy: { application: name, deploymentGroup: name },
    listenerArns: { production: listener(80), test: listener(8080) },
    targetGroups: { blue: group(name), green: group(`${name}8080`) },
    scalingResourceId: null,
  };
}

/** An image that nobody can start, as different from every other as its tag. */
function manifest(tag: string): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
    config: {
      mediaType: "application/vnd.docker.container.image.v1+json",
      size: tag.length,
      digest: `sha256:${hex(tag)}`,
    },
    layers: [],
  });
}

function hex(text: string): string {
  return Buffer.from(text.padEnd(32, " ").slice(0, 32)).toString("hex");
}
