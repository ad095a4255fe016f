import { ListDeploymentsCommand, StopDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { DeleteParameterCommand } from "@aws-sdk/client-ssm";
import { ListTaskDefinitionsCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DescribeListenersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { deployHandsOn, type DeployedHandsOn } from "./support/deployed-hands-on";

jest.setTimeout(120_000);

/** One hands-on; each test goes on where the one before it ended, as a person's day would. */
describe("release, rollback and status on the local AWS", () => {
  let handsOn: DeployedHandsOn;
  let digest: string;

  beforeAll(async () => {
    handsOn = await deployHandsOn();
    digest = await handsOn.push("v2");
  });

  afterAll(async () => {
    await handsOn.close();
  });

  async function deploymentIds(): Promise<string[]> {
    const names = { applicationName: "ContainerHandsOn", deploymentGroupName: "ContainerHandsOn" };
    return (await handsOn.aws.codeDeploy.send(new ListDeploymentsCommand(names))).deployments ?? [];
  }

  async function revisions(): Promise<number> {
    const { taskDefinitionArns = [] } = await handsOn.aws.ecs.send(new ListTaskDefinitionsCommand({}));
    return taskDefinitionArns.length;
  }

  /** Colour with all the traffic of the production listener, as the load balancer tells it. */
  async function live(): Promise<string | undefined> {
    const { targetGroups, listenerArns } = handsOn.contract;
    const { Listeners } = await handsOn.aws.elb.send(
      new DescribeListenersCommand({ ListenerArns: [listenerArns.production] }),
    );
    const [action] = Listeners?.[0]?.DefaultActions ?? [];
    const all = action?.ForwardConfig?.TargetGroups?.find(({ Weight }) => (Weight ?? 1) > 0)?.TargetGroupArn;
    return all === targetGroups.blue.arn ? "blue" : all === targetGroups.green.arn ? "green" : undefined;
  }

  it("refuses with every obstacle at once and changes nothing", async () => {
    await handsOn.publish({ taskDefinitionArn: handsOn.contract.taskDefinitionArn.replace(/1$/, "99") });
    const ended = await handsOn.run("release", ["hands-on", "--image", "v9", "--config", "Nope", "--yes"]);
    await handsOn.publish({});
    expect(ended).toEqual({
      code: 1,
      stdout: "",
      stderr: `Nothing was changed:
- The task definition ContainerHandsOn:99, which Terraform declares, does not exist.
  Let Terraform register it anew: npx cdktf deploy hands-on.
- There is no deployment configuration Nope for ECS.
  Give --config one of AWS's own (CodeDeployDefault.ECSAllAtOnce, ECSCanary10Percent5Minutes, ECSLinear10PercentEvery1Minutes ...) or create it.
- The image ${handsOn.contract.repositoryUrl}:v9 does not exist.
  Push it first, or name one that is there: latest, v2.
`,
    });
    expect(await deploymentIds()).toEqual([]);
    expect(await revisions()).toBe(1);
  });

  it("refuses the credentials of another account", async () => {
    await handsOn.publish({ account: "999999999999" });
    const { code, stderr } = await handsOn.run("release", ["hands-on", "--dry-run"]);
    await handsOn.publish({});
    expect(code).toBe(1);
    expect(stderr).toBe(
      "Nothing was changed:\n- The credentials belong to the account 123456789012; hands-on is in 999999999999.\n  Choose the profile or role of that account.\n",
    );
  });

  it("shows a plan and changes nothing with --dry-run", async () => {
    const { code, stdout } = await handsOn.run("release", ["hands-on", "--image", "v2", "--dry-run", "--json"]);
    expect(code).toBe(0);
    const [plan, result] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(plan).toMatchObject({
      type: "plan",
      revision: { from: "ContainerHandsOn:1", to: null },
      image: {
        to: `${handsOn.contract.repositoryUrl}@${digest}`,
        digest,
        asked: `${handsOn.contract.repositoryUrl}:v2`,
      },
      changes: [],
      placement: [],
    });
    expect(result).toEqual({ type: "result", exitCode: 0, message: "Dry run: nothing was changed." });
    expect(await deploymentIds()).toEqual([]);
    expect(await revisions()).toBe(1);
  });

  it("brings the replacement up beside the original and stops there with --wait-for ready", async () => {
    const { code, stdout } = await handsOn.run("release", [
      "hands-on",
      "--image",
      "v2",
      "--yes",
      "--wait-for",
      "ready",
    ]);
    expect(stdout).toContain("is ready: ContainerHandsOn:2 answers test traffic.\n");
    expect(code).toBe(0);
    expect(await live()).toBe("blue");
  });

  it("tells both colours, both listeners and what is waited for", async () => {
    const { code, stdout } = await handsOn.run("status", ["hands-on", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      type: "status",
      live: { revision: "ContainerHandsOn:1", colour: "blue" },
      listeners: {
        production: {
          port: 80,
          weights: [
            { colour: "blue", percent: 100 },
            { colour: "green", percent: 0 },
          ],
        },
        test: {
          port: 8080,
          weights: [
            { colour: "green", percent: 100 },
            { colour: "blue", percent: 0 },
          ],
        },
      },
      taskSets: [
        { revision: "ContainerHandsOn:1", colour: "blue", status: "PRIMARY", desired: 2, running: 2 },
        { revision: "ContainerHandsOn:2", colour: "green", status: "ACTIVE", desired: 2, running: 2 },
      ],
      deployment: { status: "Ready", waitsFor: "traffic" },
      scaling: null,
      undelivered: { changes: [], placement: [], notices: [] },
    });
  });

  it("refuses a second release while the first one runs, and says what can be done", async () => {
    const [id = ""] = await deploymentIds();
    const { code, stderr } = await handsOn.run("release", ["hands-on", "--image", "v2", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Nothing was changed:
- Deployment ${id} is running (Ready).
  Watch it: npm run status -- hands-on --watch. Shift its traffic: npm run release -- hands-on --continue. Stop it and roll back: npm run rollback -- hands-on.
`,
    );
  });

  it("exits 5 when the time is up, with the deployment running and the command to watch it", async () => {
    const [id = ""] = await deploymentIds();
    const { code, stdout } = await handsOn.run("release", ["hands-on", "--terminate", "--timeout", "1s"]);
    expect(stdout).toBe(
      `The time is up. Deployment ${id} goes on without us. Watch it again: npm run status -- hands-on --watch\n`,
    );
    expect(code).toBe(5);
    expect(await live()).toBe("blue");
  });

  it("shifts all traffic with --continue", async () => {
    const { code, stderr } = await handsOn.run("release", ["hands-on", "--continue", "--wait-for", "traffic"]);
    expect(stderr).toContain("AllowTraffic Succeeded");
    expect(stderr).toContain("traffic ████████████████████ original 0 %, replacement 100 %");
    expect(code).toBe(0);
    expect(await live()).toBe("green");
  });

  it("ends the wait for the original's end with --terminate", async () => {
    const { code, stdout } = await handsOn.run("release", ["hands-on", "--terminate"]);
    expect(stdout).toContain("succeeded: ContainerHandsOn:2 serves all traffic.");
    expect(code).toBe(0);
  });

  it("rolls back to the revision that served before, shown first", async () => {
    const { code, stdout } = await handsOn.run("rollback", ["hands-on", "--yes", "--continue", "--terminate"]);
    expect(stdout).toContain("  revision    ContainerHandsOn:2 -> ContainerHandsOn:1\n");
    expect(stdout).toContain("succeeded: ContainerHandsOn:1 serves all traffic.");
    expect(code).toBe(0);
    expect(await live()).toBe("blue");
  });

  it("reuses a revision that says the same, and exits 3 when the deployment is stopped and rolled back", async () => {
    const before = await revisions();
    const release = handsOn.start("release", ["hands-on", "--image", "v2", "--yes"]);
    await release.says("waits before production traffic shifts");
    const [deploymentId = ""] = await deploymentIds();
    await handsOn.aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    const { code, stdout } = await release.ended;
    expect(stdout).toContain("  revision    ContainerHandsOn:1 -> ContainerHandsOn:2\n");
    expect(stdout).toContain(`Deployment ${deploymentId} was stopped`);
    expect(stdout).toContain("rolled it back: the original revision serves all traffic.");
    expect(code).toBe(3);
    expect(await live()).toBe("blue");
    expect(await revisions()).toBe(before);
  });

  it("exits 4 when it is stopped and nobody rolls it back", async () => {
    const release = handsOn.start("release", ["hands-on", "--image", "v2", "--yes"]);
    await release.says("waits before production traffic shifts");
    const [deploymentId = ""] = await deploymentIds();
    await handsOn.aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: false }));
    const { code, stdout } = await release.ended;
    expect(stdout).toContain("CodeDeploy did not roll it back. The original revision serves all traffic.");
    expect(code).toBe(4);
  });

  it("stops a running deployment with rollback, which for a rollback is success", async () => {
    await handsOn.run("release", ["hands-on", "--image", "v2", "--yes", "--wait-for", "ready"]);
    const watch = handsOn.start("status", ["hands-on", "--watch"]);
    await watch.says("waits before production traffic shifts");
    const { code, stdout, stderr } = await handsOn.run("rollback", ["hands-on", "--yes"]);
    expect(stderr).toContain(
      "(Ready, carries ContainerHandsOn:2) will be stopped; CodeDeploy then brings the original back.",
    );
    expect(stdout).toContain("rolled it back: the original revision serves all traffic.");
    expect(code).toBe(0);
    // Whoever watches learns the same, and a watch ends as the release itself would have.
    expect((await watch.ended).code).toBe(3);
  });

  it("goes on through throttling and a network that is away for a while", async () => {
    const faults = (body: object) =>
      fetch(`${handsOn.gateway.url}/_local/faults`, { method: "POST", body: JSON.stringify(body) });
    await faults({ kind: "throttle", share: 0.2, services: ["codedeploy", "ecs", "ecr", "ssm"] });
    const release = handsOn.start("release", ["hands-on", "--image", "v2", "--yes", "--wait-for", "traffic"]);
    await release.says("waits before production traffic shifts");
    await faults({ kind: "drop", share: 1 });
    await release.says("AWS cannot be reached for CodeDeploy");
    await fetch(`${handsOn.gateway.url}/_local/faults`, { method: "DELETE" });
    const continued = await handsOn.run("release", ["hands-on", "--continue", "--terminate"]);
    expect(continued.code).toBe(0);
    const { code, stderr } = await release.ended;
    expect(stderr).toContain("Trying again.");
    expect(code).toBe(0);
    expect(await live()).toBe("green");
  });

  it("deploys a named revision, and says so when there is none", async () => {
    const none = await handsOn.run("rollback", ["hands-on", "--to", "77", "--yes"]);
    expect(none.stderr).toContain("- The task definition ContainerHandsOn:77, to roll back to, does not exist.\n");
    expect(none.code).toBe(1);
    const ended = await handsOn.run("rollback", ["hands-on", "--to", "1", "--yes", "--continue", "--terminate"]);
    expect(ended.stdout).toContain("repeats deployment d-");
    expect(ended.code).toBe(0);
    expect(await live()).toBe("blue");
  });

  it("refuses a service that was moved away from CODE_DEPLOY, tells its status, and goes on once it is back", async () => {
    const update = (type: "ECS" | "CODE_DEPLOY") =>
      handsOn.aws.ecs.send(
        new UpdateServiceCommand({
          cluster: "ContainerHandsOn",
          service: "ContainerHandsOn",
          deploymentController: { type },
        }),
      );
    const finding = {
      problem:
        "The ECS service ContainerHandsOn is under the deployment controller ECS, not CODE_DEPLOY: CodeDeploy can neither release it nor roll it back.",
      remedy:
        "Change it back: aws ecs update-service --region ap-northeast-1 --cluster ContainerHandsOn --service ContainerHandsOn " +
        "--deployment-controller type=CODE_DEPLOY. What this needs, and what to do where AWS refuses it: " +
        'docs/operations.md, "The service left CodeDeploy".',
    };
    const before = [await deploymentIds(), await revisions()];
    await update("ECS");
    const refused = {
      code: 1,
      stdout: "",
      stderr: `Nothing was changed:\n- ${finding.problem}\n  ${finding.remedy}\n`,
    };
    expect(await handsOn.run("release", ["hands-on", "--image", "v2", "--yes"])).toEqual(refused);
    expect(await handsOn.run("rollback", ["hands-on", "--yes"])).toEqual(refused);
    const { code, stdout } = await handsOn.run("status", ["hands-on", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      deploymentController: { type: "ECS", finding },
      live: { revision: "ContainerHandsOn:1", colour: "blue" },
      tasks: { desired: 2, running: 2 },
      taskSets: [],
      deployment: null,
    });
    expect(code).toBe(0);

    await update("CODE_DEPLOY");
    const { stdout: back } = await handsOn.run("release", ["hands-on", "--image", "v2", "--dry-run", "--json"]);
    expect(back).toContain('"message":"Dry run: nothing was changed."');
    expect([await deploymentIds(), await revisions()]).toEqual(before);
  });

  it.each([
    [
      "without credentials",
      { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
      "No AWS credentials were found. Log in (for example: aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n",
    ],
  ])("stops %s with one sentence", async (_case, env, stderr) => {
    expect(await handsOn.run("release", ["hands-on", "--yes"], env)).toEqual({ code: 1, stdout: "", stderr });
  });

  it("says what to do where the environment is not deployed", async () => {
    await handsOn.aws.ssm.send(new DeleteParameterCommand({ Name: "/hands-on/web/release-contract" }));
    const { code, stdout } = await handsOn.run("status", ["hands-on", "--json"]);
    await handsOn.publish({});
    expect(JSON.parse(stdout)).toEqual({
      type: "result",
      exitCode: 1,
      message: expect.stringContaining("The service web of hands-on has no release contract") as string,
      findings: [
        {
          problem:
            "The service web of hands-on has no release contract: there is no SSM parameter /hands-on/web/release-contract in ap-northeast-1.",
          remedy:
            "Deploy the environment first (npx cdktf deploy hands-on), or use the credentials of the account it is in.",
        },
      ],
    });
    expect(code).toBe(1);
  });

  it("asks before it changes anything, and where nobody can answer says what to type", async () => {
    const { code, stderr } = await handsOn.run("release", ["hands-on", "--image", "v2"]);
    expect(stderr).toBe(
      "This changes what serves traffic and asks before it does, but there is no terminal to ask on. Add --yes to go ahead, or --dry-run to see the plan alone.\n",
    );
    expect(code).toBe(2);
  });

  it("says so when AWS cannot be reached", async () => {
    const { code, stderr } = await handsOn.run("status", ["hands-on"], { AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    expect(stderr).toBe(
      "AWS cannot be reached for SSM GetParameter (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:9). Check the network and AWS_ENDPOINT_URL.\n",
    );
    expect(code).toBe(1);
  });
});
