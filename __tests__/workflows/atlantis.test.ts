import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { checkout } from "../../src/lib/checkout";
import { environments } from "../../src/environments";
import { npmRuns, readArguments } from "./command-lines";

// Strict: Atlantis refuses keys that it does not know.
// https://www.runatlantis.io/docs/repo-level-atlantis-yaml
const repositoryFormat = z.strictObject({
  version: z.literal(3),
  parallel_plan: z.boolean(),
  parallel_apply: z.boolean(),
  projects: z.array(
    z.strictObject({
      name: z.string(),
      dir: z.string(),
      workspace: z.string(),
      autoplan: z.strictObject({ when_modified: z.array(z.string()).min(1) }),
    }),
  ),
});

const step = z.strictObject({
  run: z.union([z.string(), z.strictObject({ command: z.string(), output: z.enum(["show", "hide"]) })]),
});
const stage = z.strictObject({ steps: z.array(step).min(1) });

// https://www.runatlantis.io/docs/server-side-repo-config
const serverFormat = z.strictObject({
  repos: z.array(
    z.strictObject({
      id: z.string(),
      branch: z.string(),
      workflow: z.string(),
      allowed_overrides: z.array(z.string()),
      allow_custom_workflows: z.boolean(),
      apply_requirements: z.array(z.enum(["approved", "mergeable", "undiverged"])),
    }),
  ),
  workflows: z.record(z.string(), z.strictObject({ plan: stage, apply: stage })),
});

const repository = repositoryFormat.parse(read("atlantis.yaml"));
const server = serverFormat.parse(read("atlantis.repos.yaml"));

function read(name: string): unknown {
  return parse(readFileSync(join(checkout.root, name), "utf8"));
}

/** What one stage of the one workflow runs, and whether the comment shows it. */
function commands(name: "plan" | "apply") {
  const { steps } = z.object({ cdktf: z.object({ plan: stage, apply: stage }) }).parse(server.workflows).cdktf[name];
  return steps.map(({ run }) => (typeof run === "string" ? { command: run, output: "show" } : run));
}

describe("Atlantis", () => {
  it("has a project of every environment that is not the lesson, with a clone and a lock of its own", () => {
    const names = environments()
      .map(({ name }) => name)
      .filter((name) => name !== "hands-on");
    expect(repository.projects.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(repository.projects.map(({ dir, workspace }) => ({ dir, workspace }))).toEqual(
      repository.projects.map(({ name }) => ({ dir: ".", workspace: name })),
    );
  });

  it("lets no pull request choose what runs or when an apply may", () => {
    expect(server.repos).toEqual([
      expect.objectContaining({
        workflow: "cdktf",
        allowed_overrides: [],
        allow_custom_workflows: false,
        apply_requirements: ["approved", "mergeable", "undiverged"],
      }),
    ]);
  });

  it("plans by the steps of the pipeline, into the file that it applies, and comments with the review alone", () => {
    expect(commands("plan").map(({ output }) => output)).toEqual(["hide", "hide", "hide", "show"]);
    const [install, ...runs] = commands("plan").map(({ command }) => command);
    expect(install).toBe("npm ci --no-audit --no-fund");
    expect(runs.flatMap(npmRuns).map(readArguments)).toEqual([
      [],
      expect.objectContaining({
        step: "plan",
        target: expect.objectContaining({ name: "production" }) as unknown,
        options: expect.objectContaining({
          planFile: "/data/production-production.tfplan",
          speculative: false,
        }) as unknown,
      }),
    ]);
    expect(runs.at(-1)).toBe('cat ".local/pipeline/$PROJECT_NAME/review.txt"');
  });

  it("applies the very file that was reviewed", () => {
    expect(
      commands("apply")
        .flatMap(({ command }) => npmRuns(command))
        .map(readArguments),
    ).toEqual([
      expect.objectContaining({
        step: "apply",
        options: expect.objectContaining({ planFile: "/data/production-production.tfplan" }) as unknown,
      }),
    ]);
  });
});
