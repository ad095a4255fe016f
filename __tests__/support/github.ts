import type { GitHub } from "../../src/environments/schema";

/** Roles for GitHub as an environment has them that is no special case. */
export const github: GitHub = {
  repository: "acme/shop",
  branch: "main",
  environment: "live",
  releaseEnvironment: "live",
  provider: "create",
};
