import { isAbsolute, join } from "node:path";
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import type { Environment } from "../environments/schema";

export type S3BackendSettings = Extract<Environment["backend"], { type: "s3" }>;

/** Where Terraform runs (`cdktf.out/stacks/<stack>`), seen from the project's root; relative paths start here. */
const fromStackFolderToRoot = join("..", "..", "..");

/** Puts the environment's state where its `backend` says. */
export function addBackend(stack: TerraformStack, environment: Environment): void {
  const { backend } = environment;
  switch (backend.type) {
    case "s3":
      addS3Backend(stack, environment, backend, backend.key);
      return;
    case "cloud":
      new CloudBackend(stack, {
        hostname: backend.hostname,
        organization: backend.organization,
        workspaces: new NamedCloudWorkspace(backend.workspace),
      });
      return;
    case "local":
      // CDKTF's own default is an absolute path: another machine would synthesize another JSON.
      new LocalBackend(stack, {
        path: isAbsolute(backend.path) ? backend.path : join(fromStackFolderToRoot, backend.path),
      });
      return;
  }
}

/**
 * State in S3, encrypted, locked by an object beside it (`<key>.tflock`, Terraform 1.10 and newer). Where the
 * environment names its account, credentials of any other are refused before state is read.
 *
 * Without a key of the environment's own it is the bucket that encrypts, by its default (KMS, see the state stack):
 * Terraform's `encrypt` alone would ask for S3's own keys instead (AES256), object by object.
 */
export function addS3Backend(
  stack: TerraformStack,
  environment: Pick<Environment, "account">,
  settings: S3BackendSettings,
  key: string,
): void {
  const backend = new S3Backend(stack, {
    bucket: settings.bucket,
    key,
    region: settings.region,
    ...(settings.kmsKeyArn !== undefined && { encrypt: true, kmsKeyId: settings.kmsKeyArn }),
    ...(environment.account !== undefined && { allowedAccountIds: [environment.account] }),
  });
  // cdktf 0.21 has no property for it; its `dynamodbTable` is the older lock, deprecated by Terraform.
  backend.addOverride("use_lockfile", true);
}
