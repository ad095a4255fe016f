import {
  BucketLocationConstraint,
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  S3Client,
  S3ServiceException,
  waitUntilBucketExists,
} from "@aws-sdk/client-s3";
import { UsageError } from "../../lib/errors";

export interface StateBucket {
  readonly name: string;
  readonly region: string;
  /** The account it must belong to: bucket names are unique in all of AWS, so anyone may own this one. */
  readonly account: string;
}

/** Makes sure that the bucket exists and is ours. Answers whether it had to be made. */
export async function ensureBucket(bucket: StateBucket): Promise<boolean> {
  const s3 = new S3Client({ region: bucket.region });
  try {
    if (await exists(s3, bucket)) return false;
    await create(s3, bucket);
    return true;
  } finally {
    s3.destroy();
  }
}

/**
 * Whether the bucket of a state exists. Asks with the rights that Terraform needs for the state, and no others; where it
 * may not see the bucket, Terraform's own message says more.
 */
export async function hasStateBucket(state: { bucket: string; key: string; region: string }): Promise<boolean> {
  const s3 = new S3Client({ region: state.region });
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: state.bucket, Key: state.key, Range: "bytes=0-0" }));
    await Body?.transformToByteArray();
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException) return error.name !== "NoSuchBucket";
    throw error;
  } finally {
    s3.destroy();
  }
}

async function exists(s3: S3Client, { name, region, account }: StateBucket): Promise<boolean> {
  try {
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: account }));
    if (BucketRegion !== undefined && BucketRegion !== region) throw inAnotherRegion(name, region, BucketRegion);
    return true;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    // A HEAD answer has no body: its status is all that S3 says.
    switch (error.$metadata.httpStatusCode) {
      case 404:
        return false;
      case 403:
        throw notOurs(name, account);
      case 301:
        throw inAnotherRegion(name, region, error.$response?.headers["x-amz-bucket-region"] ?? "another region");
      default:
        throw error;
    }
  }
}

async function create(s3: S3Client, { name, region, account }: StateBucket): Promise<void> {
  try {
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        // S3 refuses us-east-1 as a constraint: it is what a bucket without one gets.
        ...(region !== "us-east-1" && {
          CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
        }),
      }),
    );
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    if (error.name === "BucketAlreadyExists") throw notOurs(name, account);
    // Another bootstrap was faster.
    if (error.name !== "BucketAlreadyOwnedByYou" && error.name !== "OperationAborted") throw error;
  }
  await waitUntilBucketExists({ client: s3, maxWaitTime: 60 }, { Bucket: name });
}

function notOurs(name: string, account: string): UsageError {
  return new UsageError(
    `backend.bucket: ${JSON.stringify(name)} belongs to another AWS account, or the credentials (account ${account}) ` +
      "may not see it. Bucket names are unique in all of AWS: choose another name in src/environments, " +
      "or use credentials that may call s3:ListBucket on it.",
  );
}

function inAnotherRegion(name: string, wanted: string, actual: string): UsageError {
  return new UsageError(
    `backend.region: ${JSON.stringify(name)} is wanted in ${wanted}, but that bucket is in ${actual}. ` +
      `Set backend.region to "${actual}", or choose another bucket name.`,
  );
}
