import { App, type Precondition, type TerraformResource } from "cdktf";

/**
 * Lets a plan fail where one of these does not hold for the resource. CDKTF 0.21 writes the property of the bindings into
 * HCL as an argument, which Terraform refuses; there its writer gets the blocks that they are, with quotes escaped.
 */
export function addPreconditions(resource: TerraformResource, preconditions: readonly Precondition[]): void {
  const hcl = App.of(resource).hclOutput;
  const blocks = preconditions.map(({ condition, errorMessage }) => ({
    condition: condition as unknown,
    error_message: hcl ? errorMessage.replaceAll('"', '\\"') : errorMessage,
  }));
  if (hcl) {
    const precondition = { value: blocks, isBlock: true, type: "list" };
    resource.addOverride("lifecycle", { value: { precondition }, isBlock: true, type: "struct" });
  } else {
    resource.addOverride("lifecycle.precondition", blocks);
  }
}
