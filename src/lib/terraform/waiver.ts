import { z } from "zod";

/** A check of checkov that one resource fails on purpose. */
export interface Waiver {
  /** `CKV_AWS_378` */
  readonly check: string;
  readonly reason: string;
}

/** Where a resource of Terraform JSON keeps its waivers, below `"//"`, which Terraform ignores. */
export const waiverPath = "//.checkov.skip";

const commented = z.object({
  "//": z.object({ checkov: z.object({ skip: z.array(z.object({ id: z.string(), comment: z.string() })) }) }),
});

/** The form in which checkov reads the waivers of other generated templates, CloudFormation's, from their metadata. */
export function waiverComments(
  waivers: readonly Waiver[],
): readonly { readonly id: string; readonly comment: string }[] {
  return waivers.map(({ check, reason }) => ({ id: check, comment: reason }));
}

/** The waivers in a resource of Terraform JSON. */
export function waiversOf(block: unknown): readonly Waiver[] {
  const { success, data } = commented.safeParse(block);
  return success ? data["//"].checkov.skip.map(({ id, comment }) => ({ check: id, reason: comment })) : [];
}
