import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { environments } from "../../src/environments";
import { UsageError } from "../../src/lib/errors";
import { stateStackName } from "../../src/environments/stack-names";
import { committedLock, lockFileName } from "../../src/stacks/dependency-lock";
import { emptyStack } from "../support/synthesized";

const stacks = environments().flatMap(({ name, backend }) =>
  backend.type === "s3" ? [name, stateStackName(name)] : [name],
);

describe("the dependency lock", () => {
  it("is there for every stack of every environment", () => {
    expect(stacks).toEqual(expect.arrayContaining(["hands-on", "hands-on-state"]));
    for (const stack of stacks) {
      expect(readFileSync(committedLock(stack), "utf8")).toContain('provider "registry.terraform.io/hashicorp/aws"');
    }
  });

  it.each(stacks)("of %s holds the version that stacks demand and hashes for more than one platform", (stack) => {
    const lock = readFileSync(committedLock(stack), "utf8");
    expect(lock).toMatch(/version {5}= "5\.100\.0"\n {2}constraints = "5\.100\.0"\n/);
    expect(lock.match(/"h1:/g)?.length).toBeGreaterThanOrEqual(3);
    expect(lock.match(/"zh:/g)?.length).toBeGreaterThanOrEqual(10);
  });

  it("is copied beside the JSON when a stack is synthesized", () => {
    const folder = join(Testing.fullSynth(emptyStack("hands-on")), "stacks", "hands-on");
    expect(readFileSync(join(folder, lockFileName), "utf8")).toBe(readFileSync(committedLock("hands-on"), "utf8"));
    expect(JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"))).toHaveProperty("terraform");
  });

  it("says what to do for a stack that has none", () => {
    expect(() => Testing.fullSynth(emptyStack("shop"))).toThrow(
      new UsageError(
        'locks/shop.terraform.lock.hcl: missing. The stack "shop" needs a dependency lock of its own in version ' +
          "control. All stacks use the same provider: copy another stack's lock to this path.",
      ),
    );
  });
});
