import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { DeleteParameterCommand } from "@aws-sdk/client-ssm";
import { localAwsEnvironment } from "../../../src/local-aws/environment";
import type { Finding } from "../../../src/operations/review/finding";
import { deployHandsOn, type DeployedHandsOn } from "../release/support/deployed-hands-on";
import { outcome, type Outcome } from "../../support/outcome";

jest.setTimeout(120_000);

const plan = join("__tests__", "operations", "review", "plans", "no-op.json");

describe("a review with --live, against the local AWS", () => {
  let handsOn: DeployedHandsOn;

  beforeAll(async () => {
    handsOn = await deployHandsOn();
    await handsOn.push("v2");
  });

  afterAll(() => handsOn.close());

  function runReview(env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const options = ["--environment", "hands-on", "--live", "--format", "json"];
    const child = spawn(process.execPath, ["script/run.mjs", "src/cli/main.ts", "review", plan, ...options], {
      env: { ...localAwsEnvironment(handsOn.gateway.url, handsOn.folder), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return outcome(child);
  }

  async function told(): Promise<readonly Finding[]> {
    const { code, stdout, stderr } = await runReview();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
    return findings.filter(({ id }) => id.startsWith("deployment-"));
  }

  it("says nothing while none runs, and names the one that does", async () => {
    expect(await told()).toEqual([]);
    const release = await handsOn.run("release", ["hands-on", "--image", "v2", "--yes", "--wait-for", "ready"]);
    expect(release.code).toBe(0);
    const [finding, ...others] = await told();
    expect(others).toEqual([]);
    expect(finding?.what).toMatch(
      /^Deployment d-\w+ of the service web runs \(Ready\)\. The plan touches nothing that it holds\.$/,
    );
  });

  it("ends with one sentence where the right to look is missing", async () => {
    const denying = await startDenying(handsOn.gateway.url, "ListDeployments");
    const { port } = denying.address() as AddressInfo;
    const { code, stdout, stderr } = await runReview({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    denying.close();
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "Whether a deployment of web (hands-on) runs could not be read. AWS denies codedeploy:ListDeployments: User: plan is " +
        "not authorized to perform: codedeploy:ListDeployments. Ask for this permission, or use another role. " +
        "Without --live the plan is reviewed all the same.\n",
    });
  });

  it("ends with one sentence where there are no credentials", async () => {
    const { code, stdout, stderr } = await runReview({ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^There are no AWS credentials that work \(.*\)\. Log in .*\n$/);
  });

  it("says of a service that is not deployed that it was not asked", async () => {
    await handsOn.aws.ssm.send(new DeleteParameterCommand({ Name: "/hands-on/web/release-contract" }));
    expect((await told()).map(({ what }) => what)).toEqual([
      "No release contract is published for web: whether a deployment runs was not asked there.",
    ]);
  });
});

/** An AWS that denies one action and passes on all others. */
async function startDenying(url: string, action: string): Promise<Server> {
  const message = `User: plan is not authorized to perform: codedeploy:${action}`;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      if (String(request.headers["x-amz-target"]).endsWith(`.${action}`)) {
        response.writeHead(400).end(JSON.stringify({ __type: "AccessDeniedException", message }));
        return;
      }
      const headers = Object.entries(request.headers).filter(([name]) => name !== "connection");
      const answer = await fetch(`${url}${request.url ?? ""}`, {
        method: "POST",
        headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
        body: new Uint8Array(body),
      });
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
