import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { finder, present } from "../finder";

/** Among the account's own: a bucket of this name may be someone else's. */
export const bucket = finder(["bucket"], async ({ bucket: name }, { s3 }) => {
  const { Buckets } = await s3.send(new ListBucketsCommand({ Prefix: name }));
  return present(Buckets)
    .filter(({ Name }) => Name === name)
    .map(() => ({ importId: name, attributes: { id: name, arn: `arn:aws:s3:::${name}` } }));
});
