import type { ECRClient } from "@aws-sdk/client-ecr";
import type { Target } from "../target/environment-contract";
import { parseImage, type ImageReference } from "./image";

/** The repository that the service's images are pushed to, as calls to ECR name it. */
export interface OwnRepository {
  readonly client: ECRClient;
  readonly key: { readonly registryId: string; readonly repositoryName: string };
}

export function ownRepository({ aws, contract }: Target): OwnRepository {
  const { account, region, repository } = parseImage(contract.repositoryUrl, contract.repositoryUrl);
  return { client: aws.ecr(region), key: { registryId: account, repositoryName: repository } };
}

/** The image, if it is in that repository: those of others are their owners' business. */
export function ownImage({ contract }: Target, uri: string | undefined): ImageReference | undefined {
  const { repositoryUrl } = contract;
  const isOwn = uri?.startsWith(`${repositoryUrl}:`) === true || uri?.startsWith(`${repositoryUrl}@`) === true;
  return isOwn ? parseImage(uri, repositoryUrl) : undefined;
}
