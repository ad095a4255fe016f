import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformOutput } from "cdktf";
import { CloudwatchLogGroup } from "../../src/aws";
import type { Backend } from "../../src/environments/schema";
import { localAwsEnvironment } from "../../src/local-aws/environment";
import { addBackend } from "../../src/stacks/backend";
import { BaseStack } from "../../src/stacks/base-stack";
import { terraformEnvironment } from "../../src/operations/terraform/environment";
import { startTestGateway, type TestGateway } from "../support/gateway";
import { HcpTerraform } from "../fakes/hcp-terraform";
import { must } from "../support/must";
import { type Outcome, Sandbox } from "../support/sandbox";
import { handsOn } from "../support/synthesized";
import { until } from "../support/until";

const stack = "hands-on";
const token = "a-token-of-the-test";
const place = { hostname: "tfe.example.com", organization: "acme", name: "shop" };
const backend: Backend = { type: "cloud", hostname: place.hostname, organization: "acme", workspace: place.name };
const folder = join(".local", "pipeline", stack);
const planFile = join("cdktf.out", "stacks", stack, "pipeline.tfplan");

/** The hands-on's backend under things that are made in a moment. */
class SmallStack extends BaseStack {
  constructor(app: App, names: readonly string[]) {
    super(app, stack, handsOn);
    addBackend(this, { ...handsOn, backend });
    for (const name of names) new CloudwatchLogGroup(this, name, { name });
    new TerraformOutput(this, "Names", { value: names });
    new TerraformOutput(this, "Secret", { value: "hush", sensitive: true });
  }
}

describe("the pipeline of an environment whose workspace runs Terraform itself", () => {
  let aws: TestGateway;
  let hcp: HcpTerraform;
  let sandbox: Sandbox;
  let machines: NodeJS.ProcessEnv;
  /** A saved plan: what stands in its file, and its hash. */
  let saved: { readonly file: string; readonly hash: string };

  const write = (...names: readonly string[]) => {
    const app = new App({ outdir: join(sandbox.root, "cdktf.out") });
    new SmallStack(app, names);
    app.synth();
  };
  const configure = (workspace: string) => {
    const file = join("src", "environments", `${stack}.ts`);
    const statement = `handsOn.backend = ${JSON.stringify({ ...backend, workspace })};\n`;
    writeFileSync(join(sandbox.root, file), readFileSync(join(process.cwd(), file), "utf8") + statement);
  };
  const start = (variables: NodeJS.ProcessEnv, step: string, ...args: readonly string[]) =>
    sandbox.start("npm", ["run", "--silent", "pipeline", "--", step, stack, ...args], {
      TF_TOKEN_tfe_example_com: token,
      ...variables,
      ...hcp.environment,
    });
  /** With no AWS credentials and no endpoint: the runs have them. */
  const pipeline = (step: string, ...args: readonly string[]): Promise<Outcome> => start({}, step, ...args).outcome;
  const outcomeOf = () => JSON.parse(sandbox.read(join(folder, "outcome.json"))) as { hash: string; changes: number };

  beforeAll(async () => {
    aws = await startTestGateway();
    machines = { ...terraformEnvironment(localAwsEnvironment(aws.gateway.url, tmpdir())), TF_IN_AUTOMATION: "1" };
    hcp = await HcpTerraform.start(place, token, machines);
    sandbox = Sandbox.create();
    configure(place.name);
    write("one");
  }, 60_000);

  afterAll(async () => {
    await hcp.close();
    await sandbox.dispose();
    await aws.close();
  });

  it("reviews a speculative run, also while somebody holds the workspace locked", async () => {
    hcp.locked = true;
    const { stdout, stderr } = await sandbox.expectSuccess(pipeline("plan", "--speculative"));
    hcp.locked = false;
    expect(stderr).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
    expect(stdout).toContain("aws_cloudwatch_log_group.one");
    expect(outcomeOf().changes).toBe(3);
    expect(hcp.runs.all.map(({ options, status }) => [options.speculative, status])).toEqual([
      [true, "planned_and_finished"],
    ]);
  }, 120_000);

  it("applies the very run that it has reviewed again", async () => {
    const { hash } = outcomeOf();
    const { stderr } = await sandbox.expectSuccess(pipeline("apply", "--verify", hash));
    expect(stderr).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
    expect(hcp.runs.all.map(({ options, status }) => [options.speculative, status])).toEqual([
      [true, "planned_and_finished"],
      [false, "applied"],
    ]);
    expect(hcp.states).toHaveLength(1);
    expect(JSON.parse(sandbox.read(join(folder, "outputs.json")))).toEqual({ Names: ["one"] });
  }, 120_000);

  it("applies nothing where the workspace is locked, and says by whom and where to unlock it", async () => {
    write("one", "two");
    await sandbox.expectSuccess(pipeline("plan", "--keep-plan"));
    saved = { file: sandbox.read(planFile), hash: outcomeOf().hash };
    hcp.locked = true;
    const { code, stderr } = await pipeline("apply", "--plan-file", planFile);
    hcp.locked = false;
    expect(code).toBe(1);
    expect(stderr).toContain(
      "Workspace acme/shop: it was locked by mallory, so that no run may change anything. Ask them why, " +
        "unlock it at https://tfe.example.com/app/acme/workspaces/shop, and run this again.",
    );
    expect(hcp.states).toHaveLength(1);
  }, 120_000);

  it("applies nothing where the run was discarded", async () => {
    writeFileSync(join(sandbox.root, planFile), saved.file);
    must(hcp.runs.all.at(-1)).discard();
    const { code, stderr } = await pipeline("apply", "--plan-file", planFile);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "The run was discarded, by a person or because another run changed the state first. Plan and review again.",
    );
    expect(hcp.states).toHaveLength(1);
  }, 120_000);

  it("tells what went wrong where the plan of a run fails", async () => {
    write("a".repeat(513));
    const { code, stderr } = await pipeline("plan", "--speculative");
    write("one", "two");
    expect(code).toBe(1);
    expect(stderr).toContain("terraform plan of hands-on ended with exit code 1.");
    expect(stderr).toContain('- "name" cannot be longer than 512 characters');
    expect(hcp.runs.all.at(-1)?.status).toBe("errored");
  }, 120_000);

  it("fails where the run is cancelled in the middle, though Terraform ends as if all were well", async () => {
    let open = (): void => undefined;
    hcp.runs.gate = new Promise((resolve) => (open = resolve));
    hcp.runs.settling = 3000;
    const before = hcp.runs.all.length;
    const { outcome } = start({}, "plan", "--speculative");
    await until("the run has begun", () => hcp.runs.all.length > before);
    must(hcp.runs.all.at(-1)).cancel();
    const { code, stderr } = await outcome;
    open();
    hcp.runs.settling = 0;
    expect(code).toBe(1);
    expect(stderr).toContain('Workspace acme/shop: the run ended as "canceled".');
  }, 120_000);

  it.each([
    [
      "no token",
      "shop",
      "",
      "tfe.example.com: there is no token for it. Put one into TF_TOKEN_tfe_example_com: pipelines read it from there alone, " +
        "not from the files of `terraform login`.",
    ],
    [
      "a token that is not taken",
      "shop",
      "an-old-token",
      "tfe.example.com: it does not take the token in TF_TOKEN_tfe_example_com. The token has expired, was revoked, or is another " +
        "host's. Make a new one for the team that runs the pipelines, and put it there.",
    ],
    [
      "a workspace that is not there",
      "shops",
      token,
      "Workspace acme/shops: tfe.example.com does not know it (/organizations/acme/workspaces/shops?include=locked_by), or the " +
        "token in TF_TOKEN_tfe_example_com may not see it. Check organization and workspace in the environment's backend, and the " +
        "team that the token is of; or make the workspace.",
    ],
  ])(
    "is wrong usage with %s",
    async (_, workspace, given, message) => {
      configure(workspace);
      const { code, stderr } = await start({ TF_TOKEN_tfe_example_com: given }, "plan", "--speculative").outcome;
      configure(place.name);
      expect({ code, stderr }).toEqual({ code: 2, stderr: `${message}\n` });
    },
    60_000,
  );

  it("goes the same way where the workspace leaves its runs to the caller", async () => {
    hcp.execution = "local";
    const runs = hcp.runs.all.length;
    // The same changes are the same plan, whoever planned them.
    const { stderr } = await sandbox.expectSuccess(start(machines, "apply", "--verify", saved.hash).outcome);
    expect(stderr).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
    expect(JSON.parse(sandbox.read(join(folder, "outputs.json")))).toEqual({ Names: ["one", "two"] });
    expect(hcp.runs.all).toHaveLength(runs);
    expect(hcp.states).toHaveLength(2);
    expect(hcp.locked).toBe(false);
  }, 120_000);
});
