import { createHash } from "node:crypto";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** Where CreateFunction and UpdateFunctionCode have a function's code from; the members mean what Lambda's do. */
export interface CodeLocation {
  /** Base64. */
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

/**
 * The zip archives of functions, by the hash under which Lambda's API names them (`CodeSha256`). So each published
 * version finds its own code, and nothing here needs to know of versions, aliases or deletions.
 */
export class FunctionCode {
  private readonly archives = new Map<string, Buffer>();

  /** @param objects clients of S3 by region */
  constructor(private readonly objects: (region: string) => S3Client) {}

  /** Keeps what a location holds now, as Lambda copies it too. What is not there, moto refuses. */
  async remember(region: string, location: CodeLocation): Promise<void> {
    const archive =
      location.ZipFile === undefined ? await this.read(region, location) : Buffer.from(location.ZipFile, "base64");
    if (archive !== undefined) this.archives.set(createHash("sha256").update(archive).digest("base64"), archive);
  }

  find(codeSha256: string | undefined): Buffer | undefined {
    return codeSha256 === undefined ? undefined : this.archives.get(codeSha256);
  }

  private async read(region: string, location: CodeLocation): Promise<Buffer | undefined> {
    const { S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: VersionId } = location;
    if (Bucket === undefined || Key === undefined) return undefined;
    const object = await this.objects(region)
      .send(new GetObjectCommand({ Bucket, Key, VersionId }))
      .catch(() => undefined);
    const bytes = await object?.Body?.transformToByteArray();
    return bytes === undefined ? undefined : Buffer.from(bytes);
  }
}
