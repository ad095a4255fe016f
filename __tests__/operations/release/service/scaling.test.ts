import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { ListDeploymentsCommand, StopDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { once } from "node:events";
import { deployHandsOn, type DeployedHandsOn } from "../support/deployed-hands-on";

jest.setTimeout(120_000);

const resourceId = "service/ContainerHandsOn/ContainerHandsOn";
const scalable = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;

/** One hands-on whose service scales; each test goes on where the one before it ended. */
describe("scaling during a release", () => {
  let handsOn: DeployedHandsOn;

  beforeAll(async () => {
    handsOn = await deployHandsOn();
    await handsOn.push("v2");
    await handsOn.aws.autoScaling.send(
      new RegisterScalableTargetCommand({ ...scalable, ResourceId: resourceId, MinCapacity: 2, MaxCapacity: 6 }),
    );
    await handsOn.publish({ scalingResourceId: resourceId });
  });

  afterAll(async () => {
    await handsOn.close();
  });

  async function suspended(): Promise<object> {
    const { ScalableTargets = [] } = await handsOn.aws.autoScaling.send(
      new DescribeScalableTargetsCommand({ ...scalable, ResourceIds: [resourceId] }),
    );
    expect(ScalableTargets).toHaveLength(1);
    const { MinCapacity, MaxCapacity, SuspendedState } = ScalableTargets[0] ?? {};
    expect([MinCapacity, MaxCapacity]).toEqual([2, 6]);
    const { DynamicScalingInSuspended = false, DynamicScalingOutSuspended = false } = SuspendedState ?? {};
    return { in: DynamicScalingInSuspended, out: DynamicScalingOutSuspended };
  }

  const active = { in: false, out: false };
  const both = { in: true, out: true };

  async function releaseUntilReady() {
    const release = handsOn.start("release", ["hands-on", "--image", "v2", "--yes"]);
    await release.says("waits before production traffic shifts");
    return release;
  }

  it("is suspended while traffic shifts and restored when the deployment ends", async () => {
    const release = await releaseUntilReady();
    expect(await suspended()).toEqual(both);
    const status = await handsOn.run("status", ["hands-on"]);
    expect(status.stdout).toMatch(/scaling {5}2 to 6 tasks, scaling in and out is suspended since .* by arn:/);
    expect(status.stdout).toContain("              for the running deployment\n");
    const rollback = await handsOn.run("rollback", ["hands-on", "--yes"]);
    expect(rollback.code).toBe(0);
    expect((await release.ended).code).toBe(3);
    expect(await suspended()).toEqual(active);
  });

  it("is restored as soon as the traffic has shifted, not when the original is gone", async () => {
    const release = handsOn.start("release", ["hands-on", "--image", "v2", "--yes", "--continue"]);
    await release.says("Scaling is restored.");
    await release.says("waits before the original tasks stop");
    expect(release.child.exitCode).toBeNull();
    expect(await suspended()).toEqual(active);
    expect((await handsOn.run("release", ["hands-on", "--terminate"])).code).toBe(0);
    expect((await release.ended).code).toBe(0);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "is restored after %s, and the deployment goes on",
    async (signal) => {
      const release = await releaseUntilReady();
      // npm passes on a Ctrl-C that the terminal has sent to the whole group: it comes twice.
      release.child.kill(signal);
      release.child.kill(signal);
      const { code, stdout, stderr } = await release.ended;
      expect(stderr).toContain("Scaling is restored.");
      expect(stdout).toMatch(
        /You stopped watching\. Deployment d-\w+ goes on without us\. Watch it again: npm run status -- hands-on --watch\n$/,
      );
      expect(code).toBe(5);
      expect(await suspended()).toEqual(active);
      const stopped = await handsOn.run("rollback", ["hands-on", "--yes"]);
      expect(stopped.code).toBe(0);
    },
  );

  it("that a killed release left suspended is restored by whoever continues its deployment", async () => {
    const release = await releaseUntilReady();
    release.child.kill("SIGKILL");
    await once(release.child, "close");
    expect(await suspended()).toEqual(both);

    await handsOn.run("release", ["hands-on", "--continue", "--terminate", "--wait-for", "ready"]);
    expect(await suspended()).toEqual(active);
  });

  it("that is left behind is told by status, refuses a release, and is mended with --resume-scaling", async () => {
    await handsOn.run("rollback", ["hands-on", "--yes"]);
    const release = await releaseUntilReady();
    release.child.kill("SIGKILL");
    await once(release.child, "close");
    await handsOn.aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId: await runningDeployment() }));

    const status = await handsOn.run("status", ["hands-on", "--json"]);
    expect(JSON.parse(status.stdout)).toMatchObject({
      deployment: null,
      scaling: { scaleInSuspended: true, scaleOutSuspended: true, suspension: { leftBehind: true } },
    });
    const refused = await handsOn.run("release", ["hands-on", "--image", "v2", "--yes"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /- Another release has suspended the scaling of service\/ContainerHandsOn\/ContainerHandsOn since .* by arn:.* and has not restored it\.\n {2}If that release is no longer running, restore it: npm run release -- hands-on --resume-scaling\n/,
    );

    const mended = await handsOn.run("release", ["hands-on", "--resume-scaling"]);
    expect(mended.stdout).toMatch(
      /^Scaling of service\/ContainerHandsOn\/ContainerHandsOn is as it was before .*\.\n$/,
    );
    expect(mended.code).toBe(0);
    expect(await suspended()).toEqual(active);
    const again = await handsOn.run("release", ["hands-on", "--resume-scaling"]);
    expect(again).toMatchObject({
      code: 0,
      stdout: "No release has left scaling suspended: nothing to restore.\n",
    });
  });

  it("that a person has suspended stays suspended", async () => {
    const half = {
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    };
    await handsOn.aws.autoScaling.send(
      new RegisterScalableTargetCommand({ ...scalable, ResourceId: resourceId, SuspendedState: half }),
    );
    const release = await releaseUntilReady();
    expect(await suspended()).toEqual(both);
    await handsOn.run("rollback", ["hands-on", "--yes"]);
    await release.ended;
    expect(await suspended()).toEqual({ in: true, out: false });
  });

  async function runningDeployment(): Promise<string> {
    const names = { applicationName: "ContainerHandsOn", deploymentGroupName: "ContainerHandsOn" };
    const { deployments } = await handsOn.aws.codeDeploy.send(
      new ListDeploymentsCommand({ ...names, includeOnlyStatuses: ["Ready"] }),
    );
    expect(deployments).toHaveLength(1);
    return deployments?.[0] ?? "";
  }
});
