import { readFileSync } from "node:fs";
import { z } from "zod";
import { show } from "../../../lib/problem";
import { UsageError } from "../../../lib/errors";
import type { Repository } from "./github";

/** A run of a workflow. Later ones have higher ids; running one again counts its attempts. */
export interface Run {
  readonly id: number;
  readonly attempt: number;
}

export interface RunContext {
  readonly repository: Repository;
  readonly run: Run;
  readonly runUrl: string;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
export function runContext(variables: NodeJS.ProcessEnv): RunContext {
  const [, owner = "", name = ""] = read(variables, "GITHUB_REPOSITORY", /^([\w.-]+)\/([\w.-]+)$/, "owner/name");
  const id = number(variables, "GITHUB_RUN_ID");
  const attempt = number(variables, "GITHUB_RUN_ATTEMPT");
  const [server] = read(
    variables,
    "GITHUB_SERVER_URL",
    /^https?:\/\/[^\s/]+$/,
    "an address such as https://github.com",
  );
  return {
    repository: { owner, name },
    run: { id, attempt },
    runUrl: `${server}/${owner}/${name}/actions/runs/${id}/attempts/${attempt}`,
  };
}

/** What was pushed, on a push or a run by hand. */
export function pushContext(variables: NodeJS.ProcessEnv): { readonly commit: string; readonly branch: string } {
  const [commit] = read(variables, "GITHUB_SHA", commitFormat, "the hash of a commit");
  const [branch] = read(variables, "GITHUB_REF_NAME", /^\S+$/, "a branch");
  return { commit, branch };
}

/**
 * The pull request that a run is about, and its last commit when the run was started. GITHUB_SHA is another: a merge that
 * GitHub tries. Labels are not read here: a run that is repeated sees the event of old.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
export function pullRequestContext(variables: NodeJS.ProcessEnv): {
  readonly number: number;
  readonly commit: string;
} {
  const [file] = read(variables, "GITHUB_EVENT_PATH", /^.+$/, "the file of the event that started the run");
  const event = eventFormat.safeParse(parsed(file));
  if (event.success) return { number: event.data.pull_request.number, commit: event.data.pull_request.head.sha };
  throw new UsageError(
    `GITHUB_EVENT_PATH: ${file} names no pull request. Allowed: an event of the kind "pull_request". ` +
      "Run this step in a workflow that starts on pull requests.",
  );
}

const commitFormat = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const eventFormat = z.object({
  pull_request: z.object({
    number: z.number().int().positive(),
    head: z.object({ sha: z.string().regex(commitFormat) }),
  }),
});

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function number(variables: NodeJS.ProcessEnv, name: string): number {
  const [text] = read(variables, name, /^[1-9]\d{0,14}$/, "a number from 1");
  return Number(text);
}

function read(variables: NodeJS.ProcessEnv, name: string, format: RegExp, allowed: string): RegExpExecArray {
  const given = variables[name];
  const match = given === undefined ? null : format.exec(given);
  if (match !== null) return match;
  throw new UsageError(
    `${name}: ${given === undefined ? "it is not set" : `${show(given)} is not ${allowed}`}. Allowed: ${allowed}. ` +
      "GitHub Actions sets it; run this step there, and set it yourself only to try something.",
  );
}
