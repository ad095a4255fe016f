import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../../src/operations/review/finding";
import { type PlanJson, readPlanJson } from "../../../src/operations/review/plan/plan-json";
import { review } from "../../../src/operations/review/review";

const folder = join(__dirname, "plans");

/** Names of the plans that `script/record-plans.ts` recorded. */
export const recordedNames = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

export function recordedText(name: string): string {
  return readFileSync(join(folder, `${name}.json`), "utf8");
}

export function recorded(name: string): PlanJson {
  return readPlanJson(recordedText(name), `${name}.json`);
}

type Values = Readonly<Record<string, unknown>>;

/** A change as Terraform writes one. */
export interface ChangeDraft {
  readonly actions: readonly string[];
  readonly before?: Values;
  readonly after?: Values;
  readonly [field: string]: unknown;
}

/** A plan by addresses, for what no recorded plan shows. */
export interface PlanDraft {
  readonly changes?: Readonly<Record<string, ChangeDraft>>;
  readonly drift?: Readonly<Record<string, ChangeDraft>>;
  readonly prior?: Readonly<Record<string, Values>>;
  readonly [field: string]: unknown;
}

export function planText({ changes = {}, drift = {}, prior = {}, ...rest }: PlanDraft): string {
  return JSON.stringify({
    format_version: "1.2",
    applyable: Object.keys(changes).length > 0,
    complete: true,
    errored: false,
    resource_changes: Object.entries(changes).map(changeJson),
    resource_drift: Object.entries(drift).map(changeJson),
    prior_state: {
      values: {
        root_module: { resources: Object.entries(prior).map(([address, values]) => ({ ...named(address), values })) },
      },
    },
    ...rest,
  });
}

function changeJson([address, { actions, before, after, ...rest }]: [string, ChangeDraft]) {
  return { ...named(address), change: { actions, before: before ?? null, after: after ?? null, ...rest } };
}

function named(address: string) {
  const [type, name] = address.split(".");
  return { address, mode: "managed", type, name };
}

export function plan(draft: PlanDraft): PlanJson {
  return readPlanJson(planText(draft), "plan.json");
}

export function findingsIn(draft: PlanDraft): readonly Finding[] {
  return review(plan(draft)).findings;
}

/** What tells findings apart. */
export function brief(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, id, address }) => `${severity} ${id} ${address ?? "plan"}`);
}
