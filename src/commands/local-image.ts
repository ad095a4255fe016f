import { createHash } from "node:crypto";
import { ECRClient, ImageAlreadyExistsException, PutImageCommand } from "@aws-sdk/client-ecr";
import { environment } from "../environments";
import { UsageError } from "../lib/errors";
import { names } from "../lib/names";
import { ensureLocalAws } from "../local-aws/daemon";
import { localCredentials } from "../local-aws/environment";
import { type Command, runCommand } from "./run-command";

const usage =
  "usage: npm run local:image -- <environment> <tag>\n" +
  "Puts a stand-in image into the environment's repository in the local AWS, for example: npm run local:image -- hands-on 2";

/**
 * `npm run local:image -- <environment> <tag>`: an image to release on a laptop. Nothing runs images in the local AWS:
 * stand-in tasks show the name of theirs. So a manifest is enough, with another digest for each tag.
 */
const localImage: Command = async (args) => {
  const [name, imageTag, ...rest] = args;
  if (name === undefined || imageTag === undefined || rest.length > 0) throw new UsageError(usage);
  const target = environment(name);
  const repositoryName = names(target).repository;
  const { url } = await ensureLocalAws();
  const ecr = new ECRClient({ region: target.region, endpoint: url, credentials: localCredentials });
  const imageManifest = manifest(imageTag);
  try {
    // moto makes a digest of the layers alone, which stand-in images have none of. AWS takes it from the manifest.
    const imageDigest = `sha256:${sha256(imageManifest)}`;
    await ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest, imageDigest }));
  } catch (error) {
    if (!(error instanceof ImageAlreadyExistsException)) throw error;
  } finally {
    ecr.destroy();
  }
  process.stdout.write(`${repositoryName}:${imageTag} is in the local AWS.\n`);
  return 0;
};

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
function manifest(tag: string): string {
  const config = JSON.stringify({ architecture: "amd64", os: "linux", config: { Labels: { tag } } });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: `sha256:${sha256(config)}`,
      size: config.length,
    },
    layers: [],
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

void runCommand(localImage);
