import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Testing, type TerraformStack } from "cdktf";
import { committedLock, lockFileName } from "../../src/stacks/dependency-lock";
import { ServiceStack } from "../../src/stacks/service-stack";
import { StateStack } from "../../src/stacks/state-stack";
import { github } from "../support/github";
import { production, withSmokeTest } from "../support/synthesized";
import { patience, stackNames, synthesizeAll, valid, validation } from "../support/validation";

describe("the Terraform JSON", () => {
  const { root, stacks } = synthesizeAll();

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it("is that of every stack", () => {
    expect(stackNames).toHaveLength(6);
    expect(readdirSync(stacks).sort()).toEqual([...stackNames].sort());
  });

  it.each(stackNames)(
    "of %s is valid for the real provider, with the committed lock unchanged",
    (stack) => {
      const folder = join(stacks, stack);
      expect(readdirSync(folder)).toEqual(expect.arrayContaining(["cdk.tf.json", lockFileName]));
      expect(validation(folder)).toMatchObject(valid);
      expect(existsSync(join(folder, ".terraform", "providers"))).toBe(true);
      expect(readFileSync(join(folder, lockFileName), "utf8")).toBe(readFileSync(committedLock(stack), "utf8"));
    },
    patience,
  );
});

describe("the Terraform JSON of what no environment has", () => {
  const accessLogs = { bucket: "shop-state-access-logs", retentionDays: 365 };
  const { backend } = production;
  if (backend.type !== "s3") throw new Error("Production keeps its state in S3.");

  it.each<[what: string, build: () => TerraformStack]>([
    [
      "a smoke test, and NAT in each zone",
      () =>
        new ServiceStack(Testing.app(), {
          ...withSmokeTest,
          network: { ...withSmokeTest.network, egress: "nat-per-zone" },
        }),
    ],
    [
      "roles for GitHub, and a log of who used the state",
      () =>
        new StateStack(Testing.app(), "production-state", {
          ...production,
          github,
          backend: { ...backend, accessLogs },
        }),
    ],
  ])(
    "is valid too: %s",
    (_, build) => {
      const stack = build();
      const name = stack.node.id;
      const outdir = Testing.fullSynth(stack);
      expect(validation(join(outdir, "stacks", name))).toMatchObject(valid);
      rmSync(outdir, { recursive: true });
    },
    patience,
  );
});
