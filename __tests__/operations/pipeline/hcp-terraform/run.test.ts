import { UsageError } from "../../../../src/lib/errors";
import { bookmark, confirmRun } from "../../../../src/operations/pipeline/hcp-terraform/hcp-terraform";
import { failing, hostname, variables, workspace } from "./support";

afterEach(() => {
  jest.restoreAllMocks();
});

const url = `https://${hostname}/app/acme/shop/runs/run-B7x`;
const output = `Preparing the remote plan...\n\nTo view this run in a browser, visit:\n${url}\n\nWaiting for the plan to start...\n`;

describe("a bookmark", () => {
  it("names the run whose address was printed, as Terraform's own file does", () => {
    expect(JSON.parse(bookmark(output, hostname))).toEqual({ remote_plan_format: 1, run_id: "run-B7x", hostname });
  });

  it("names no run of another host", () => {
    const other = "See https://app.terraform.io/app/acme/shop/runs/run-A1\n";
    expect(JSON.parse(bookmark(other + output, hostname))).toMatchObject({ run_id: "run-B7x" });
    expect(() => bookmark(other, hostname)).toThrow(
      new Error(`Terraform named no run on ${hostname}; what it said is above.`),
    );
  });
});

describe("a run that Terraform has left", () => {
  const status = (name: string) => new Response(JSON.stringify({ data: { attributes: { status: name } } }));

  const run = `https://${hostname}/api/v2/runs/run-B7x`;
  const elsewhere = () => new Response(null, { status: 307, headers: { location: "https://archive.example.com/1" } });

  it.each(["planned_and_finished", "planned_and_saved"])(
    "has planned as %s, and its plan may be read",
    async (name) => {
      const fetch = jest.spyOn(globalThis, "fetch");
      for (const answer of [status(name), elsewhere()]) fetch.mockResolvedValueOnce(answer);
      await confirmRun("plan", output, workspace, variables);
      expect(fetch.mock.calls.map(([asked, init]) => [asked, init?.redirect])).toEqual([
        [run, "manual"],
        [`${run}/plan/json-output`, "manual"],
      ]);
    },
  );

  it("is of no use where the token may not read the plan", async () => {
    const fetch = jest.spyOn(globalThis, "fetch");
    for (const answer of [status("planned_and_saved"), new Response(null, { status: 404 })]) {
      fetch.mockResolvedValueOnce(answer);
    }
    const error = await failing(confirmRun("plan", output, workspace, variables));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe(
      "Workspace acme/shop: the token may plan, but not read the plan as JSON, so that there is nothing to review. HCP Terraform " +
        "shows it to users and teams with the role Admin of the workspace alone, and never to a token of the organization. " +
        "Give the token's team that role.",
    );
  });

  it.each(["applied", "planned_and_finished"])("has applied as %s", async (name) => {
    const fetch = jest.spyOn(globalThis, "fetch").mockResolvedValueOnce(status(name));
    await confirmRun("apply", output, workspace, variables);
    expect(fetch.mock.calls.map(([asked]) => asked)).toEqual([run]);
  });

  it("is waited for while it has not settled", async () => {
    const fetch = jest.spyOn(globalThis, "fetch");
    for (const name of ["applying", "applied"]) fetch.mockResolvedValueOnce(status(name));
    await confirmRun("apply", output, workspace, variables);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it.each(["canceled", "discarded", "errored", "force_canceled", "policy_override", "policy_soft_failed"])(
    "is a failure as %s",
    async (name) => {
      jest.spyOn(globalThis, "fetch").mockResolvedValueOnce(status(name));
      expect((await failing(confirmRun("apply", output, workspace, variables))).message).toBe(
        `Workspace acme/shop: the run ended as "${name}". Who or what ended it stands at ${url}. Then plan and review again.`,
      );
    },
  );
});
