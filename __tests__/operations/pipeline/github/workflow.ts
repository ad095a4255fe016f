import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeOutcome } from "../../../../src/operations/pipeline/outcome";
import { GitHubApi, type Identity } from "../../../fakes/github-api";
import { actionsBot } from "../../../fakes/github-repository";
import { type Outcome, outcome } from "../../../support/outcome";
import { head, plan } from "./samples";

export const token = "ghs_TheTokenOfTheJob";

/** Pull request #7 on a stand-in for GitHub, and jobs that run steps for it as workflows do: each in a process of its own. */
export class Workflow {
  private readonly folder = mkdtempSync(join(tmpdir(), "workflow-"));

  private constructor(readonly api: GitHubApi) {}

  /** @param permissions of the job; all where nothing is said */
  static async start(permissions?: Identity["permissions"]): Promise<Workflow> {
    const api = await GitHubApi.start("acme/shop", {
      [token]: { login: actionsBot, ...(permissions !== undefined && { permissions }) },
    });
    api.repository.addPullRequest({ number: 7, head });
    return new Workflow(api);
  }

  /** Leaves the plan of staging in the folder, as the job before does. */
  plan(changes: Parameters<typeof plan>[0] = {}, findings: readonly object[] = []): void {
    const { outcome: left, review } = plan(changes);
    writeFileSync(join(this.folder, "review.md"), review);
    writeFileSync(join(this.folder, "review.json"), JSON.stringify({ findings }));
    writeOutcome(this.folder, left);
  }

  /** `npm run pipeline -- <step> staging`. What it prints never has the token in it. */
  async run(
    step: "comment" | "drift" | "reviewed",
    variables: NodeJS.ProcessEnv = {},
  ): Promise<Omit<Outcome, "signal">> {
    const event = join(this.folder, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head: { sha: head } } }));
    const from = step === "reviewed" ? [] : ["--from", this.folder];
    const child = spawn(process.execPath, ["script/run.mjs", "src/cli/main.ts", "pipeline", step, "staging", ...from], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        DEBUG: "1",
        GITHUB_API_URL: this.api.url,
        GITHUB_EVENT_PATH: event,
        GITHUB_REF_NAME: "main",
        GITHUB_REPOSITORY: "acme/shop",
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_RUN_ID: "100",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_SHA: head,
        GITHUB_TOKEN: token,
        ...variables,
      },
    });
    const { code, stdout, stderr } = await outcome(child);
    expect(stdout + stderr).not.toContain(token);
    return { code, stdout, stderr };
  }

  close(): void {
    this.api.close();
    rmSync(this.folder, { recursive: true });
  }
}
