import { BatchGetImageCommand, PutImageCommand, type ImageIdentifier } from "@aws-sdk/client-ecr";
import { releaseTag } from "../../../release-contract/release-tag";
import { explain, isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import type { Output } from "../output/output";
import { ownImage, ownRepository } from "./own-repository";
import { runningDigest } from "../service/revisions";
import { revisionName, revisionNumber } from "../service/task-definition";

/** Asked for all of them, ECR answers the manifest as it was pushed; another form of it would be another image. */
const mediaTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** A revision and the image of its main container. */
export interface RevisionImage {
  readonly revisionArn: string;
  readonly image: string | undefined;
  /** Whether tasks of it run: then the image is the one they were started with, wherever its tag has moved. */
  readonly runs: boolean;
}

/**
 * Marks the images of these revisions, so that the lifecycle policy of the service's repository passes over them. Never
 * throws: a release is worth more than a mark.
 *
 * Needs ecr:BatchGetImage and ecr:PutImage on the repository.
 */
export async function tagImages(target: Target, revisions: readonly RevisionImage[], output: Output): Promise<void> {
  if (target.contract.keepReleases === undefined) return;
  for (const revision of revisions) {
    try {
      await markImage(target, revision);
    } catch (error) {
      const tag = releaseTag(revisionNumber(revision.revisionArn));
      output.note(
        `The image of ${revisionName(revision.revisionArn)} could not be tagged ${tag}, so the lifecycle policy may expire it once newer ones are pushed. ${explain(error)}`,
      );
    }
  }
}

async function markImage(target: Target, { revisionArn, image, runs }: RevisionImage): Promise<void> {
  const reference = ownImage(target, image);
  if (reference === undefined) return;
  const running = runs && reference.digest === undefined ? await runningDigest(target, revisionArn) : undefined;
  const digest = reference.digest ?? running;
  const { client, key } = ownRepository(target);
  const imageId: ImageIdentifier = digest === undefined ? { imageTag: reference.tag } : { imageDigest: digest };
  const { images } = await client.send(
    new BatchGetImageCommand({ ...key, imageIds: [imageId], acceptedMediaTypes: mediaTypes }),
  );
  const found = images?.[0];
  if (found === undefined) throw new Error(`The repository ${key.repositoryName} does not hold it.`);
  try {
    await client.send(
      new PutImageCommand({
        ...key,
        imageTag: releaseTag(revisionNumber(revisionArn)),
        imageManifest: found.imageManifest,
        imageManifestMediaType: found.imageManifestMediaType,
        // ECR refuses a manifest of another digest, so the tag cannot end up at another image.
        imageDigest: found.imageId?.imageDigest,
      }),
    );
  } catch (error) {
    if (!isNamed(error, "ImageAlreadyExistsException")) throw error;
  }
}
