import { everyJob, everyStep, workflow, workflows } from "./workflow";

const read = { contents: "read" };
const takesRole = { contents: "read", "id-token": "write" };

/** Who may what. A job that is not here may not be there. */
const expected = {
  "apply-environment.yml": {
    on: ["workflow_call"],
    jobs: { plan: { ...takesRole, "pull-requests": "read" }, apply: takesRole },
  },
  "apply.yml": {
    on: ["push", "workflow_dispatch"],
    jobs: { environments: read, environment: { ...takesRole, "pull-requests": "read" } },
  },
  "ci.yml": { on: ["push", "pull_request"], jobs: { test: read } },
  "drift.yml": {
    on: ["schedule", "workflow_dispatch"],
    jobs: { environments: read, plan: takesRole, report: { ...read, issues: "write" } },
  },
  "plan.yml": {
    on: ["pull_request"],
    jobs: { environments: read, plan: takesRole, comment: { ...read, "pull-requests": "write" }, reviewed: {} },
  },
  "release.yml": {
    on: ["workflow_dispatch", "workflow_call"],
    jobs: { environment: read, release: takesRole, rollback: takesRole },
  },
};

describe("the workflows", () => {
  it("begin when they should, and each job has the permissions that it needs and no others", () => {
    const found = workflows.map(({ name, on, jobs }) => [
      name,
      {
        on: Object.keys(on),
        jobs: Object.fromEntries(Object.entries(jobs).map(([job, { permissions }]) => [job, permissions])),
      },
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it.each(workflows.map(({ name }) => name))("%s gives nothing to a job that does not ask", (name) => {
    expect(workflow(name).permissions).toEqual({});
    expect(workflow(name).defaults).toEqual({ run: { shell: "bash" } });
  });

  it("never let a job that takes a role in AWS write to GitHub", () => {
    const both = everyJob().filter(({ value: { permissions = {} } }) => {
      const writes = Object.keys(permissions).filter((scope) => permissions[scope] === "write");
      return writes.includes("id-token") && writes.length > 1;
    });
    expect(both).toEqual([]);
  });

  it("give what reaches AWS or HCP Terraform only to jobs that may take a role", () => {
    const privileged = everyJob().filter(({ value: { steps } }) =>
      steps.some(
        ({ uses = "", env }) => uses.includes("/configure-aws-credentials@") || "TF_TOKEN_app_terraform_io" in env,
      ),
    );
    expect(privileged.map(({ place }) => place)).toEqual([
      "apply-environment.yml: plan",
      "apply-environment.yml: apply",
      "drift.yml: plan",
      "plan.yml: plan",
      "release.yml: release",
      "release.yml: rollback",
    ]);
    for (const { place, value } of privileged)
      expect([place, value.permissions]).toEqual([place, expect.objectContaining(takesRole)]);
  });

  it("let nothing apply or release before the rules of a GitHub environment are passed", () => {
    const guarded = everyJob().filter(({ value }) => value.environment !== undefined);
    expect(guarded.map(({ place, value }) => [place, value.environment])).toEqual([
      ["apply-environment.yml: apply", "${{ inputs.gitHubEnvironment }}"],
      ["release.yml: release", "${{ matrix.releaseEnvironment }}"],
      ["release.yml: rollback", "${{ matrix.releaseEnvironment }}"],
    ]);
    const changing = everyJob().filter(({ value: { steps } }) =>
      steps.some(({ run = "" }) => /(bluegreen pipeline|pipeline --) apply |run --silent (release|rollback)/.test(run)),
    );
    expect(changing.map(({ place }) => place)).toEqual(guarded.map(({ place }) => place));
  });

  it("tell Terraform's token to the steps that run Terraform, and to the workflow that has them", () => {
    const told = everyStep().filter(({ value: { env } }) =>
      Object.values(env).some((value) => value.includes("secrets.")),
    );
    expect(told).toHaveLength(4);
    for (const { value } of told)
      expect(value.run).toMatch(/^(npm run --silent pipeline --|exec node bluegreen pipeline) (plan|apply) /);
    const lines = workflows.flatMap(({ text }) => text.split("\n").filter((line) => line.includes("secrets.")));
    expect(lines).toHaveLength(told.length + 1);
  });

  it("end: every job that runs steps has a limit", () => {
    const jobs = everyJob().filter(({ value }) => value.uses === undefined);
    expect(jobs.length).toBeGreaterThan(10);
    expect(jobs.filter(({ value }) => value["timeout-minutes"] === undefined)).toEqual([]);
  });
});
