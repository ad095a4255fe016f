import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import type { App } from "cdktf";
import { z } from "zod";
import { CloudwatchLogGroup } from "../../src/aws";
import type { Backend } from "../../src/environments/schema";
import { addBackend } from "../../src/stacks/backend";
import { BaseStack } from "../../src/stacks/base-stack";
import { startTestGateway, type TestGateway } from "../support/gateway";
import { handsOn } from "../support/synthesized";
import { TerraformFolder } from "../support/terraform-folder";

const stack = "hands-on";
const key = "hands-on/terraform.tfstate";
const region = "ap-northeast-1";

const onDisk: Backend = { type: "local", path: "terraform.hands-on.tfstate" };
const inFirstBucket: Backend = { type: "s3", bucket: "first-states", key, region };
const inSecondBucket: Backend = { type: "s3", bucket: "second-states", key: "moved/terraform.tfstate", region };

/** The hands-on's backend under three things that are made in a moment: what is moved is the state, whatever is in it. */
class SmallStack extends BaseStack {
  constructor(app: App, backend: Backend) {
    super(app, stack, handsOn);
    addBackend(this, { ...handsOn, backend });
    for (const name of ["one", "two", "three"]) new CloudwatchLogGroup(this, name, { name });
  }
}

/** What is to be kept. Terraform begins a lineage of its own at each place. */
const stateFile = z.object({
  outputs: z.record(z.string(), z.unknown()),
  resources: z.array(z.object({ name: z.string(), mode: z.string(), instances: z.array(z.unknown()) })),
});

type State = z.infer<typeof stateFile>;
const parse = (text: string): State => stateFile.parse(JSON.parse(text));

/** As docs/operations.md has it. */
const migrate = ["init", "-input=false", "-lockfile=readonly", "-migrate-state", "-force-copy"];

describe("moving a state", () => {
  let local: TestGateway;
  let folder: TerraformFolder;
  let original: State;

  const write = (backend: Backend) => {
    folder.synthesize((app) => new SmallStack(app, backend));
  };
  const inBucket = async (Bucket: string, Key: string): Promise<string> => {
    const { Body } = await local.aws.s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  };
  const pulled = async () => parse(await folder.succeed(stack, "state", "pull"));

  beforeAll(async () => {
    local = await startTestGateway();
    for (const Bucket of ["first-states", "second-states"]) {
      await local.aws.s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
      );
    }
    folder = TerraformFolder.create(local.gateway.url);
    write(onDisk);
    await folder.succeed(stack, "init", "-input=false", "-lockfile=readonly");
    await folder.succeed(stack, "apply", "-input=false", "-auto-approve");
    original = await pulled();
    expect(original.resources.map(({ name }) => name).sort()).toEqual(["one", "three", "two"]);
  }, 120_000);

  afterAll(async () => {
    folder.remove();
    await local.close();
  });

  it.each<[where: string, from: Backend, to: Backend]>([
    ["from a file to a bucket", onDisk, inFirstBucket],
    ["from a bucket to another", inFirstBucket, inSecondBucket],
  ])(
    "%s: refused without being asked for, and then it has everything and there is nothing to do",
    async (_, _from, to) => {
      write(to);
      // Nobody is asked where nobody is: the command fails and says what to do.
      const refused = await folder.terraform(stack, "plan", "-input=false", "-no-color");
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('Backend initialization required: please run "terraform init"');
      const undecided = await folder.terraform(stack, "init", "-input=false", "-lockfile=readonly", "-no-color");
      expect(undecided.code).toBe(1);
      expect(undecided.stderr).toContain("Backend configuration changed");

      await folder.succeed(stack, ...migrate);
      expect(await pulled()).toEqual(original);
      await folder.succeed(stack, "plan", "-input=false", "-detailed-exitcode");
    },
    60_000,
  );

  it("leaves the state at each place it was", async () => {
    for (const left of [
      folder.read("terraform.hands-on.tfstate") ?? "",
      await inBucket("first-states", key),
      await inBucket("second-states", "moved/terraform.tfstate"),
    ]) {
      expect(parse(left)).toEqual(original);
    }
  });

  it("can be repeated when it was interrupted", async () => {
    await folder.succeed(stack, ...migrate);
    expect(await pulled()).toEqual(original);
  }, 60_000);
});
