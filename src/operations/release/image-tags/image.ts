import { UsageError } from "../../../lib/errors";

/** An image in a private ECR registry, by tag, by digest or by both. */
export interface ImageReference {
  readonly account: string;
  readonly region: string;
  /** "<account>.dkr.ecr.<region>.amazonaws.com/<repository>" */
  readonly repositoryUrl: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const digestPattern = /^sha256:[0-9a-f]{64}$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const uriPattern =
  /^((\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z0-9._/-]+?))(?::([^:@/]+))?(?:@(.+))?$/;

const allowed = (repositoryUrl: string) =>
  `Give a tag or a digest (sha256:...) of ${repositoryUrl}, or the URI of an image in ECR.`;

/**
 * Reads what `--image` was given: a tag or digest of the environment's repository, or the URI of any image in ECR.
 *
 * @throws UsageError when it is none of these
 */
export function parseImage(text: string, repositoryUrl: string): ImageReference {
  if (digestPattern.test(text)) return reference(`${repositoryUrl}@${text}`, text, repositoryUrl);
  if (tagPattern.test(text)) return reference(`${repositoryUrl}:${text}`, text, repositoryUrl);
  return reference(text, text, repositoryUrl);
}

function reference(uri: string, given: string, ownRepository: string): ImageReference {
  const match = uriPattern.exec(uri);
  const [, repositoryUrl, account, region, repository, tag, digest] = match ?? [];
  const known = repositoryUrl !== undefined && account !== undefined && region !== undefined;
  if (!known || repository === undefined) {
    throw new UsageError(`The image "${given}" is not in ECR. ${allowed(ownRepository)}`);
  }
  if (tag !== undefined && !tagPattern.test(tag)) {
    throw new UsageError(`The image "${given}" has the tag "${tag}", which is none. ${allowed(ownRepository)}`);
  }
  if (digest !== undefined && !digestPattern.test(digest)) {
    throw new UsageError(`The image "${given}" has the digest "${digest}", which is none. ${allowed(ownRepository)}`);
  }
  const named = tag === undefined && digest === undefined ? { tag: "latest" } : {};
  return {
    account,
    region,
    repositoryUrl,
    repository,
    ...named,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/**
 * How the released revision names the image. Only a tag that can never move (IMMUTABLE) stays; any other would let
 * a task that is replaced next week start another image than its neighbours.
 */
export function pinned(image: ImageReference, digest: string, tagMutability: string | undefined): string {
  const stays = image.digest === undefined && image.tag !== undefined && tagMutability === "IMMUTABLE";
  return stays ? `${image.repositoryUrl}:${image.tag}` : `${image.repositoryUrl}@${digest}`;
}

/** An image for a person's eye: digests cut to twelve digits, the registry's host left out. */
export function shortImage(uri: string): string {
  return uri.replace(/^\d{12}\.dkr\.ecr\.[^/]+\//, "").replace(/(sha256:[0-9a-f]{12})[0-9a-f]+/, "$1");
}
