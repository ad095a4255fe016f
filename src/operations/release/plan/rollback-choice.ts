import type { Target } from "../target/environment-contract";
import { finding, type ProblemsError } from "./problems";
import {
  firstRevision,
  lastSuccessOf,
  loadHistory,
  namedRevision,
  previousRevision,
  unknownSentence,
  type History,
  type KnownSuccess,
  type LiveRevision,
} from "../deployment/history";
import { loadRevision } from "../service/revisions";
import { commandLine } from "../target/service-reference";
import { revisionName } from "../service/task-definition";

/** What a rollback deploys, and why this. */
export type RollbackChoice = { readonly note: string } & (
  | { readonly kind: "success"; readonly success: KnownSuccess }
  /** A revision that no deployment is known to have carried. */
  | { readonly kind: "revision"; readonly arn: string }
);

/**
 * The revision that is named, or else the last that succeeded before the live one.
 *
 * @throws Findings where it is not certain which one that is
 */
export async function chooseRevision(
  target: Target,
  to: string | undefined,
  live: LiveRevision,
): Promise<RollbackChoice> {
  if (to !== undefined) return chooseNamed(target, namedRevision(to, live.arn));
  const history = await loadHistory(target, (read) => previousRevision(read, live).kind !== "further-back");
  const previous = previousRevision(history, live);
  const name = revisionName(live.arn);
  switch (previous.kind) {
    case "success":
      return repeat(previous.success);
    case "first":
      return chooseFirst(target, live);
    case "none":
      throw nothingBefore(live);
    case "unknown": {
      const { unknown, known } = previous;
      const before =
        known === undefined
          ? ""
          : ` Before, deployment ${known.deploymentId} carried ${revisionName(known.appSpec.taskDefinitionArn)}.`;
      throw uncertain(
        target,
        `Which revision was live before ${name} is not certain. What these deployments carried cannot be read, and they succeeded: ${unknownSentence(unknown)}${before}`,
      );
    }
    case "further-back":
      throw uncertain(
        target,
        `The last ${history.successes.length} deployments that succeeded all carried ${name}, and older ones are not read.`,
      );
  }
}

async function chooseNamed(target: Target, arn: string): Promise<RollbackChoice> {
  const history = await loadHistory(target, (read) => lastSuccessOf(read, arn) !== undefined);
  const success = lastSuccessOf(history, arn);
  return success === undefined
    ? { kind: "revision", arn, note: `${carriedByNone(history, arn)}; ${asDeclared}` }
    : repeat(success);
}

/** The revision with which Terraform created the service was never deployed, yet it ran. */
async function chooseFirst(target: Target, live: LiveRevision): Promise<RollbackChoice> {
  const declared = await loadRevision(target, target.contract.taskDefinitionArn, "which Terraform declares");
  const arn = firstRevision(declared, live);
  if (arn === live.arn) throw nothingBefore(live);
  if (arn !== undefined) {
    return { kind: "revision", arn, note: `the service was created with ${revisionName(arn)}; ${asDeclared}` };
  }
  throw uncertain(
    target,
    `All deployments since the service was created carried ${revisionName(live.arn)}. Which revision it was created with is not recorded: ${revisionName(declared.arn)}, which Terraform declares, was registered later.`,
  );
}

const asDeclared = "network and platform are those Terraform declares";

function repeat(success: KnownSuccess): RollbackChoice {
  return { kind: "success", success, note: `repeats deployment ${success.deploymentId}, which succeeded` };
}

function carriedByNone({ successes, complete }: History, arn: string): string {
  const name = revisionName(arn);
  const unknown = successes.filter((success) => success.kind === "unknown");
  if (unknown.length > 0) return `no deployment is known to have carried ${name} (${unknownSentence(unknown)})`;
  return complete
    ? `no deployment carried ${name} before`
    : `none of the last ${successes.length} deployments carried ${name}`;
}

function nothingBefore({ arn }: LiveRevision): ProblemsError {
  return finding(
    `No revision but the live one, ${revisionName(arn)}, has been deployed with success.`,
    "Name one: --to <revision>.",
  );
}

function uncertain({ contract }: Target, problem: string): ProblemsError {
  return finding(
    problem,
    `Name the revision to deploy: --to <revision>. The last deployments: ${commandLine("status", contract)}.`,
  );
}
