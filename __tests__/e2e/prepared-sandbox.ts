import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { environment } from "../../src/environments";
import { SPEED_VARIABLE } from "../../src/local-aws/speed";
import { type AwsClients, awsClients } from "../support/aws-clients";
import { Sandbox } from "../support/sandbox";

export interface PreparedSandbox {
  readonly sandbox: Sandbox;
  readonly aws: AwsClients;
}

/**
 * An empty local AWS, and beside it the synthesized stacks.
 *
 * @param speed how many times faster than on AWS the minutes of a deployment pass
 */
export async function prepare(speed = 1): Promise<PreparedSandbox> {
  const sandbox = Sandbox.create();
  try {
    await sandbox.expectSuccess(sandbox.local("node", ["script/run.mjs", "main.ts"], { [SPEED_VARIABLE]: `${speed}` }));
    return { sandbox, aws: awsClients(sandbox.endpoint()) };
  } catch (error) {
    await sandbox.dispose();
    throw error;
  }
}

/** Only the bucket of an environment's state: what else bootstrap makes has suites of its own, hands-on and state-bucket. */
export async function makeStateBucket({ aws }: PreparedSandbox, name: string): Promise<void> {
  const { backend } = environment(name);
  if (backend.type !== "s3") throw new Error(`${name} keeps no state in S3.`);
  const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-1" } as const;
  await aws.s3.send(new CreateBucketCommand({ Bucket: backend.bucket, CreateBucketConfiguration }));
}

export async function initialize({ sandbox }: PreparedSandbox, stack: string): Promise<void> {
  await sandbox.expectSuccess(sandbox.terraform(stack, ["init", "-input=false", "-lockfile=readonly", "-no-color"]));
}

/** Deploys an environment by Terraform itself; `npm start` and `cdktf deploy` have suites of their own. */
export async function deploy(prepared: PreparedSandbox, name: string): Promise<void> {
  await makeStateBucket(prepared, name);
  await initialize(prepared, name);
  const { sandbox } = prepared;
  await sandbox.expectSuccess(sandbox.terraform(name, ["apply", "-auto-approve", "-input=false", "-no-color"]));
}
