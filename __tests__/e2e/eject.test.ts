import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { environments } from "../../src/environments";
import { awsClients } from "../support/aws-clients";
import { Sandbox } from "../support/sandbox";

const names = environments().map(({ name }) => name);
const equal = /JSON and HCL plan the same against the state of [\w-]+: ([0-9a-f]{64})/;

describe("HCL in the place of this project", () => {
  const sandbox = Sandbox.create();
  const eject = (name: string, out: string) =>
    sandbox.run(process.execPath, ["bluegreen", "eject", name, "--out", out, "--local"]);

  beforeAll(async () => {
    await sandbox.expectSuccess(sandbox.run(process.execPath, ["bluegreen", "local", "up"]));
    const { s3, route53 } = awsClients(sandbox.endpoint());
    await route53.send(new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "1" }));
    for (const { backend } of environments()) {
      if (backend.type !== "s3") throw new Error("These keep their state in S3.");
      const LocationConstraint = "ap-northeast-1";
      await s3.send(
        new CreateBucketCommand({ Bucket: backend.bucket, CreateBucketConfiguration: { LocationConstraint } }),
      );
    }
  }, 120_000);

  afterAll(() => sandbox.dispose());

  it.each(names)(
    "plans for %s the same first deploy as the JSON, from the same backend",
    async (name) => {
      const { stdout } = await sandbox.expectSuccess(eject(name, `hcl-${name}`));
      expect(equal.exec(stdout)).not.toBeNull();
      const files = readdirSync(join(sandbox.root, `hcl-${name}`, name));
      expect(files).toEqual(
        expect.arrayContaining([".terraform.lock.hcl", "network.tf", "outputs.tf", "terraform.tf"]),
      );
      expect(sandbox.read(`hcl-${name}/${name}/terraform.tf`)).toContain('required_version = ">= 1.10"');
      expect(sandbox.read(`hcl-${name}/${name}-state/terraform.tf`)).toContain('backend "s3" {');
    },
    180_000,
  );

  it("keeps checkov's waivers, and the empty rules of the default security group", () => {
    const json = sandbox.read("cdktf.out/stacks/production/cdk.tf.json");
    const folder = join("hcl-production", "production");
    const hcl = readdirSync(join(sandbox.root, folder))
      .filter((file) => file.endsWith(".tf"))
      .map((file) => sandbox.read(join(folder, file)))
      .join("\n");
    const waivers = json.match(/"id": "CKV/g) ?? [];
    expect(waivers.length).toBeGreaterThan(3);
    expect(hcl.match(/# checkov:skip=CKV/g)).toHaveLength(waivers.length);
    expect(hcl).toMatch(/^ {2}ingress += \[\]$/m);
    expect(hcl).toMatch(/^ {2}egress += \[\]$/m);
    expect(hcl.match(/^ {4}precondition \{$/gm)?.length).toBe(json.match(/"error_message":/g)?.length);
  });

  it("overwrites nothing", async () => {
    const mine = join(sandbox.root, "hcl-hands-on", "hands-on", "mine.tf");
    writeFileSync(mine, "# mine\n");
    const { code, stderr } = await eject("hands-on", "hcl-hands-on");
    expect(code).toBe(2);
    expect(stderr).toBe(
      "hcl-hands-on: this exists already. Allowed: a folder that does not exist yet. Choose another one, or remove it.\n",
    );
    expect(sandbox.read("hcl-hands-on/hands-on/mine.tf")).toBe("# mine\n");
  }, 60_000);
});
