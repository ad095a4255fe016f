import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { DescribeRulesCommand, DescribeListenersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { localAwsEnvironment } from "../../src/local-aws/environment";
import { parseReleaseContract, type ReleaseContract } from "../../src/release-contract/contract";
import type { AwsClients } from "../support/aws-clients";
import type { OpenLoadBalancer } from "../../src/local-aws/data-plane";
import { type Answer, askSecurely } from "../local-aws/data-plane/http";
import { must } from "../support/must";
import type { Outcome, Sandbox } from "../support/sandbox";
import { deploy, prepare as prepareSandbox } from "./prepared-sandbox";

/** One resource in a plan's JSON. */
export interface PlannedChange {
  readonly address: string;
  /** "update", "create", "delete", or both of the last two for a replacement. */
  readonly actions: readonly string[];
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** What of a service a release of another must not touch. */
export interface ServiceState {
  readonly taskDefinition: string | undefined;
  readonly taskSets: readonly (readonly unknown[])[];
  /** The actions of its rules on both listeners, or of the listeners themselves where they are its own. */
  readonly actions: readonly unknown[];
}

/** An environment, deployed in a sandbox of its own. */
export class DeployedEnvironment {
  private constructor(
    readonly name: string,
    readonly sandbox: Sandbox,
    readonly aws: AwsClients,
    /** What a person exports, or `npm run local --` sets, to work with this account. */
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * @param speed how many times faster than on AWS the minutes of a deployment pass
   * @param prepare what the account has to have before the first deploy; @default nothing
   */
  static async deploy(
    name: string,
    speed: number,
    prepare: (aws: AwsClients) => Promise<void> = () => Promise.resolve(),
  ): Promise<DeployedEnvironment> {
    const prepared = await prepareSandbox(speed);
    const { sandbox, aws } = prepared;
    try {
      await prepare(aws);
      await deploy(prepared, name);
      return new DeployedEnvironment(
        name,
        sandbox,
        aws,
        localAwsEnvironment(sandbox.endpoint(), join(sandbox.root, ".local")),
      );
    } catch (error) {
      await sandbox.dispose();
      throw error;
    }
  }

  /** An image for a service's next release. */
  async push(tag: string, service: string): Promise<void> {
    const args = ["script/run.mjs", "src/cli/main.ts", "local", "image", this.name, tag, "--service", service];
    await this.sandbox.expectSuccess(this.sandbox.run(process.execPath, args));
  }

  /** `npm run <command> -- <environment> <args>` */
  run(command: string, ...args: readonly string[]): Promise<Outcome> {
    return this.sandbox.run("npm", ["run", "--silent", command, "--", this.name, ...args], this.env);
  }

  terraform(...args: readonly string[]): Promise<Outcome> {
    return this.sandbox.terraform(this.name, args);
  }

  /** Fails with Terraform's text unless the plan is empty: exit code 0 of -detailed-exitcode, 2 means changes. */
  async expectEmptyPlan(): Promise<void> {
    await this.sandbox.expectSuccess(this.terraform("plan", "-input=false", "-no-color", "-detailed-exitcode"));
  }

  /**
   * Writes the environment's file as it was deployed, with statements at its end that change it. What was changed before
   * is forgotten. Nothing is planned yet.
   */
  async configure(...statements: readonly string[]): Promise<void> {
    const file = join("src", "environments", `${this.name}.ts`);
    const deployed = readFileSync(join(process.cwd(), file), "utf8");
    writeFileSync(join(this.sandbox.root, file), [deployed, ...statements, ""].join("\n"));
    await this.sandbox.synthesize();
  }

  /** What Terraform would change, from the plan's JSON, which stays in the stack's folder as "plan". */
  async plan(...options: readonly string[]): Promise<readonly PlannedChange[]> {
    await this.sandbox.expectSuccess(this.terraform("plan", "-input=false", "-no-color", "-out=plan", ...options));
    const { stdout } = await this.sandbox.expectSuccess(this.terraform("show", "-json", "plan"));
    const { resource_changes: changes = [] } = JSON.parse(stdout) as Plan;
    return changes
      .filter(({ mode, change }) => mode === "managed" && !change.actions.includes("no-op"))
      .map(({ address, change }) => ({ address, actions: change.actions }));
  }

  async applyPlan(): Promise<void> {
    await this.sandbox.expectSuccess(this.terraform("apply", "-input=false", "-no-color", "plan"));
  }

  async contract(service: string): Promise<ReleaseContract> {
    const output = await this.sandbox.expectSuccess(this.terraform("output", "-raw", `ReleaseContract_${service}`));
    return parseReleaseContract(output.stdout);
  }

  async stateOf(contract: ReleaseContract): Promise<ServiceState> {
    const { services = [] } = await this.aws.ecs.send(
      new DescribeServicesCommand({ cluster: contract.cluster, services: [contract.service] }),
    );
    expect(services).toHaveLength(1);
    const { listenerRuleArns: rules } = contract;
    return {
      taskDefinition: services[0]?.taskDefinition,
      taskSets: (services[0]?.taskSets ?? []).map(({ id, status, taskDefinition, runningCount }) => [
        id,
        status,
        taskDefinition,
        runningCount,
      ]),
      actions: rules === undefined ? await this.defaultActions(contract) : await this.ruleActions(rules),
    };
  }

  private async ruleActions({ production, test }: ReleaseContract["listenerArns"]): Promise<readonly unknown[]> {
    const { Rules = [] } = await this.aws.elb.send(new DescribeRulesCommand({ RuleArns: [production, test] }));
    expect(Rules).toHaveLength(2);
    return Rules.map(({ Actions }) => Actions);
  }

  /** Default actions of production and test listener. */
  async defaultActions(contract: ReleaseContract): Promise<readonly unknown[]> {
    const { production, test } = contract.listenerArns;
    const { Listeners = [] } = await this.aws.elb.send(
      new DescribeListenersCommand({ ListenerArns: [production, test] }),
    );
    expect(Listeners).toHaveLength(2);
    return Listeners.map(({ DefaultActions }) => DefaultActions);
  }

  /** Where the load balancer's listener on this port answers on this machine. */
  async listenerUrl(port: number): Promise<string> {
    const answer = await fetch(`${this.sandbox.endpoint()}/_local/load-balancers`);
    const [loadBalancer] = (await answer.json()) as readonly OpenLoadBalancer[];
    return must(loadBalancer?.listeners.find((listener) => listener.port === port)).url;
  }

  /** One request to the HTTPS listener on this port, by the name that its certificate is for. */
  async ask(port: number, host: string, path: string): Promise<Answer> {
    const url = await this.listenerUrl(port);
    const ca = readFileSync(join(this.sandbox.root, ".local", "ca.pem"), "utf8");
    return askSecurely(`${url}${path}`, { ca, servername: host, headers: { host } });
  }

  dispose(): Promise<void> {
    return this.sandbox.dispose();
  }
}
