import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { severities } from "../../review/finding";
import { planFiles } from "../outcome";
import { body } from "./body";
import type { GitHub, Issue } from "./github";
import { driftMarker, readDriftMarker } from "./marker";
import type { PlanFolder } from "./plan-folder";
import type { Answer } from "./review-comment";

const label = "drift";

const reviewFormat = z.object({
  findings: z.array(
    z.object({ id: z.string(), severity: z.enum(severities), address: z.string().optional(), what: z.string() }),
  ),
});

/**
 * Stands for what is worth an issue; undefined where nothing is. Drift of the severity `note` is not: its owner made it, as a
 * release or autoscaling do (src/lib/terraform/ignored-attributes.ts), or Terraform reads something for the first time.
 */
export function driftFingerprint(reviewJson: string): string | undefined {
  const { findings } = reviewFormat.parse(JSON.parse(reviewJson));
  const drift = findings
    .filter(({ id, severity }) => id.startsWith("drift-") && severity !== "note")
    .map(({ id, address, what }) => JSON.stringify([id, address, what]))
    .sort();
  return drift.length === 0 ? undefined : fingerprint(drift.join("\n"));
}

/** What a refresh-only plan found, or that it failed. */
export function readDrift(folder: string, { outcome: { failure } }: PlanFolder): string | undefined {
  // Reasons differ from night to night, in ids of requests for one.
  if (failure !== undefined) return fingerprint("unknown");
  return driftFingerprint(readFileSync(join(folder, planFiles.reviewJson), "utf8"));
}

/**
 * Keeps the one issue of an environment: opened or reopened where there is drift, updated where it is another, closed with a
 * comment where there is none. Nobody is told twice of the same.
 *
 * @param found stands for the drift; undefined where there is none
 */
export async function reportDrift(
  github: GitHub,
  runUrl: string,
  { outcome: { environment, failure }, review }: PlanFolder,
  found: string | undefined,
): Promise<Answer> {
  const author = await github.login();
  const ours = (await github.issues(label)).filter(
    (one) => one.author === author && readDriftMarker(one.body)?.environment === environment,
  );
  const [issue, ...doubles] = ours;
  for (const { number, open } of doubles) if (open) await github.updateIssue(number, { open: false });
  if (found === undefined) return { exitCode: 0, message: await close(github, environment, issue, runUrl) };

  const marker = driftMarker({ environment, fingerprint: found });
  const text = body({ marker, notes: notes(environment, failure !== undefined), review, runUrl });
  const done = await open(github, { title: `Drift in ${environment}`, body: text }, issue, found);
  return failure === undefined
    ? { exitCode: 0, message: `${environment}: there is drift. ${done}` }
    : { exitCode: 1, message: `${environment}: the plan failed, so that drift is unknown. ${done}` };
}

async function close(github: GitHub, environment: string, issue: Issue | undefined, runUrl: string): Promise<string> {
  if (issue?.open !== true) return `${environment}: there is no drift.`;
  await github.updateIssue(issue.number, { open: false });
  await github.createComment(issue.number, `There is no drift any more. [Run](${runUrl})`);
  return `${environment}: there is no drift any more. #${issue.number} is closed.`;
}

async function open(
  github: GitHub,
  wanted: { readonly title: string; readonly body: string },
  issue: Issue | undefined,
  found: string,
): Promise<string> {
  if (issue === undefined) {
    await github.createIssue({ ...wanted, label });
    return "An issue is opened.";
  }
  const isKnown = readDriftMarker(issue.body)?.fingerprint === found;
  if (issue.open && isKnown) return `#${issue.number} says so already.`;
  await github.updateIssue(issue.number, {
    ...(!isKnown && { body: wanted.body }),
    ...(!issue.open && { open: true }),
  });
  return `#${issue.number} is ${issue.open ? "updated" : "open again"}.`;
}

function notes(environment: string, failed: boolean): readonly string[] {
  const what = failed
    ? `Whether ${environment} still is what its code says is unknown: it could not be planned.`
    : `Something in ${environment} is not what its code says, and Terraform did not make it so.`;
  return [what, "This issue is closed when a later run finds nothing."];
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
