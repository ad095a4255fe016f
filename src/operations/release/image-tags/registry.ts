import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import { finding } from "../plan/problems";
import { pinned, type ImageReference } from "./image";

/** An image that exists. */
export interface ResolvedImage {
  /** As it was asked for. */
  readonly reference: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt?: string;
  /** What the released revision names. */
  readonly uri: string;
}

/** Looks an image up in ECR. */
export async function resolveImage({ aws }: Target, image: ImageReference): Promise<ResolvedImage> {
  const client = aws.ecr(image.region);
  const key = { registryId: image.account, repositoryName: image.repository };
  const asked = image.digest === undefined ? `:${image.tag ?? "latest"}` : `@${image.digest}`;
  const reference = `${image.repositoryUrl}${asked}`;
  try {
    const imageId = image.digest === undefined ? { imageTag: image.tag } : { imageDigest: image.digest };
    const { repositories } = await client.send(
      new DescribeRepositoriesCommand({ registryId: image.account, repositoryNames: [image.repository] }),
    );
    const { imageDetails } = await client.send(new DescribeImagesCommand({ ...key, imageIds: [imageId] }));
    const detail = imageDetails?.[0];
    if (detail?.imageDigest === undefined) throw await missingImage(client, key, reference);
    return {
      reference,
      digest: detail.imageDigest,
      tags: detail.imageTags ?? [],
      ...(detail.imagePushedAt !== undefined && { pushedAt: detail.imagePushedAt.toISOString() }),
      uri: pinned(image, detail.imageDigest, repositories?.[0]?.imageTagMutability),
    };
  } catch (error) {
    if (isNamed(error, "ImageNotFoundException")) throw await missingImage(client, key, reference);
    if (isNamed(error, "RepositoryNotFoundException")) {
      throw finding(
        `The repository ${image.repositoryUrl} does not exist.`,
        "Check account, region and name; the environment's own repository is made by its deploy.",
      );
    }
    throw error;
  }
}

interface RepositoryKey {
  readonly registryId: string;
  readonly repositoryName: string;
}

async function missingImage(client: ECRClient, key: RepositoryKey, reference: string): Promise<Error> {
  const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ ...key, maxResults: 100 }));
  const newest = [...imageDetails].sort((a, b) => pushed(b) - pushed(a)).flatMap(({ imageTags = [] }) => imageTags);
  return finding(
    `The image ${reference} does not exist.`,
    newest.length === 0
      ? "The repository holds no tagged image: build and push one first."
      : `Push it first, or name one that is there: ${newest.slice(0, 5).join(", ")}.`,
  );
}

function pushed({ imagePushedAt }: ImageDetail): number {
  return imagePushedAt?.getTime() ?? 0;
}
