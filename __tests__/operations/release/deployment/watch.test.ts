import fc from "fast-check";
import type { DeploymentView, DeploymentSnapshot, Wait } from "../../../../src/operations/release/service/snapshot";
import { pollDelay } from "../../../../src/operations/release/deployment/poll-delay";
import { watch, type Watch } from "../../../../src/operations/release/deployment/watch";
import { snapshot, taskSets } from "../support/samples";

interface Scene {
  readonly outcome: Awaited<ReturnType<typeof watch>>;
  readonly looks: readonly (DeploymentView | undefined)[];
  readonly troubles: readonly string[];
  readonly continued: readonly Wait[];
}

/** Plays a watch against answers that come one after the other; the last one stays. */
async function play(answers: readonly (DeploymentSnapshot | Error)[], options: Partial<Watch> = {}): Promise<Scene> {
  const [looks, troubles, continued]: [(DeploymentView | undefined)[], string[], Wait[]] = [[], [], []];
  let index = 0;
  const outcome = await watch({
    deploymentId: "d-1",
    goal: "done",
    continues: new Set(),
    timeout: 60_000,
    signal: new AbortController().signal,
    again: "npm run status -- hands-on --watch",
    pause: () => new Promise(setImmediate),
    load: (id) => {
      if (id !== "d-1") return Promise.resolve(snapshot({ id, status: "Succeeded" }));
      const answer = answers[Math.min(index++, answers.length - 1)];
      return answer instanceof Error || answer === undefined
        ? Promise.reject(answer ?? new Error())
        : Promise.resolve(answer);
    },
    continueDeployment: (_id, wait) => {
      continued.push(wait);
      return Promise.resolve();
    },
    onLook: (course, _elapsed, trouble) => {
      if (trouble === undefined) looks.push(course);
      else troubles.push(trouble);
    },
    ...options,
  });
  return { outcome, looks, troubles, continued };
}

function awsError(name: string, fields: object = {}): Error {
  return Object.assign(new Error(`${name} happened`), { name }, fields);
}

const succeeded = snapshot({ status: "Succeeded" }, { past: "AfterAllowTraffic" });

describe("watching a deployment", () => {
  it("ends when the goal is reached", async () => {
    const { outcome, looks } = await play([snapshot(), succeeded]);
    expect(outcome.exitCode).toBe(0);
    expect(looks).toEqual([{ deployment: snapshot() }, { deployment: succeeded }]);
  });

  it("cuts each wait short once, and only those it was told to", async () => {
    const ready = snapshot({ status: "Ready" });
    const kept = snapshot({ terminationWaitStarted: true }, { past: "AfterAllowTraffic" });
    const both = await play([ready, ready, kept, succeeded], { continues: new Set<Wait>(["traffic", "termination"]) });
    expect(both.continued).toEqual(["traffic", "termination"]);
    const one = await play([ready, kept, succeeded], { continues: new Set<Wait>(["traffic"]) });
    expect(one.continued).toEqual(["traffic"]);
  });

  it("tries again when the deployment is not quite ready to be continued", async () => {
    let refusals = 0;
    const { outcome } = await play([snapshot({ status: "Ready" }), snapshot({ status: "Ready" }), succeeded], {
      continues: new Set<Wait>(["traffic"]),
      continueDeployment: () =>
        refusals++ === 0 ? Promise.reject(awsError("DeploymentIsNotInReadyStateException")) : Promise.resolve(),
    });
    expect(refusals).toBe(2);
    expect(outcome.exitCode).toBe(0);
  });

  it("follows into the rollback", async () => {
    const failed = snapshot({ status: "Failed", rollbackDeploymentId: "d-2", taskSets: taskSets(100) });
    const { outcome, looks } = await play([failed]);
    expect(outcome.exitCode).toBe(3);
    expect(looks).toEqual([{ deployment: failed, rollback: snapshot({ id: "d-2", status: "Succeeded" }) }]);
  });

  it.each([
    ["a cut network", awsError("Error", { code: "ECONNRESET" })],
    ["throttling", awsError("ThrottlingException")],
    ["an AWS in trouble", awsError("Whatever", { $metadata: { httpStatusCode: 503 } })],
  ])("goes on through %s", async (_case, error) => {
    const { outcome, troubles } = await play([snapshot(), error, succeeded]);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/Trying again\.$/);
    expect(outcome.exitCode).toBe(0);
  });

  const again = "Deployment d-1 goes on without us. Watch it again: npm run status -- hands-on --watch";

  it.each([
    [
      "credentials that expire",
      awsError("ExpiredTokenException"),
      `The AWS credentials have expired. Log in again (for example: aws sso login), then repeat the command. ${again}`,
    ],
    [
      "a permission that is taken away",
      awsError("AccessDeniedException", { message: "User: x is not authorized to perform: codedeploy:GetDeployment" }),
      `AWS denies codedeploy:GetDeployment: User: x is not authorized to perform: codedeploy:GetDeployment. Ask for this permission, or use another role. ${again}`,
    ],
  ])("exits 5 at %s, since the deployment needs no watcher", async (_case, error, sentence) => {
    const { outcome } = await play([snapshot(), error]);
    expect(outcome).toEqual({ exitCode: 5, sentence });
  });

  it("exits 5 when the time is up, even while AWS does not answer", async () => {
    const { outcome } = await play([awsError("TimeoutError")], { timeout: 50 });
    expect(outcome).toEqual({ exitCode: 5, sentence: `The time is up. ${again}` });
  });

  it("exits 5 at once when it is interrupted, be it in the middle of a call", async () => {
    const controller = new AbortController();
    const begun = Date.now();
    const { outcome } = await play([], {
      signal: controller.signal,
      load: (_id, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reject(awsError("AbortError"));
          });
          controller.abort();
        }),
    });
    expect(outcome).toEqual({ exitCode: 5, sentence: `You stopped watching. ${again}` });
    expect(Date.now() - begun).toBeLessThan(900);
  });
});

describe("the pause between two looks", () => {
  it("is a second while things move, grows with the quiet, and ends at five", () => {
    expect([0, 10_000, 30_000, 50_000, 3_600_000].map(pollDelay)).toEqual([1_000, 1_000, 3_000, 5_000, 5_000]);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(pollDelay(Math.min(a, b))).toBeLessThanOrEqual(pollDelay(Math.max(a, b)));
      }),
    );
  });
});
