/**
 * Why a run did not come to its end, from what Terraform printed; undefined where that is not HCP Terraform's doing.
 * Terraform's own words stand above it: it says what to do.
 */
export function explainRun(output: string): string | undefined {
  const text = unwrapped(output);
  return reasons.find(([said]) => text.includes(said))?.[1];
}

/** Terraform refuses to apply a saved plan of a remote run that changes nothing, with exit code 1. It is as good as applied. */
export function nothingToApply(output: string): boolean {
  return unwrapped(output).includes("Saved plan has no changes");
}

/** Terraform frames what it says of an error, and wraps it at 78 columns. */
function unwrapped(output: string): string {
  return output.replaceAll(/[\s│╷╵]+/g, " ");
}

/** What Terraform 1.11 says (internal/cloud), and what it means to a pipeline. The first that is found counts. */
const reasons: readonly (readonly [said: string, reason: string])[] = [
  [
    "Saved plan is discarded",
    "The run was discarded, by a person or because another run changed the state first. Plan and review again.",
  ],
  ["Saved plan is canceled", "The run was cancelled before it was applied. Plan and review again."],
  ["Saved plan is errored", "The run's plan failed, so that there is nothing to apply. Plan and review again."],
  ["Saved plan is already applied", "The run was applied before. Plan again to see whether anything is left to do."],
  ["Saved plan is already confirmed", "The run is being applied already. Wait for it, then plan again."],
  [
    "Saved plan requires policy override",
    "A policy of the organization refuses the run until somebody overrides it there. Override it, or plan and review again.",
  ],
  [
    " soft failed.",
    "A policy of the organization refuses the plan. Mend what it names, or have it overridden in the run.",
  ],
  [
    "Policy Check hard failed",
    "A policy of the organization refuses the plan, and nobody can override it. Mend what it names.",
  ],
  ["the run failed because", "A task or policy that the workspace demands refuses the run. Mend what it names."],
  ["cloud plan that is currently canceled", "The run was cancelled while it was planned. Plan again."],
  [
    "The remote operation was successfully cancelled",
    "The run was cancelled together with this command. Run it again.",
  ],
  [
    "Lock timeout exceeded",
    "The workspace stayed locked, so that the run was cancelled. Unlock it, and run this again.",
  ],
  [
    "Error acquiring the state lock",
    "The workspace is locked, by a person or by another run. Wait for it or unlock the workspace, and run this again.",
  ],
  [
    "Insufficient rights to generate a plan",
    "The token may not plan in the workspace. Give its team the role Admin: to plan alone, Plan would do, but not to read the plan.",
  ],
  [
    "Insufficient rights to apply changes",
    "The token may not apply in the workspace. Give its team the role Write or Admin.",
  ],
  [
    "not allowed for workspaces with a VCS connection",
    "The workspace takes its runs from a repository. Disconnect it there: here a pipeline starts them.",
  ],
  ["Required token could not be found", "Terraform found no token for HCP Terraform. Put one into TF_TOKEN_<host>."],
  [
    "organization settings: unauthorized",
    "HCP Terraform does not take the token. Make a new one, and put it into TF_TOKEN_<host>.",
  ],
  [
    "returns '404 Not Found' responses",
    "HCP Terraform does not know the workspace or the run, or the token may not see it. Check the environment's backend.",
  ],
];
