import fc from "fast-check";
import { explainRun, nothingToApply } from "../../../../src/operations/pipeline/hcp-terraform/reasons";

/** As Terraform 1.11.4 printed it; what was not to be had of the stand-in, as internal/cloud writes it. */
const printed: readonly (readonly [what: string, output: string, reason: string])[] = [
  [
    "a discarded run",
    `
Error: Saved plan is discarded

The given plan file can no longer be applied; either another run was applied
first, or a user discarded it via the HCP Terraform UI or API. For more
details, view this run in a browser at:
https://tfe.example.com/app/acme/remote/runs/run-2
`,
    "The run was discarded, by a person or because another run changed the state first. Plan and review again.",
  ],
  [
    "a run that was applied before",
    `
╷
│ Error: Saved plan is already applied
│
│ The given plan file was already successfully applied, and cannot be applied
│ again. For more details, view this run in a browser at:
╵`,
    "The run was applied before. Plan again to see whether anything is left to do.",
  ],
  [
    "a run that was cancelled before its apply",
    "\nError: Saved plan is canceled\n\nThe given plan file can no longer be applied",
    "The run was cancelled before it was applied. Plan and review again.",
  ],
  [
    "a run that was cancelled before its plan could be shown",
    "Failed to read plan from plan file: can't display a cloud plan that is\ncurrently canceled",
    "The run was cancelled while it was planned. Plan again.",
  ],
  [
    "a policy that somebody may override",
    "Organization Policy Check:\n\nError: Organization Policy Check soft failed.\nTo view this run in the browser, visit:",
    "A policy of the organization refuses the plan. Mend what it names, or have it overridden in the run.",
  ],
  [
    "a policy that nobody may override",
    "\nError: Workspace Policy Check hard failed.\n",
    "A policy of the organization refuses the plan, and nobody can override it. Mend what it names.",
  ],
  [
    "a run task that has to succeed",
    "\nError: the run failed because the run task, scanner, is required to succeed\n",
    "A task or policy that the workspace demands refuses the run. Mend what it names.",
  ],
  [
    "a workspace that is locked, with the runs at the caller",
    `
Error: Error acquiring the state lock

Error message: workspace already locked (lock ID: "acme/shop")`,
    "The workspace is locked, by a person or by another run. Wait for it or unlock the workspace, and run this again.",
  ],
  [
    "a workspace that stayed locked",
    "Lock timeout exceeded, sending interrupt to cancel the remote operation.\n",
    "The workspace stayed locked, so that the run was cancelled. Unlock it, and run this again.",
  ],
  [
    "a token that is not taken",
    `
Error: Failed to read organization "acme" at host tfe.example.com

Encountered an unexpected error while reading the organization settings:
unauthorized`,
    "HCP Terraform does not take the token. Make a new one, and put it into TF_TOKEN_<host>.",
  ],
  [
    "a plan that failed",
    "\nError: Saved plan is errored\n\nThe given plan file refers to a plan that had errors",
    "The run's plan failed, so that there is nothing to apply. Plan and review again.",
  ],
  [
    "an apply under way",
    "\nError: Saved plan is already confirmed\n\nThe given plan file is already being applied",
    "The run is being applied already. Wait for it, then plan again.",
  ],
  [
    "a saved plan that waits for an override",
    "\nError: Saved plan requires policy override\n\nThe given plan file has soft policy failures",
    "A policy of the organization refuses the run until somebody overrides it there. Override it, or plan and review again.",
  ],
  [
    "a command that was interrupted",
    "The remote operation was successfully cancelled.\n",
    "The run was cancelled together with this command. Run it again.",
  ],
  [
    "a token that may not plan",
    "\nError: Insufficient rights to generate a plan\n\nThe provided credentials have insufficient rights",
    "The token may not plan in the workspace. Give its team the role Admin: to plan alone, Plan would do, but not to read the plan.",
  ],
  [
    "a token that may not apply",
    "\nError: Insufficient rights to apply changes\n\nThe provided credentials have insufficient rights",
    "The token may not apply in the workspace. Give its team the role Write or Admin.",
  ],
  [
    "a workspace of a repository",
    "\nError: Saved plans not allowed for workspaces with a VCS connection\n",
    "The workspace takes its runs from a repository. Disconnect it there: here a pipeline starts them.",
  ],
  [
    "no token",
    "\nError: Required token could not be found\n\nRun the following command to generate a token for app.terraform.io:",
    "Terraform found no token for HCP Terraform. Put one into TF_TOKEN_<host>.",
  ],
  [
    "a run that is not there",
    "\nError: Failed to retrieve run: resource not found\n\nFor security, HCP Terraform returns '404 Not Found' responses for resources",
    "HCP Terraform does not know the workspace or the run, or the token may not see it. Check the environment's backend.",
  ],
];

describe("the reason of a failure at HCP Terraform", () => {
  it.each(printed)("is told of %s", (_, output, reason) => {
    expect(explainRun(output)).toBe(reason);
  });

  it("is the same however Terraform wraps and frames it", () => {
    const breaks = fc.constantFrom(" ", "\n", "\n│ ", "\r\n");
    fc.assert(
      fc.property(fc.constantFrom(...printed), fc.infiniteStream(breaks), ([, output, reason], stream) => {
        const words = output.split(/[\s│╷╵]+/);
        const wrapped = words.map((word) => word + String(stream.next().value)).join("");
        expect(explainRun(wrapped)).toBe(reason);
      }),
    );
  });

  it.each([
    "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.",
    "Error: creating ECS Service: UnauthorizedOperation: You are not authorized to perform this operation.",
    "Error: reading S3 Bucket: StatusCode: 404",
  ])("is none where AWS or the configuration is at fault: %s", (output) => {
    expect(explainRun(output)).toBeUndefined();
  });
});

it("nothing is to be applied where Terraform says that the saved plan has no changes", () => {
  expect(nothingToApply("\nError: Saved plan has no changes\n\nThe given plan file contains no changes")).toBe(true);
  expect(nothingToApply("\nError: Saved plan is discarded\n")).toBe(false);
});
