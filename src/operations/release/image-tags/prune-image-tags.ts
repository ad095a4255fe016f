import { BatchDeleteImageCommand, paginateListImages, type ImageIdentifier } from "@aws-sdk/client-ecr";
import { releaseOfTag } from "../../../release-contract/release-tag";
import { explain } from "../../../lib/aws/errors";
import { findRunningDeployment } from "../deployment/deployments";
import type { Target } from "../target/environment-contract";
import { firstRevision, liveOf, loadHistory, previousRevision, type LiveRevision } from "../deployment/history";
import { isEnough, keptRevisions, outdatedTags, type ReleaseTag } from "./kept-revisions";
import type { Output } from "../output/output";
import { ownImage, ownRepository } from "./own-repository";
import { findRevision } from "../service/revisions";
import { loadService } from "../service/service";
import { imageOf } from "../service/task-definition";

/**
 * Removes the marks of releases beyond the last ones, and with its last tag an image itself. Never throws.
 *
 * Needs ecr:ListImages and ecr:BatchDeleteImage on the repository.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export async function pruneImageTags(target: Target, output: Output): Promise<void> {
  const keep = target.contract.keepReleases;
  if (keep === undefined) return;
  try {
    const outdated = await findOutdatedMarks(target, keep);
    if (typeof outdated === "string") {
      output.note(`No image tag was removed: the last ${keep} releases are not known for certain. ${outdated}`);
      return;
    }
    if (outdated.length === 0) return;
    await removeMarks(target, outdated);
    const tags = outdated.map(({ tag }) => tag).join(", ");
    output.note(`Of the images, the last ${keep} releases are kept: ${tags} removed.`);
  } catch (error) {
    output.note(`Images of old releases stay, since their tags could not be removed. ${explain(error)}`);
  }
}

/** The marks to remove, or why nobody can say which they are. */
async function findOutdatedMarks(target: Target, keep: number): Promise<readonly ReleaseTag[] | string> {
  const images = await listTags(target);
  const marks = images.flatMap(({ imageTag: tag = "", imageDigest: digest = "" }) => {
    const revision = releaseOfTag(tag);
    return revision === undefined ? [] : [{ tag, revision, digest }];
  });
  const [service, underWay] = await Promise.all([loadService(target), findRunningDeployment(target)]);
  const live = liveOf(service);
  // Where no older release is marked, the history need not be read.
  if (outdatedTags(marks, live.arn, [live.arn], new Set()).length === 0) return [];
  if (underWay !== undefined && underWay.taskDefinitionArn === undefined) {
    return `Deployment ${underWay.id} is running, and its revision cannot be read.`;
  }
  const history = await loadHistory(target, (read) => isEnough({ keep, history: read, live }));
  const kept = keptRevisions({
    keep,
    history,
    live,
    firstArn: previousRevision(history, live).kind === "first" ? await findFirst(target, live) : undefined,
    underWayArn: underWay?.taskDefinitionArn,
  });
  if (kept.kind === "unknown") return kept.why;
  const candidates = outdatedTags(marks, live.arn, kept.arns, new Set());
  if (candidates.length === 0) return [];
  return outdatedTags(candidates, live.arn, kept.arns, await digestsOf(target, kept.arns, images));
}

async function findFirst(target: Target, live: LiveRevision): Promise<string | undefined> {
  const declared = await findRevision(target, target.contract.taskDefinitionArn);
  return declared && firstRevision(declared, live);
}

/** What the kept revisions run, as far as it is in the service's repository. */
async function digestsOf(
  target: Target,
  revisionArns: readonly string[],
  images: readonly ImageIdentifier[],
): Promise<ReadonlySet<string>> {
  const digests = new Set<string>();
  // One by one: there may be a hundred, and ECS counts how many are asked for per second.
  for (const arn of revisionArns) {
    const revision = await findRevision(target, arn);
    const image = ownImage(target, revision && imageOf(revision.definition, target.contract.container.name));
    const digest = image?.digest ?? images.find(({ imageTag }) => imageTag === image?.tag)?.imageDigest;
    if (digest !== undefined) digests.add(digest);
  }
  return digests;
}

async function listTags(target: Target): Promise<readonly ImageIdentifier[]> {
  const { client, key } = ownRepository(target);
  const found: ImageIdentifier[] = [];
  for await (const page of paginateListImages(
    { client, pageSize: 1000 },
    { ...key, filter: { tagStatus: "TAGGED" } },
  )) {
    found.push(...(page.imageIds ?? []));
  }
  return found;
}

async function removeMarks(target: Target, marks: readonly ReleaseTag[]): Promise<void> {
  const { client, key } = ownRepository(target);
  // BatchDeleteImage takes 100 at most.
  for (let start = 0; start < marks.length; start += 100) {
    const imageIds = marks.slice(start, start + 100).map(({ tag }) => ({ imageTag: tag }));
    const { failures = [] } = await client.send(new BatchDeleteImageCommand({ ...key, imageIds }));
    const [failure] = failures.filter(({ failureCode }) => failureCode !== "ImageNotFound");
    if (failure !== undefined) {
      throw new Error(`${failure.imageId?.imageTag ?? ""}: ${failure.failureReason ?? failure.failureCode ?? ""}`);
    }
  }
}
