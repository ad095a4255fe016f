import { environment as environmentNamed } from "../../environments";
import { runningStatuses } from "../../lib/aws/deployment-status";
import { UsageError } from "../../lib/errors";
import type { ReleaseContract } from "../../release-contract/contract";
import { explain } from "../../lib/aws/errors";
import { describeDeployments, listDeployments } from "../release/deployment/deployments";
import { loadTarget, type Target } from "../release/target/environment-contract";
import { ProblemsError } from "../release/plan/problems";
import { callerAccount } from "../terraform/caller";

/** A deployment that runs while a plan is reviewed. */
export interface RunningDeployment {
  readonly id: string;
  /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
  readonly status: string;
  /** What it works on. */
  readonly contract: ReleaseContract;
}

/** What a plan does not say of the account, at the moment of the review. */
export interface LiveState {
  readonly deployments: readonly RunningDeployment[];
  /** Services that publish no release contract: they are not deployed yet, or not into this account. */
  readonly undeployed: readonly string[];
}

/**
 * Looks whether deployments of the environment's services run, with the caller's credentials. Calls sts:GetCallerIdentity,
 * ssm:GetParameter, codedeploy:ListDeployments and codedeploy:BatchGetDeployments.
 *
 * @throws UsageError when no environment has this name, when credentials are missing or expired, or when they are another
 * account's
 */
export async function readLiveState(environment: string): Promise<LiveState> {
  const { region, account, services } = environmentNamed(environment);
  // In another account there is no contract either: nothing would seem to run.
  await callerAccount(region, account);
  const keys = Object.keys(services);
  const found = await Promise.all(keys.map((serviceKey) => readService(environment, serviceKey)));
  return {
    deployments: found.flatMap((deployments) => deployments ?? []),
    undeployed: keys.filter((_, index) => found[index] === undefined),
  };
}

/** Undefined for a service that is not deployed. */
async function readService(environment: string, serviceKey: string): Promise<readonly RunningDeployment[] | undefined> {
  try {
    const target = await targetOf(environment, serviceKey);
    return target && (await readDeployments(target));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new Error(
      `Whether a deployment of ${serviceKey} (${environment}) runs could not be read. ${explain(error)} ` +
        "Without --live the plan is reviewed all the same.",
      { cause: error },
    );
  }
}

async function targetOf(environment: string, serviceKey: string): Promise<Target | undefined> {
  try {
    return await loadTarget({ environment, serviceKey });
  } catch (error) {
    // The one finding of loadTarget: there is no contract.
    if (error instanceof ProblemsError) return undefined;
    throw error;
  }
}

async function readDeployments(target: Target): Promise<readonly RunningDeployment[]> {
  // CodeDeploy allows one for each group.
  const { ids } = await listDeployments(target, 1, runningStatuses);
  return (await describeDeployments(target, ids)).map(({ deploymentId = "", status = "Created" }) => ({
    id: deploymentId,
    status,
    contract: target.contract,
  }));
}
