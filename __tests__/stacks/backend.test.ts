import { CloudBackend, LocalBackend, S3Backend, TerraformStack } from "cdktf";
import type { Environment } from "../../src/environments/schema";
import { addBackend } from "../../src/stacks/backend";
import { handsOn, jsonOf } from "../support/synthesized";

function backendOf(changes: Partial<Environment>): unknown {
  let made: TerraformStack | undefined;
  const { terraform } = jsonOf((stack) => {
    addBackend(stack, { ...handsOn, ...changes });
    made = stack;
  });
  const backends = made?.node.children.filter(
    (child) => child instanceof S3Backend || child instanceof CloudBackend || child instanceof LocalBackend,
  );
  expect(backends).toHaveLength(1);
  return terraform["cloud"] === undefined ? terraform["backend"] : { cloud: terraform["cloud"] };
}

const s3 = { type: "s3", bucket: "states", key: "shop/terraform.tfstate", region: "eu-central-1" } as const;

describe("addBackend", () => {
  it("keeps state in S3 locked, and leaves it to the bucket to encrypt it", () => {
    expect(backendOf({ backend: s3 })).toEqual({
      s3: { bucket: "states", key: "shop/terraform.tfstate", region: "eu-central-1", use_lockfile: true },
    });
  });

  it("uses the given KMS key and refuses other accounts where the environment names its own", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/1";
    expect(backendOf({ account: "123456789012", backend: { ...s3, kmsKeyArn } })).toEqual({
      s3: {
        bucket: "states",
        key: "shop/terraform.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
        kms_key_id: kmsKeyArn,
        allowed_account_ids: ["123456789012"],
      },
    });
  });

  it("keeps state in one named workspace of HCP Terraform", () => {
    const backend = { type: "cloud", hostname: "tfe.example.com", organization: "shop", workspace: "prod" } as const;
    expect(backendOf({ backend })).toEqual({
      cloud: { hostname: "tfe.example.com", organization: "shop", workspaces: { name: "prod" } },
    });
  });

  it("keeps a local state in the project's root, by a path that is the same on every machine", () => {
    expect(backendOf({ backend: { type: "local", path: "terraform.shop.tfstate" } })).toEqual({
      local: { path: "../../../terraform.shop.tfstate" },
    });
    expect(backendOf({ backend: { type: "local", path: "/var/states/shop.tfstate" } })).toEqual({
      local: { path: "/var/states/shop.tfstate" },
    });
  });
});
