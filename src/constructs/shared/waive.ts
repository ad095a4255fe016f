import type { TerraformResource } from "cdktf";
import { type Waiver, waiverComments, waiverPath } from "../../lib/terraform/waiver";

/** Waivers of a resource, in the order in which they were given. */
const waivers = new WeakMap<TerraformResource, readonly Waiver[]>();

/**
 * Lets a resource fail one check of `npm run scan`, and says why, beside the code that makes it so. It ends up in the
 * resource's comment in the Terraform JSON; a plan does not see it. A waiver that nothing needs fails the scan.
 *
 * @param check its id, `CKV_AWS_378`
 * @param reason a sentence for whoever reviews the security of the environment
 */
export function waive(resource: TerraformResource, check: string, reason: string): void {
  const all = [...(waivers.get(resource) ?? []), { check, reason }];
  waivers.set(resource, all);
  resource.addOverride(waiverPath, waiverComments(all));
}
