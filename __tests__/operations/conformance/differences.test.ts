import { compareRecords } from "../../../src/operations/conformance/compare";
import { requireStart } from "../../../src/operations/conformance/preconditions";
import type { ConformanceRecord } from "../../../src/operations/conformance/record";
import { Recorder } from "../../../src/operations/conformance/recorder";
import { scenariosFor, walk } from "../../../src/operations/conformance/scenarios";
import { loadTarget } from "../../../src/operations/release/target/environment-contract";
import { type AnswerChange, startAnswerProxy } from "../../fakes/answer-proxy";
import { deployHandsOn, type DeployedHandsOn } from "../release/support/deployed-hands-on";
import { RecordedOutput } from "../release/support/recorded-output";

jest.mock("../../../src/operations/release/deployment/poll-delay", () => ({ pollDelay: () => 100 }));
jest.setTimeout(120_000);

interface DeploymentAnswer {
  readonly deploymentInfo: {
    readonly status: string;
    readonly instanceTerminationWaitTimeStarted?: boolean;
    /** A rollback of CodeDeploy's may have none. */
    readonly revision?: { readonly appSpecContent?: object };
  };
}

/** An AWS that behaves otherwise in one point, and the scenario that meets it. */
describe("the comparison with the record of the local AWS names", () => {
  let handsOn: DeployedHandsOn;
  let usual: ConformanceRecord;
  const environment = { ...process.env };

  beforeAll(async () => {
    handsOn = await deployHandsOn({ speed: 60 });
    process.env["AWS_ACCESS_KEY_ID"] = "test";
    process.env["AWS_SECRET_ACCESS_KEY"] = "test";
    // A group that has never deployed answers less.
    await recordUndone();
    usual = await recordUndone();
  });

  afterAll(async () => {
    process.env = environment;
    await handsOn.close();
  });

  async function recordUndone(changes: Readonly<Record<string, AnswerChange>> = {}): Promise<ConformanceRecord> {
    const proxy = await startAnswerProxy(handsOn.gateway.url, changes);
    try {
      process.env["AWS_ENDPOINT_URL"] = proxy.url;
      const recorder = new Recorder();
      const deployed = await loadTarget({ environment: "hands-on", serviceKey: "web" });
      const target = { ...deployed, aws: recorder.listen(deployed.aws) };
      const { prepared } = await requireStart(target);
      const run = {
        ...{ target, recorder, prepared, output: new RecordedOutput(), signal: new AbortController().signal },
        scenarios: {},
        deployments: [],
      };
      const chosen = scenariosFor(prepared).filter(({ name }) => name === "undone");
      expect(chosen).toHaveLength(1);
      await walk(run, chosen);
      const { scenarios } = run;
      return { version: 1, complete: true, service: {}, scenarios, operations: recorder.describe() };
    } finally {
      proxy.close();
    }
  }

  it("nothing, where nothing differs", async () => {
    expect(Object.keys(usual.scenarios)).toEqual(["undone"]);
    expect(compareRecords(usual, await recordUndone())).toEqual([]);
  });

  it("the content of the AppSpec, which one GetDeployment gives back and the other does not", async () => {
    const withContent =
      (content?: string) =>
      ({ deploymentInfo }: DeploymentAnswer) => {
        const { revision } = deploymentInfo;
        const appSpecContent = { ...revision?.appSpecContent, content };
        return { deploymentInfo: { ...deploymentInfo, revision: { ...revision, appSpecContent } } };
      };
    const without = await recordUndone({ GetDeployment: withContent() });
    expect(compareRecords(without, await recordUndone({ GetDeployment: withContent("{}") }))).toEqual([
      {
        subject: "CodeDeploy GetDeployment",
        path: "deploymentInfo.revision.appSpecContent.content",
        one: "absent",
        other: "string",
      },
    ]);
  });

  it("a status that the deployment has while it keeps the original", async () => {
    const bake = ({ deploymentInfo }: DeploymentAnswer) => {
      const { status, instanceTerminationWaitTimeStarted: waits } = deploymentInfo;
      return { deploymentInfo: { ...deploymentInfo, status: waits && status === "InProgress" ? "Baking" : status } };
    };
    expect(compareRecords(usual, await recordUndone({ GetDeployment: bake }))).toEqual([
      { subject: "scenario undone", path: "shifted: status", one: "InProgress", other: "Baking" },
      { subject: "scenario undone", path: "ended: statuses", one: "Ready, Stopped", other: "Ready, Baking, Stopped" },
      {
        subject: "CodeDeploy GetDeployment",
        path: "deploymentInfo.status",
        one: "InProgress or Stopped or Succeeded",
        other: "Baking or Stopped or Succeeded",
      },
    ]);
  });
});
