import { AppSpecs } from "../release/app-specs";
import { loadRollout } from "../release/deployment-group";
import { describeDeployments } from "../release/deployments";
import { parseImage } from "../release/image";
import { checkPassRole, loadCaller } from "../release/pass-role";
import { rolesOf } from "../release/preflight";
import { resolveImage } from "../release/registry";
import { latestRevision, loadRevision, runningDigest } from "../release/revisions";
import { loadScaling } from "../release/scaling";
import { loadService, requireHealthy } from "../release/service";
import type { ConformanceRun } from "./run";

/** What a release reads before it begins, but for the history of the environment, which says nothing about AWS. */
export async function readService({ target, prepared }: ConformanceRun): Promise<void> {
  const { running, plan } = prepared;
  await requireHealthy(target, await loadService(target));
  await loadRevision(target, running.arn, "which runs");
  await latestRevision(target, running.definition.family ?? "");
  await runningDigest(target, running.arn);
  await resolveImage(target, parseImage(plan.image.to, target.contract.repositoryUrl));
  await loadScaling(target);
  const { serviceRoleArn } = await loadRollout(target, undefined);
  const { arn } = await loadCaller(target);
  await checkPassRole(target, rolesOf(running), [arn, serviceRoleArn]);
}

/** What status and rollback read of the deployments of this run; nothing is known of their AppSpecs yet. */
export async function readHistory({ target, deployments }: ConformanceRun): Promise<void> {
  const infos = await describeDeployments(target, deployments);
  await new AppSpecs(target.aws, target.contract).ofAll(infos);
}
