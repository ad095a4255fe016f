import fc from "fast-check";
import type { Backend } from "../../../../src/environments/schema";
import { UsageError } from "../../../../src/lib/errors";
import { refuseLocked, workspaceOf } from "../../../../src/operations/pipeline/hcp-terraform/hcp-terraform";
import { backend, failing, hostname, variables, workspace } from "./support";

const workspacePath = "/organizations/acme/workspaces/shop?include=locked_by";

/** What the API answers, by path. Paths that are not named are not found. */
type Answers = Readonly<Record<string, { readonly status?: number; readonly body?: unknown }>>;

const entitled = { "/organizations/acme/entitlement-set": { body: { data: { attributes: { operations: true } } } } };

function described(attributes: object, relationships = {}, included: readonly object[] = []) {
  return { body: { data: { attributes: { locked: false, ...attributes }, relationships }, included } };
}

function answering(answers: Answers) {
  return jest.spyOn(globalThis, "fetch").mockImplementation((asked) => {
    const path = new Request(asked).url.split("/api/v2")[1] ?? "";
    const { status = 200, body = {} } = answers[path] ?? { status: 404 };
    return Promise.resolve(new Response(JSON.stringify(body), { status, statusText: `Status ${status}` }));
  });
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("the workspace of an environment", () => {
  it("is none, and nobody is asked, where the state is elsewhere", async () => {
    const fetch = answering({});
    const s3: Backend = { type: "s3", bucket: "states", key: "shop", region: "eu-central-1" };
    expect(await workspaceOf({ backend: s3 }, {})).toBeUndefined();
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    ["local", "local"],
    ["remote", "remote"],
    ["agent", "remote"],
  ])("in execution mode %s has its runs %s", async (mode, execution) => {
    answering({ ...entitled, [workspacePath]: described({ "execution-mode": mode }) });
    expect(await workspaceOf({ backend }, variables)).toEqual({ ...workspace, execution });
  });

  it("is asked for with the token of the host, and no token goes anywhere else", async () => {
    const fetch = answering({ ...entitled, [workspacePath]: described({ "execution-mode": "local" }) });
    await workspaceOf({ backend }, { TF_TOKEN_app_terraform_io: "another-token", ...variables });
    expect(fetch.mock.calls.map(([url, init]) => [url, new Headers(init?.headers).get("authorization")])).toEqual([
      [`https://${hostname}/api/v2/organizations/acme/entitlement-set`, "Bearer a-token"],
      [`https://${hostname}/api/v2${workspacePath}`, "Bearer a-token"],
    ]);
  });

  it("may say local without an entitlement to remote runs", async () => {
    answering({
      "/organizations/acme/entitlement-set": { body: { data: { attributes: { operations: false } } } },
      [workspacePath]: described({ "execution-mode": "local" }),
    });
    expect((await workspaceOf({ backend }, variables))?.execution).toBe("local");
  });

  it.each<[what: string, Backend, NodeJS.ProcessEnv, Answers, message: string]>([
    [
      "there is no token",
      backend,
      { TF_TOKEN_app_terraform_io: "another-token", TF_TOKEN_tfe_my__company_example_com: "" },
      {},
      `${hostname}: there is no token for it. Put one into TF_TOKEN_tfe_my__company_example_com: pipelines read it from there ` +
        "alone, not from the files of `terraform login`.",
    ],
    [
      "the token is not taken",
      backend,
      variables,
      { "/organizations/acme/entitlement-set": { status: 401 } },
      `${hostname}: it does not take the token in TF_TOKEN_tfe_my__company_example_com. The token has expired, was revoked, or ` +
        "is another host's. Make a new one for the team that runs the pipelines, and put it there.",
    ],
    [
      "the organization is not there",
      backend,
      variables,
      {},
      `Workspace acme/shop: ${hostname} does not know it (/organizations/acme/entitlement-set), or the token in ` +
        "TF_TOKEN_tfe_my__company_example_com may not see it. Check organization and workspace in the environment's backend, and " +
        "the team that the token is of; or make the workspace.",
    ],
    [
      "the workspace is not there",
      backend,
      variables,
      entitled,
      `Workspace acme/shop: ${hostname} does not know it (${workspacePath}), or the token in ` +
        "TF_TOKEN_tfe_my__company_example_com may not see it. Check organization and workspace in the environment's backend, and " +
        "the team that the token is of; or make the workspace.",
    ],
    [
      "the organization may not run Terraform remotely",
      backend,
      variables,
      {
        "/organizations/acme/entitlement-set": { body: { data: { attributes: { operations: false } } } },
        [workspacePath]: described({ "execution-mode": "agent" }),
      },
      'Workspace acme/shop: its execution mode is "agent", but the organization is not entitled to remote runs. Set the mode to ' +
        `"local" at https://${hostname}/app/acme/workspaces/shop/settings/general, or choose a plan for the organization that has them.`,
    ],
  ])("is wrong usage where %s", async (_, wanted, given, answers, message) => {
    answering(answers);
    const error = await failing(workspaceOf({ backend: wanted }, given));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(message);
  });

  it("is a failure where HCP Terraform has one", async () => {
    answering({ "/organizations/acme/entitlement-set": { status: 503 } });
    const error = await failing(workspaceOf({ backend }, variables));
    expect(error).not.toBeInstanceOf(UsageError);
    expect(error.message).toBe(
      `Workspace acme/shop: ${hostname} answered 503 Status 503 to /organizations/acme/entitlement-set. Run this again later.`,
    );
  });

  it("is a failure where the host cannot be reached, and says why and what of proxies", async () => {
    const cause = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
    jest.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("fetch failed", { cause }));
    const { message } = await failing(workspaceOf({ backend }, variables));
    expect(message).toBe(
      `${hostname}: it cannot be reached (getaddrinfo ENOTFOUND ${hostname}). Check backend.hostname and the network. Node.js uses ` +
        "a proxy (HTTPS_PROXY) from 22.21 on, with NODE_USE_ENV_PROXY=1, and reads an authority of your own from NODE_EXTRA_CA_CERTS.",
    );
  });

  it("is found with the variable that the error names, whatever the host", async () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9]|-[a-z0-9]){0,8}$/);
    const host = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => `${labels.join(".")}.com`);
    await fc.assert(
      fc.asyncProperty(host, async (name) => {
        const there = { backend: { ...backend, hostname: name } };
        answering({ ...entitled, [workspacePath]: described({ "execution-mode": "local" }) });
        const [, variable = ""] = /into (\w+):/.exec((await failing(workspaceOf(there, {}))).message) ?? [];
        expect((await workspaceOf(there, { [variable]: "a-token" }))?.hostname).toBe(name);
        // Terraform takes the hyphens themselves as well, and dots, where a shell lets one write them.
        expect((await workspaceOf(there, { [`TF_TOKEN_${name}`]: "a-token" }))?.hostname).toBe(name);
      }),
    );
  });
});

describe("a locked workspace", () => {
  const by = (type: string) => ({ "locked-by": { data: { id: "someone-1", type } } });
  const mode = { "execution-mode": "remote", locked: true };

  it.each<[who: string, ReturnType<typeof described>, expected: string | undefined]>([
    [
      "a person",
      described(mode, by("users"), [{ id: "someone-1", type: "users", attributes: { username: "ann" } }]),
      "ann",
    ],
    ["a team", described(mode, by("teams"), [{ id: "someone-1", type: "teams", attributes: { name: "ops" } }]), "ops"],
    ["one who is not described", described(mode, by("users")), "someone-1"],
    ["one who is not named", described(mode), "somebody whom the token may not see"],
    ["a run, which is not by hand", described(mode, by("runs")), undefined],
  ])("tells that it was %s", async (_, answer, expected) => {
    answering({ ...entitled, [workspacePath]: answer });
    expect((await workspaceOf({ backend }, variables))?.lockedBy).toBe(expected);
  });

  it("refuses a change, and says by whom and where it is unlocked", () => {
    expect(() => {
      refuseLocked({ ...workspace, lockedBy: "ann" });
    }).toThrow(
      new Error(
        "Workspace acme/shop: it was locked by ann, so that no run may change anything. Ask them why, unlock it at " +
          `https://${hostname}/app/acme/workspaces/shop, and run this again.`,
      ),
    );
  });

  it("refuses nothing where nobody locked it", () => {
    expect(() => {
      refuseLocked(workspace);
    }).not.toThrow();
  });
});
