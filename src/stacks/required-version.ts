import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * `terraform.required_version`, for which CDKTF has no property. Not an override of the stack: CDKTF's HCL writer turns
 * that into text that Terraform cannot read. In HCL it is left out, and whoever leaves CDKTF adds the line.
 */
export class RequiredVersion extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly constraint: string,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    return { terraform: { required_version: this.constraint } };
  }

  override toHclTerraform(): object {
    return {};
  }
}
