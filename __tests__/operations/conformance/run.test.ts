import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateDeploymentCommand, ListDeploymentsCommand, StopDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { DescribeServicesCommand, ListTaskDefinitionsCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DescribeListenersCommand, DescribeRulesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { DescribeParametersCommand } from "@aws-sdk/client-ssm";
import type { ConformanceRecord } from "../../../src/operations/conformance/record";
import { deployHandsOn, type DeployedHandsOn } from "../release/support/deployed-hands-on";
import { startAnswerProxy } from "../../fakes/answer-proxy";
import { until } from "../../support/until";

jest.setTimeout(180_000);

const name = "ContainerHandsOn";
const group = { applicationName: name, deploymentGroupName: name };

/** One hands-on, a minute of its deployments in a second; each test begins where the one before it put things back. */
describe("npm run conformance", () => {
  let handsOn: DeployedHandsOn;
  let folder: string;
  let record: string;

  beforeAll(async () => {
    handsOn = await deployHandsOn({ speed: 60 });
    folder = mkdtempSync(join(tmpdir(), "conformance-"));
    record = join(folder, "first.json");
  });

  afterAll(async () => {
    await handsOn.close();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: readonly string[]) => handsOn.run("conformance", ["hands-on", "--yes", ...args]);
  const start = (...args: readonly string[]) => handsOn.start("conformance", ["hands-on", "--yes", ...args]);

  /** Everything that a run changes. */
  async function account() {
    const { aws, contract } = handsOn;
    const { services } = await aws.ecs.send(new DescribeServicesCommand({ cluster: name, services: [name] }));
    const listenerArns = [contract.listenerArns.production, contract.listenerArns.test];
    const { Listeners = [] } = await aws.elb.send(new DescribeListenersCommand({ ListenerArns: listenerArns }));
    expect([services?.length, Listeners.length]).toEqual([1, 2]);
    const shares = Listeners.map(({ Port, DefaultActions }) => [
      Port,
      DefaultActions?.[0]?.ForwardConfig?.TargetGroups?.filter(({ Weight }) => Weight !== 0).map(
        ({ TargetGroupArn }) => TargetGroupArn,
      ),
    ]);
    const rules = await aws.elb.send(new DescribeRulesCommand({ ListenerArn: contract.listenerArns.production }));
    const revisions = await aws.ecs.send(new ListTaskDefinitionsCommand({ status: "ACTIVE" }));
    const parameters = await aws.ssm.send(new DescribeParametersCommand({}));
    const active = ["Created", "Queued", "InProgress", "Ready"] as const;
    const running = await aws.codeDeploy.send(
      new ListDeploymentsCommand({ ...group, includeOnlyStatuses: [...active] }),
    );
    return {
      taskSets: services?.[0]?.taskSets?.map(({ status, taskDefinition, loadBalancers, runningCount }) => [
        status,
        taskDefinition,
        loadBalancers?.[0]?.targetGroupArn,
        runningCount,
      ]),
      shares,
      rules: rules.Rules?.length,
      revisions: revisions.taskDefinitionArns,
      parameters: parameters.Parameters?.map(({ Name }) => Name),
      running: running.deployments,
    };
  }

  it("puts everything back after Ctrl-C", async () => {
    const before = await account();
    const interrupted = start("--record", join(folder, "interrupted.json"));
    await interrupted.says("original 90 %, replacement 10 %");
    interrupted.child.kill("SIGINT");
    const { code, stdout } = await interrupted.ended;
    expect(stdout).toBe("Interrupted.\n");
    expect(code).toBe(1);
    expect(await account()).toEqual(before);
  });

  it("puts back what a killed run has left, and then runs: says what it does, and leaves the account as it was", async () => {
    const before = await account();
    const killed = start("--record", join(folder, "killed.json"));
    await killed.says("waits before the original tasks stop");
    killed.child.kill("SIGKILL");
    await killed.ended;
    const deploymentId = (await account()).running?.[0];
    await handsOn.aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: false }));
    expect((await account()).taskSets).toHaveLength(2);
    const { code, stdout, stderr } = await run("--record", record);
    expect(stderr).toMatch(/^A conformance run of arn:\S+ since \S+ has not ended\./);
    expect(stderr).toMatch(/^Deployment d-\w+ removes the tasks that a deployment has left\./m);
    expect(stderr).toMatch(/^Deployment d-\w+ brings back ContainerHandsOn:1, blue\.$/m);
    expect(stderr).toContain(
      "It takes about 45 minutes on AWS and costs less than US$ 0.04: a second set of tasks runs meanwhile.\n",
    );
    expect(stdout).toBe("The run is complete, and everything is as before.\n");
    expect(code).toBe(0);
    expect(await account()).toEqual(before);
  });

  it("records what AWS does, without a value of the environment", () => {
    const text = readFileSync(record, "utf8");
    const { complete, scenarios, operations } = JSON.parse(text) as ConformanceRecord;
    expect(complete).toBe(true);
    expect(Object.keys(scenarios)).toEqual([
      "release",
      "stopped",
      "rollback",
      "undone",
      "missing image",
      "rules that differ",
    ]);
    expect(scenarios["release"]?.["shifting"]?.["production"]).toBe("original 90, replacement 10");
    expect(scenarios["release"]?.["second deployment"]).toEqual({ answer: "DeploymentLimitExceededException" });
    expect(scenarios["undone"]?.["rolled back"]?.["creator"]).toBe("codeDeployRollback");
    expect(Object.keys(operations).length).toBeGreaterThan(20);
    const values = stringsOf(handsOn.contract).filter((value) => !["web", "DISABLED"].includes(value));
    expect(values.length).toBeGreaterThan(15);
    expect(values.filter((value) => text.includes(value))).toEqual([]);
    expect(text).not.toMatch(/arn:|sha256:|\bd-[A-Z0-9]{9}\b|\d{12}|ecs-svc\//);
  });

  it("compares two records without any call to AWS, and exits 1 where they differ", async () => {
    const changed = join(folder, "changed.json");
    writeFileSync(changed, readFileSync(record, "utf8").replaceAll("MANUAL_STOP", "TIMEOUT"));
    const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
    const { code, stdout } = await handsOn.run("conformance", ["--compare", record, "--with", changed], nowhere);
    expect(stdout).toContain(`scenario stopped\n  ended: error\n    ${record}: MANUAL_STOP\n    ${changed}: TIMEOUT\n`);
    expect(code).toBe(1);
  });

  describe("changes nothing and exits 2", () => {
    const refused = async (message: string | RegExp, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await run("--record", join(folder, "refused.json"), ...args);
      expect(stderr).toMatch(message);
      expect([stdout, code]).toEqual(["", 2]);
    };

    it("without a terminal to ask on", async () => {
      const { code, stderr } = await handsOn.run("conformance", ["hands-on"]);
      expect(stderr).toBe(
        "A conformance run deploys to the service and asks before it does, but there is no terminal to ask on. Add --yes to run it.\n",
      );
      expect(code).toBe(2);
    });

    it("where the record could not be written, or the other cannot be read", async () => {
      await refused(
        /^--record \/nowhere\/r\.json: the folder cannot be written to \(ENOENT\)\./,
        "--record",
        "/nowhere/r.json",
      );
      await refused(/^The record nothing\.json cannot be read: ENOENT\./, "--compare", "nothing.json");
    });

    it("where Terraform declares what the tasks do not have", async () => {
      await handsOn.publish({ network: { ...handsOn.contract.network, securityGroupIds: ["sg-1"] } });
      await refused("A run would release them. Release them first: npm run release -- hands-on.");
      await handsOn.publish({});
    });

    it("where the tag of the running image has moved", async () => {
      const imageDigest = await handsOn.push("earlier");
      const proxy = await startAnswerProxy(handsOn.gateway.url, {
        DescribeTasks: ({ tasks }: { readonly tasks: readonly { readonly containers: readonly object[] }[] }) => ({
          tasks: tasks.map((task) => ({
            ...task,
            containers: task.containers.map((one) => ({ ...one, imageDigest })),
          })),
        }),
      });
      const { code, stderr } = await handsOn.run("conformance", ["hands-on", "--yes"], { AWS_ENDPOINT_URL: proxy.url });
      proxy.close();
      expect(stderr).toContain("container-hands-on:latest has moved since the tasks were started");
      expect(code).toBe(2);
    });

    it("while a deployment runs", async () => {
      const { aws } = handsOn;
      const { deployments = [] } = await aws.codeDeploy.send(new ListDeploymentsCommand(group));
      expect(deployments.length).toBeGreaterThan(0);
      const appSpec = {
        TaskDefinition: (await account()).taskSets?.[0]?.[1],
        LoadBalancerInfo: { ContainerName: name, ContainerPort: 80 },
      };
      const content = JSON.stringify({
        version: 0,
        Resources: [{ TargetService: { Type: "AWS::ECS::Service", Properties: appSpec } }],
      });
      const { deploymentId } = await aws.codeDeploy.send(
        new CreateDeploymentCommand({
          ...group,
          revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
        }),
      );
      await refused(/^Nothing was changed:\n- Deployment d-\w+ is running/);
      await aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
      await until("no deployment runs", async () => (await account()).running?.length === 0);
    });

    it("where no tasks run", async () => {
      const scale = (desiredCount: number) =>
        handsOn.aws.ecs.send(new UpdateServiceCommand({ cluster: name, service: name, desiredCount }));
      await scale(0);
      await refused("The service ContainerHandsOn has no tasks behind its pair of target groups.");
      await scale(2);
    });

    it("where the environment is not deployed", async () => {
      const { code, stderr } = await handsOn.run("conformance", ["staging", "--service", "web", "--yes"]);
      expect(stderr).toContain("The service web of staging has no release contract");
      expect(code).toBe(2);
    });
  });
});

function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
