import type { Construct } from "constructs";
import { PrivateBucket } from "../constructs/private-bucket";
import type { Environment } from "../environments/schema";
import { stateKey } from "../lib/stack-names";
import { addS3Backend, type S3BackendSettings } from "./backend";
import { BaseStack } from "./base-stack";

/** An environment whose state lives in S3, and which therefore has a bucket to be made. */
export type S3Environment = Environment & { readonly backend: S3BackendSettings };

export function keepsStateInS3(environment: Environment): environment is S3Environment {
  return environment.backend.type === "s3";
}

/** Days in which a replaced state can still be fetched back. The newest one never expires. */
const oldVersionDays = 90;

/**
 * The bucket that holds an environment's Terraform state, and in it the state of this stack itself.
 *
 * The bucket must exist before Terraform can keep state in it, so `npm run bootstrap` makes it by an API call and the
 * `import` block here adopts it. There is never a local state to lose, and an interrupted bootstrap is simply repeated:
 * an import of what is already in the state is no change, and every other resource here is a setting that S3 overwrites.
 */
export class StateStack extends BaseStack {
  constructor(scope: Construct, id: string, environment: S3Environment) {
    const { backend } = environment;
    super(scope, id, { ...environment, region: backend.region });
    addS3Backend(this, environment, backend, stateKey(id));

    // Losing the state means losing track of everything it describes: Terraform refuses to destroy the bucket.
    const { bucket } = new PrivateBucket(this, "Resource", {
      name: backend.bucket,
      encryption: { by: "kms", keyArn: backend.kmsKeyArn },
      oldVersionDays,
      destroy: "never",
    });
    // Not `importFrom`: it runs `terraform version` at every synth, to ask for less than `required_version` does.
    this.addOverride("import", [
      { to: `${bucket.terraformResourceType}.${bucket.friendlyUniqueId}`, id: backend.bucket },
    ]);
  }
}
