import { ensureBucket } from "../../../src/operations/terraform/state-bucket";
import { type Answer, AwsServer, s3Error, useServer } from "../../fakes/aws-server";

const bucket = { name: "team-state", region: "ap-northeast-1", account: "123456789012" };
const there: Answer = { status: 200, headers: { "x-amz-bucket-region": "ap-northeast-1" } };
const absent: Answer = { status: 404 };

let server: AwsServer;
let restore: () => void;

async function answering(answer: (call: string, count: number) => Answer): Promise<void> {
  server = await AwsServer.start(answer);
  restore = useServer(server.url);
}

/** HEAD answers first `before`, then that the bucket is there; PUT answers `created`. */
function creating(created: Answer): (call: string, count: number) => Answer {
  return (call, count) => (call.startsWith("PUT") ? created : count === 1 ? absent : there);
}

afterEach(async () => {
  restore();
  await server.stop();
});

test("leaves a bucket alone that is there", async () => {
  await answering(() => there);
  expect(await ensureBucket(bucket)).toBe(false);
  expect(server.calls).toEqual(["HEAD /team-state/"]);
});

test("makes a missing bucket in its region, and waits for it", async () => {
  await answering(creating({ status: 200 }));
  expect(await ensureBucket(bucket)).toBe(true);
  expect(server.calls).toEqual(["HEAD /team-state/", "PUT /team-state/", "HEAD /team-state/"]);
  expect(server.bodies[1]).toContain("<LocationConstraint>ap-northeast-1</LocationConstraint>");
});

test("names no location in us-east-1, where S3 refuses it", async () => {
  await answering(creating({ status: 200 }));
  expect(await ensureBucket({ ...bucket, region: "us-east-1" })).toBe(true);
  expect(server.bodies[1]).toBe("");
});

test.each(["BucketAlreadyOwnedByYou", "OperationAborted"])("goes on when another was faster: %s", async (code) => {
  await answering(creating(s3Error(409, code)));
  expect(await ensureBucket(bucket)).toBe(true);
});

const notOurs =
  'backend.bucket: "team-state" belongs to another AWS account, or the credentials (account 123456789012) may not see it. ' +
  "Bucket names are unique in all of AWS: choose another name in src/environments, " +
  "or use credentials that may call s3:ListBucket on it.";

test("says what to do about a bucket that answers 403", async () => {
  await answering(() => ({ status: 403 }));
  await expect(ensureBucket(bucket)).rejects.toMatchObject({ name: "UsageError", message: notOurs });
});

test("says what to do about a name that somebody else took just now", async () => {
  await answering(creating(s3Error(409, "BucketAlreadyExists")));
  await expect(ensureBucket(bucket)).rejects.toMatchObject({ name: "UsageError", message: notOurs });
});

test.each([301, 200])("says what to do about a bucket in another region (%d)", async (status) => {
  await answering(() => ({ status, headers: { "x-amz-bucket-region": "eu-west-1" } }));
  await expect(ensureBucket(bucket)).rejects.toMatchObject({
    name: "UsageError",
    message:
      'backend.region: "team-state" is wanted in ap-northeast-1, but that bucket is in eu-west-1. ' +
      'Set backend.region to "eu-west-1", or choose another bucket name.',
  });
});
