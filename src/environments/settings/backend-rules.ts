import { unionErrorOf, type Rule } from "./rule";

const remedy = 'Choose "s3" unless HCP Terraform keeps your state.';

export const backendError = unionErrorOf(
  { kind: "a type of backend", allowed: "s3, cloud, local", remedy },
  { kind: "a backend", allowed: "an object with the type s3, cloud or local", remedy },
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucket: Rule<string> = {
  kind: "a name for an S3 bucket",
  allowed:
    '3 to 63 lower-case letters, digits, "." and "-", a letter or digit first and last, no ".." and no IP address, ' +
    "none of the prefixes and suffixes that S3 keeps for itself",
  remedy: "Choose a name that no one else has, such as your organization's with a purpose.",
  test: (name) =>
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+(\.\d+){3}$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name),
};

/** S3 takes 1024 bytes; Terraform's lock file is named after the state and ".tflock". */
export const stateKey: Rule<string> = {
  kind: "a key for a state in S3",
  allowed: '1 to 1017 characters of ASCII without spaces, "/" neither first nor last',
  remedy: 'Choose a key such as "<environment>/terraform.tfstate", or leave it out to get just that.',
  test: (key) => key.length <= 1017 && /^(?!\/)[!-~]*[!-.0-~]$/.test(key),
};

/** An alias would not do: S3 compares the key of each object with the bucket's. */
export const kmsKeyArn: Rule<string> = {
  kind: "the ARN of a KMS key",
  allowed: "arn:aws:kms:<region>:<account>:key/<key id>",
  remedy: "Look it up with: aws kms describe-key --key-id <alias or id> --query KeyMetadata.Arn.",
  test: (arn) => /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/.test(arn),
};

export const hostname: Rule<string> = {
  kind: "a host name",
  allowed: "a host name alone, without scheme, port and path",
  remedy: 'Write "app.terraform.io", "app.eu.terraform.io" or the name of your Terraform Enterprise.',
  test: (name) => name.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name),
};

export const organization: Rule<string> = {
  kind: "a name of an HCP Terraform organization",
  allowed: "letters, digits, hyphens and underscores",
  remedy: "Copy it from the organization's address in HCP Terraform.",
  test: (name) => /^[a-zA-Z0-9_-]+$/.test(name),
};

/** https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create */
export const workspace: Rule<string> = {
  kind: "a name of an HCP Terraform workspace",
  allowed: "1 to 90 letters, digits, hyphens and underscores",
  remedy: 'Choose a name such as "container-hands-on-staging".',
  test: (name) => /^[a-zA-Z0-9_-]{1,90}$/.test(name),
};

export const statePath: Rule<string> = {
  kind: "a path of a file",
  allowed: "a path that is not empty and does not end with a slash",
  remedy: 'Choose a path such as "terraform.<environment>.tfstate", or leave it out to get just that.',
  test: (path) => path.trim() !== "" && !path.endsWith("/"),
};
