import type { App } from "cdktf";
import { CloudwatchLogGroup } from "../../src/aws";
import type { Backend } from "../../src/environments/schema";
import { addBackend } from "../../src/stacks/backend";
import { BaseStack } from "../../src/stacks/base-stack";
import { startTestGateway, type TestGateway } from "../support/gateway";
import { HcpTerraform } from "../fakes/hcp-terraform";
import { handsOn } from "../support/synthesized";
import { TerraformFolder } from "../support/terraform-folder";

const stack = "hands-on";
const token = "a-token-of-the-test";
const backend: Backend = {
  type: "cloud",
  hostname: "tfe.example.com",
  organization: "acme",
  workspace: "container-hands-on",
};

/** The hands-on's backend under a thing that is made in a moment. */
class SmallStack extends BaseStack {
  constructor(app: App, more: readonly string[] = []) {
    super(app, stack, handsOn);
    addBackend(this, { ...handsOn, backend });
    for (const name of ["one", ...more]) new CloudwatchLogGroup(this, name, { name });
  }
}

const init = ["init", "-input=false", "-lockfile=readonly"];

describe("an environment in a named workspace that keeps the state and leaves the runs to the caller", () => {
  let local: TestGateway;
  let hcp: HcpTerraform;
  let folder: TerraformFolder;

  beforeAll(async () => {
    local = await startTestGateway();
    hcp = await HcpTerraform.start(
      { hostname: backend.hostname, organization: "acme", name: backend.workspace },
      token,
    );
    folder = TerraformFolder.create(local.gateway.url, { ...hcp.environment, TF_TOKEN_tfe_example_com: token });
    folder.synthesize((app) => new SmallStack(app));
  }, 60_000);

  afterAll(async () => {
    folder.remove();
    await hcp.close();
    await local.close();
  });

  it("is refused without a token, and nobody is asked for one", async () => {
    const without = TerraformFolder.create(local.gateway.url, hcp.environment);
    without.synthesize((app) => new SmallStack(app));
    const { code, stderr } = await without.terraform(stack, ...init, "-no-color");
    without.remove();
    expect(code).toBe(1);
    expect(stderr).toContain("Error: Required token could not be found");
    expect(stderr).toContain("terraform login tfe.example.com");
  }, 60_000);

  it("is initialized by the token of the environment alone", async () => {
    await folder.succeed(stack, ...init);
    expect(hcp.calls).toContain("GET /.well-known/terraform.json");
    expect(hcp.calls).toContain("GET /api/v2/organizations/acme/workspaces/container-hands-on");
  }, 60_000);

  it("is planned and applied, under the workspace's lock and with its state in the workspace", async () => {
    await folder.succeed(stack, "apply", "-input=false", "-auto-approve");
    expect(hcp.calls.filter((call) => call.endsWith("/actions/lock")).length).toBeGreaterThan(0);
    expect(hcp.locked).toBe(false);
    const { resources } = JSON.parse(String(hcp.states.at(-1)?.state)) as { resources: readonly { name: string }[] };
    expect(resources.map(({ name }) => name)).toEqual(["one"]);
    await folder.succeed(stack, "plan", "-input=false", "-detailed-exitcode");
  }, 60_000);

  it("waits for nobody while another run has the lock: it fails and says so", async () => {
    hcp.locked = true;
    folder.synthesize((app) => new SmallStack(app, ["two"]));
    const { code, stderr } = await folder.terraform(stack, "apply", "-input=false", "-auto-approve", "-no-color");
    hcp.locked = false;
    expect(code).toBe(1);
    expect(stderr).toContain("Error acquiring the state lock");
  }, 60_000);

  it("is deployed by CDKTF itself, where nobody can be asked", async () => {
    const { code, stdout, stderr } = await folder.cdktf("deploy", stack, "--auto-approve", "--skip-provider-lock");
    expect({ code, stdout, stderr }).toMatchObject({ code: 0, stderr: "" });
    expect(stdout).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
  }, 120_000);

  it("is destroyed", async () => {
    await folder.succeed(stack, "destroy", "-input=false", "-auto-approve");
    const { resources } = JSON.parse(String(hcp.states.at(-1)?.state)) as { resources: readonly unknown[] };
    expect(resources).toEqual([]);
  }, 60_000);
});
