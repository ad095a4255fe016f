import { createHash } from "node:crypto";

/** An image that nothing runs: a manifest of which every tag has its own. What PutImage takes. */
export interface StandInImage {
  readonly imageManifest: string;
  readonly imageDigest: string;
}

export function standInImage(tag: string): StandInImage {
  const imageManifest = manifest(tag);
  // moto makes a digest of the layers alone, which stand-in images have none of. AWS takes it from the manifest.
  return { imageManifest, imageDigest: `sha256:${sha256(imageManifest)}` };
}

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
