import { resources, type StackJson } from "../../lib/terraform/stack-json";
import { type Waiver, waiversOf } from "../../lib/terraform/waiver";
import type { FileReport, CheckovFinding } from "./report";

/** A failed check, with the address of what failed it. */
export interface Failure extends Omit<CheckovFinding, "id"> {
  readonly address: string;
}

export interface Waived extends Waiver {
  /** `*` where the whole stack does without the check. */
  readonly address: string;
}

/** What a scan of one stack comes to. */
export interface Verdict {
  readonly stack: string;
  /** How many checks passed; none at all means that checkov looked at nothing. */
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly waived: readonly Waived[];
  /** Waivers of checks that do not fail: they would hide a failure to come. */
  readonly unused: readonly Waived[];
}

/**
 * Compares what checkov found with the waivers in the stack. checkov 3.3.30 itself reads none from Terraform JSON (its
 * runner for it hands every check an empty list of skips), and its baseline files tell resources of two stacks not apart.
 *
 * @param relaxed checks that the whole environment does without: id to reason. Not each of its stacks has to need each.
 */
export function verdict(
  stack: string,
  json: StackJson,
  { passed, failed }: FileReport,
  relaxed: Readonly<Record<string, string>> = {},
): Verdict {
  const declared = resources(json);
  const address = (id: string) => declared.find((candidate) => candidate.id === id)?.address ?? id;
  const failures = failed
    .map(({ check, name, id }) => ({ check, name, address: address(id) }))
    .sort((one, other) => `${one.address} ${one.check}`.localeCompare(`${other.address} ${other.check}`));
  const waivers = declared.flatMap(({ address, block }) => waiversOf(block).map((waiver) => ({ address, ...waiver })));
  const all = [...waivers, ...Object.entries(relaxed).map(([check, reason]) => ({ address: "*", check, reason }))];
  const covers = (waiver: Waived) => (failure: Failure) =>
    waiver.check === failure.check && (waiver.address === "*" || waiver.address === failure.address);
  const isNeeded = (waiver: Waived) => failures.some(covers(waiver));
  return {
    stack,
    passed: passed.length,
    failures: failures.filter((failure) => !all.some((waiver) => covers(waiver)(failure))),
    waived: all.filter(isNeeded),
    unused: waivers.filter((waiver) => !isNeeded(waiver)),
  };
}

export function isClean({ passed, failures, unused }: Verdict): boolean {
  return passed > 0 && failures.length === 0 && unused.length === 0;
}

/** For people. */
export function describe({ stack, passed, failures, waived, unused }: Verdict): string {
  const summary = [
    passed === 0 ? "checkov checked nothing" : `${passed} checks passed`,
    `${failures.length} failed`,
    `${waived.length} waived`,
  ].join(", ");
  return [
    `${stack}: ${summary}`,
    ...failures.map(({ check, address, name }) => `  failed ${check} ${address}: ${name}`),
    ...unused.map(
      ({ check, address }) => `  unused waiver ${check} ${address}: the check does not fail, take the waiver away`,
    ),
    ...waived.map(({ check, address, reason }) => `  waived ${check} ${address}: ${reason}`),
  ].join("\n");
}
