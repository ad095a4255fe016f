import {
  BatchDeleteImageCommand,
  ECRClient,
  paginateListImages,
  RepositoryNotFoundException,
} from "@aws-sdk/client-ecr";
import type { Environment } from "../../environments/schema";
import { chunks } from "../../lib/chunks";
import { serviceNames } from "../../environments/names";

/** A repository that holds images: ECR refuses to delete it, and a destroy stops there. */
export interface FullRepository {
  readonly name: string;
  /** Of its images; tags do not count apart. */
  readonly digests: readonly string[];
  readonly tags: readonly string[];
}

/** The repositories of an environment's services that hold images. */
export async function fullRepositories(environment: Environment): Promise<readonly FullRepository[]> {
  const names = Object.entries(environment.services).map(
    ([key, service]) => serviceNames(environment, key, service).repository,
  );
  return withEcr(environment, async (ecr) => {
    const found = await Promise.all([...new Set(names)].map((name) => readRepository(ecr, name)));
    return found.filter(({ digests }) => digests.length > 0);
  });
}

/** Deletes all images of these repositories. */
export async function emptyRepositories(
  environment: Environment,
  repositories: readonly FullRepository[],
): Promise<void> {
  await withEcr(environment, async (ecr) => {
    for (const repository of repositories) await emptyRepository(ecr, repository);
  });
}

/**
 * An image of several platforms has to go before the images that it lists: ECR refuses those until then
 * (ImageReferencedByManifestList, https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html).
 */
async function emptyRepository(ecr: ECRClient, repository: FullRepository): Promise<void> {
  let left = repository.digests;
  while (left.length > 0) {
    await deleteImages(ecr, repository.name, left);
    const { digests } = await readRepository(ecr, repository.name);
    if (digests.length >= left.length) {
      throw new Error(
        `${repository.name}: ECR did not delete ${digests.join(", ")}. Nothing of the environment was destroyed. ` +
          "Look at the repository, delete the images by hand, and run the same command again.",
      );
    }
    left = digests;
  }
}

/** ECR takes 100 at once (ImageIdentifierList of its API model). */
async function deleteImages(ecr: ECRClient, repositoryName: string, digests: readonly string[]): Promise<void> {
  for (const some of chunks(digests, 100)) {
    const imageIds = some.map((imageDigest) => ({ imageDigest }));
    await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
  }
}

async function readRepository(ecr: ECRClient, repositoryName: string): Promise<FullRepository> {
  const digests = new Set<string>();
  const tags: string[] = [];
  try {
    for await (const { imageIds = [] } of paginateListImages({ client: ecr }, { repositoryName })) {
      for (const { imageDigest, imageTag } of imageIds) {
        if (imageDigest !== undefined) digests.add(imageDigest);
        if (imageTag !== undefined) tags.push(imageTag);
      }
    }
  } catch (error) {
    if (!(error instanceof RepositoryNotFoundException)) throw error;
  }
  return { name: repositoryName, digests: [...digests], tags: tags.sort() };
}

async function withEcr<T>({ region }: Environment, work: (ecr: ECRClient) => Promise<T>): Promise<T> {
  const ecr = new ECRClient({ region });
  try {
    return await work(ecr);
  } finally {
    ecr.destroy();
  }
}
