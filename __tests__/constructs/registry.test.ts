import { TerraformOutput } from "cdktf";
import { Registry } from "../../src/constructs/registry";
import { counts, jsonOf, ref, resource } from "../support/synthesized";

describe("Registry", () => {
  it("makes one repository with mutable tags, no scan on push and AES-256", () => {
    const json = jsonOf((stack) => new Registry(stack, "registry", { tag: "Shop", name: "shop/web" }));
    expect(counts(json)).toEqual({ aws_ecr_repository: 1 });
    expect(resource(json, "aws_ecr_repository.registry")).toEqual({
      name: "shop/web",
      image_tag_mutability: "MUTABLE",
      image_scanning_configuration: { scan_on_push: false },
      encryption_configuration: [{ encryption_type: "AES256" }],
      tags: { Name: "Shop" },
    });
  });

  it("knows its URL from the repository, not from an account number", () => {
    const json = jsonOf((stack) => {
      const { url } = new Registry(stack, "registry", { tag: "Shop", name: "shop/web" });
      new TerraformOutput(stack, "url", { value: url });
    });
    expect(json.output).toEqual({ url: { value: ref("aws_ecr_repository.registry", "repository_url") } });
  });
});
