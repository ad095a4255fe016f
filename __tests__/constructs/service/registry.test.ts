import { TerraformOutput } from "cdktf";
import { Registry, type RegistryProps } from "../../../src/constructs/service/registry";
import { imageLifecycle } from "../../../src/constructs/service/image-lifecycle";
import { counts, jsonOf, ref, resource } from "../../support/synthesized";

const bare: RegistryProps = {
  tag: "Shop",
  name: "shop/web",
  immutableTags: false,
  scanOnPush: false,
  lifecycle: { type: "keep-all" },
};

const hardened: RegistryProps = {
  ...bare,
  immutableTags: true,
  scanOnPush: true,
  lifecycle: { type: "expire-old", keepReleases: 7, keepNewest: 30, untaggedDays: 5 },
  kmsKeyArn: "arn:aws:kms:ap-northeast-1:123456789012:key/1",
};

describe("Registry", () => {
  it("makes one repository with mutable tags, no scan on push and AES-256, from which nothing expires", () => {
    const json = jsonOf((stack) => {
      expect(new Registry(stack, "registry", bare).keepReleases).toBeUndefined();
    });
    expect(counts(json)).toEqual({ aws_ecr_repository: 1 });
    expect(resource(json, "aws_ecr_repository.registry")).toEqual({
      name: "shop/web",
      image_tag_mutability: "MUTABLE",
      image_scanning_configuration: { scan_on_push: false },
      encryption_configuration: [{ encryption_type: "AES256" }],
      tags: { Name: "Shop" },
      lifecycle: { ignore_changes: ["encryption_configuration"] },
    });
  });

  it("makes one with immutable tags, scans, a key and a lifecycle policy", () => {
    const json = jsonOf((stack) => {
      expect(new Registry(stack, "registry", hardened).keepReleases).toBe(7);
    });
    expect(counts(json)).toEqual({ aws_ecr_repository: 1, aws_ecr_lifecycle_policy: 1 });
    expect(resource(json, "aws_ecr_repository.registry")).toEqual({
      name: "shop/web",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: "arn:aws:kms:ap-northeast-1:123456789012:key/1" }],
      tags: { Name: "Shop" },
      lifecycle: { ignore_changes: ["encryption_configuration"] },
    });
    const { repository, policy } = resource(json, "aws_ecr_lifecycle_policy.registry_lifecycle");
    expect(repository).toBe(ref("aws_ecr_repository.registry", "name"));
    expect(JSON.parse(String(policy))).toEqual(imageLifecycle({ keepNewest: 30, untaggedDays: 5 }));
  });

  it("knows its URL and its ARN from the repository, not from an account number", () => {
    const json = jsonOf((stack) => {
      const { url, arn } = new Registry(stack, "registry", bare);
      new TerraformOutput(stack, "url", { value: url });
      new TerraformOutput(stack, "arn", { value: arn });
    });
    expect(json.output).toEqual({
      url: { value: ref("aws_ecr_repository.registry", "repository_url") },
      arn: { value: ref("aws_ecr_repository.registry", "arn") },
    });
  });
});
