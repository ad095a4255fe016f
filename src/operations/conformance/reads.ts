import { AppSpecs } from "../release/deployment/app-specs";
import { loadDeploymentSettings } from "../release/service/deployment-group";
import { describeDeployments } from "../release/deployment/deployments";
import { parseImage } from "../release/image-tags/image";
import { checkPassRole, loadCaller } from "../release/service/pass-role";
import { rolesOf } from "../release/plan/preflight";
import { resolveImage } from "../release/image-tags/registry";
import { latestRevision, loadRevision, runningDigest } from "../release/service/revisions";
import { loadScaling } from "../release/service/scaling";
import { loadService, requireHealthy } from "../release/service/service";
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
  const { serviceRoleArn } = await loadDeploymentSettings(target, undefined);
  const { arn } = await loadCaller(target);
  await checkPassRole(target, rolesOf(running), [arn, serviceRoleArn]);
}

/** What status and rollback read of the deployments of this run; nothing is known of their AppSpecs yet. */
export async function readHistory({ target, deployments }: ConformanceRun): Promise<void> {
  const infos = await describeDeployments(target, deployments);
  await new AppSpecs(target.aws, target.contract).ofAll(infos);
}
