import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ListDeploymentsCommand } from "@aws-sdk/client-codedeploy";
import { DescribeImagesCommand } from "@aws-sdk/client-ecr";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { DescribeListenersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { localAwsEnvironment } from "../../src/local-aws/environment";
import type { OpenLoadBalancer } from "../../src/local-aws/data-plane";
import type { AwsClients } from "../support/aws-clients";
import type { Outcome, RunningCommand, Sandbox } from "../support/sandbox";
import { deploy, prepare } from "./prepared-sandbox";

const name = "ContainerHandsOn";
const repository = "jaws-days-2022/container-hands-on";

export type Colour = "blue" | "green";
type Command = "release" | "rollback" | "status" | "conformance";

/** What the page of a task says of it. */
export interface Answer {
  readonly host: string;
  readonly image: string;
  /** "family:revision" */
  readonly revision: string;
}

/** The deployed hands-on in a sandbox of its own, with everything that a release is seen by. */
export class DeployedService {
  private constructor(
    readonly sandbox: Sandbox,
    readonly aws: AwsClients,
    /** What a person exports, or `npm run local --` sets, to work with this account. */
    readonly env: NodeJS.ProcessEnv,
    private readonly listeners: OpenLoadBalancer["listeners"],
  ) {}

  /** @param speed how many times faster than on AWS the minutes of a deployment pass */
  static async deploy(speed: number): Promise<DeployedService> {
    const prepared = await prepare(speed);
    const { sandbox, aws } = prepared;
    try {
      await deploy(prepared, "hands-on");
      const url = sandbox.endpoint();
      const answer = await fetch(`${url}/_local/load-balancers`);
      const loadBalancers = (await answer.json()) as readonly OpenLoadBalancer[];
      expect(loadBalancers).toHaveLength(1);
      const listeners = loadBalancers[0]?.listeners ?? [];
      expect(listeners.map(({ port }) => port).sort()).toEqual([80, 8080]);
      const env = localAwsEnvironment(url, join(sandbox.root, ".local"));
      return new DeployedService(sandbox, aws, env, listeners);
    } catch (error) {
      await sandbox.dispose();
      throw error;
    }
  }

  /** Puts an image into the registry. @returns its digest */
  async push(tag: string): Promise<string> {
    const args = ["script/run.mjs", "src/cli/main.ts", "local", "image", "hands-on", tag];
    await this.sandbox.expectSuccess(this.sandbox.run(process.execPath, args));
    const { imageDetails = [] } = await this.aws.ecr.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [{ imageTag: tag }] }),
    );
    expect(imageDetails).toHaveLength(1);
    return imageDetails[0]?.imageDigest ?? "";
  }

  /** `npm run <command> -- hands-on <args>`, without npm. */
  run(command: Command, ...args: readonly string[]): Promise<Outcome> {
    return this.start(command, ...args).outcome;
  }

  start(command: Command, ...args: readonly string[]): RunningCommand {
    const script = ["script/run.mjs", "src/cli/main.ts", command, "hands-on", ...args];
    return this.sandbox.start(process.execPath, script, this.env);
  }

  /** Fails with Terraform's text unless the plan is empty: exit code 0 of -detailed-exitcode, 2 means changes. */
  async expectEmptyPlan(): Promise<void> {
    await this.sandbox.expectSuccess(
      this.sandbox.terraform("hands-on", ["plan", "-input=false", "-no-color", "-detailed-exitcode"]),
    );
  }

  /** Answers to that many requests at once to the listener on this port. */
  answers(port: 80 | 8080, count = 16): Promise<readonly Answer[]> {
    const { url } = this.listener(port);
    return Promise.all(Array.from({ length: count }, () => ask(url)));
  }

  /** Share of production traffic that the listener gives to a colour, in percent. */
  async weight(colour: Colour): Promise<number> {
    const { Listeners = [] } = await this.aws.elb.send(
      new DescribeListenersCommand({ ListenerArns: [this.listener(80).arn] }),
    );
    const groups = Listeners[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    expect(groups.length).toBeGreaterThan(0);
    const total = groups.reduce((sum, { Weight = 1 }) => sum + Weight, 0);
    const own = groups.find(({ TargetGroupArn }) => colourOf(TargetGroupArn) === colour);
    return own === undefined ? 0 : (100 * (own.Weight ?? 1)) / total;
  }

  async untilWeight(colour: Colour, reached: (percent: number) => boolean): Promise<void> {
    for (let looks = 0; looks < 600; looks++) {
      if (reached(await this.weight(colour))) return;
      await sleep(100);
    }
    throw new Error(`The listener never gave ${colour} the weight that was waited for.`);
  }

  /** Waits for a deployment, whoever created it, to wait for somebody who lets its traffic shift. */
  async untilReady(): Promise<void> {
    const group = { applicationName: name, deploymentGroupName: name };
    for (let looks = 0; looks < 600; looks++) {
      const ready = new ListDeploymentsCommand({ ...group, includeOnlyStatuses: ["Ready"] });
      if ((await this.aws.codeDeploy.send(ready)).deployments?.length === 1) return;
      await sleep(100);
    }
    throw new Error("No deployment came to wait for its traffic to shift.");
  }

  /** What ECS answers: the service's own task definition, and its task sets. */
  async service() {
    const { services = [] } = await this.aws.ecs.send(new DescribeServicesCommand({ cluster: name, services: [name] }));
    expect(services).toHaveLength(1);
    const [service] = services;
    return {
      revision: revisionOf(service?.taskDefinition),
      taskSets: (service?.taskSets ?? []).map((set) => ({
        status: set.status,
        colour: colourOf(set.loadBalancers?.[0]?.targetGroupArn),
        revision: revisionOf(set.taskDefinition),
        running: set.runningCount,
      })),
    };
  }

  dispose(): Promise<void> {
    return this.sandbox.dispose();
  }

  private listener(port: 80 | 8080) {
    const listener = this.listeners.find((one) => one.port === port);
    if (listener === undefined) throw new Error(`No listener answers for port ${port}.`);
    return listener;
  }
}

async function ask(url: string): Promise<Answer> {
  const response = await fetch(url);
  const page = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${page}`);
  const shown = (title: string): string => {
    const value = new RegExp(`<p>${title}: ([^<]+)</p>`).exec(page)?.[1];
    if (value === undefined) throw new Error(`The page shows no ${title}: ${page}`);
    return value;
  };
  return { host: shown("Host"), image: shown("Image"), revision: shown("Task definition") };
}

function colourOf(targetGroupArn: string | undefined): Colour | undefined {
  const group = /:targetgroup\/([^/]+)\//.exec(targetGroupArn ?? "")?.[1];
  return group === name ? "blue" : group === `${name}8080` ? "green" : undefined;
}

function revisionOf(arn: string | undefined): string {
  return arn?.split("/").at(-1) ?? "";
}
