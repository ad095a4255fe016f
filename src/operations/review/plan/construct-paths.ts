import { resources, type StackJson } from "../../../lib/terraform/stack-json";
import type { ConstructPaths } from "./change";
import { getString } from "./values";

/** Paths of constructs by Terraform address, as CDKTF writes them beside each resource. What was removed is not there. */
export function constructPathsIn(stack: StackJson): ConstructPaths {
  const paths = resources(stack).flatMap(({ address, block }): [string, string][] => {
    const path = getString(block, "//", "metadata", "path");
    return path === undefined ? [] : [[address, path]];
  });
  return new Map(paths);
}
