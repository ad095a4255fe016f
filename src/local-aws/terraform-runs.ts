import { S3 } from "@aws-sdk/client-s3";
import { z } from "zod";
import { localCredentials } from "./environment";

/** What Terraform's S3 backend writes into the lock beside a state: `statemgr.LockInfo` of its source. */
const lockInfo = z.object({ Operation: z.string(), Who: z.string(), Created: z.string() });

const operations: Readonly<Record<string, string>> = {
  OperationTypeApply: "apply",
  OperationTypePlan: "plan",
  OperationTypeRefresh: "refresh",
};

/** The runs of Terraform that hold a state in the local AWS, each in a line for a person. */
export async function terraformRuns(url: string): Promise<readonly string[]> {
  const s3 = new S3({ region: "us-east-1", endpoint: url, credentials: localCredentials });
  try {
    const { Buckets: buckets = [] } = await s3.listBuckets({});
    const found = await Promise.all(buckets.map(({ Name: bucket = "" }) => locksOf(s3, bucket)));
    return found.flat();
  } finally {
    s3.destroy();
  }
}

async function locksOf(s3: S3, Bucket: string): Promise<readonly string[]> {
  const { Contents: contents = [] } = await s3.listObjectsV2({ Bucket });
  const keys = contents.flatMap(({ Key: key = "" }) => (key.endsWith(".tflock") ? [key] : []));
  return Promise.all(
    keys.map(async (Key) => {
      const { Body } = await s3.getObject({ Bucket, Key });
      const { Operation, Who, Created } = lockInfo.parse(JSON.parse((await Body?.transformToString()) ?? ""));
      const operation = operations[Operation] ?? Operation;
      return `terraform ${operation} of ${Bucket}/${Key.replace(/\.tflock$/, "")}, by ${Who} since ${Created}`;
    }),
  );
}
