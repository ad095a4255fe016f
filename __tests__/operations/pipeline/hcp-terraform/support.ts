import type { Backend } from "../../../../src/environments/schema";
import type { Workspace } from "../../../../src/operations/pipeline/hcp-terraform/hcp-terraform";

export const hostname = "tfe.my-company.example.com";
export const backend: Backend = { type: "cloud", hostname, organization: "acme", workspace: "shop" };
export const variables = { TF_TOKEN_tfe_my__company_example_com: "a-token", PATH: "/bin" };

export const workspace: Workspace = {
  hostname,
  organization: "acme",
  name: "shop",
  execution: "remote",
  lockedBy: undefined,
};

/** The error that an attempt ends with. */
export async function failing(attempt: Promise<unknown>): Promise<Error> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It did not fail.");
}
