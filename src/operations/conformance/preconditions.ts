import { UsageError } from "../../lib/errors";
import type { Target } from "../release/target/environment-contract";
import { finding, ProblemsError } from "../release/plan/problems";
import { parseImage } from "../release/image-tags/image";
import { loadListeners } from "../release/service/listeners";
import { prepareRelease, type Prepared } from "../release/plan/preflight";
import { resolveImage } from "../release/image-tags/registry";
import { loadService } from "../release/service/service";
import { commandLine } from "../release/target/service-reference";
import { liveColour } from "./observed-deployment";
import type { RunNote } from "./run-note";

/** A service that a run may begin with, and what it has to leave behind. */
export interface Start {
  readonly prepared: Prepared;
  readonly note: RunNote;
  /** How many run. */
  readonly tasks: number;
}

/**
 * Everything that stands against a run: no deployment but one of the live revision, as it runs, may result from it.
 *
 * @throws UsageError with every reason that the checks of a release give
 */
export async function requireStart(target: Target): Promise<Start> {
  return refusing(async () => {
    const prepared = await prepareRelease(target, { allowUnhealthy: false });
    const state = await loadService(target);
    const colour = liveColour({ target }, state);
    const tasks = state.service.desiredCount ?? 0;
    if (tasks === 0 || colour === null) {
      throw finding(
        `The service ${target.contract.service} has no tasks behind its pair of target groups.`,
        "A run deploys what is live. Start tasks first: raise the desired count, or wait for the schedule.",
      );
    }
    requireNothingNew(target, prepared);
    await requireSameImage(target, prepared);
    const { test } = await loadListeners(target);
    return {
      prepared,
      tasks,
      note: {
        since: new Date().toISOString(),
        by: prepared.caller.arn,
        revisionArn: state.runningRevisionArn,
        colour,
        test: test.weights.flatMap(({ colour: of, percent }) => (of === null ? [] : [{ colour: of, percent }])),
      },
    };
  });
}

/** What stands against a run is wrong usage of it: nothing was changed. */
export async function refusing<Result>(check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    throw new UsageError(`Nothing was changed:\n${error.message}`);
  }
}

/** An AppSpec carries the declared network with the live revision: a run would release it. */
function requireNothingNew({ contract }: Target, { plan }: Prepared): void {
  const [change] = plan.placement;
  if (change === undefined) return;
  throw finding(
    `Terraform declares ${change.what} that the running tasks do not have: ${change.to}; running: ${change.from}.`,
    `A run would release them. Release them first: ${commandLine("release", contract)}.`,
  );
}

/** A tag that has moved since the tasks were started would bring another image. */
async function requireSameImage(target: Target, { plan }: Prepared): Promise<void> {
  const { from, digest } = plan.image;
  const tagged = await resolveImage(target, parseImage(from, target.contract.repositoryUrl));
  if (tagged.digest === digest) return;
  throw finding(
    `The tag of the running image ${from} has moved since the tasks were started: a run would bring another image.`,
    `Release what shall run first: ${commandLine("release", target.contract)}.`,
  );
}
