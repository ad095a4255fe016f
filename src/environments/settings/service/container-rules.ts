import type { Rule } from "../rule";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const containerName: Rule<string> = {
  kind: "a name for a sidecar",
  allowed:
    'up to 255 letters, digits, hyphens and underscores; not "main", which stands for the service\'s own container',
  remedy: 'Choose a name such as "log-router".',
  test: (name) => /^[\w-]{1,255}$/.test(name) && name !== mainContainer,
};

/** How a sidecar names the service's own container, whose name in AWS depends on project and service. */
export const mainContainer = "main";

export const dependencyName: Rule<string> = {
  kind: "a name of a container",
  allowed: '"main", which is the service\'s own container, or the name of a sidecar',
  remedy: "Name a container of the same service.",
  test: (name) => /^[\w-]{1,255}$/.test(name),
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
export const volumeName: Rule<string> = {
  kind: "a name for a volume",
  allowed: "up to 255 letters, digits, hyphens and underscores",
  remedy: 'Choose a name such as "tmp".',
  test: (name) => /^[\w-]{1,255}$/.test(name),
};

/** What a shell can read: others start but are never found. */
export const variableName: Rule<string> = {
  kind: "a name for an environment variable",
  allowed: "up to 255 letters, digits and the characters _ . -, no digit first",
  remedy: 'Choose a name such as "LOG_LEVEL".',
  test: (name) => /^[a-zA-Z_][\w.-]{0,254}$/.test(name),
};

/**
 * Without tag or digest it would be `latest`, without saying so.
 * https://docs.docker.com/reference/cli/docker/image/tag/
 */
export const imageReference: Rule<string> = {
  kind: "a full reference of an image",
  allowed: "a repository with a tag, a digest (sha256 and 64 digits) or both, up to 255 characters",
  remedy: 'Write it as for docker pull, such as "public.ecr.aws/nginx/nginx:1.29"; a digest never moves.',
  test: (image) =>
    image.length <= 255 &&
    /^[a-z0-9][a-z0-9._-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*((:\w[\w.-]{0,127})(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/.test(
      image,
    ),
};

/** https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20 */
export const user: Rule<string> = {
  kind: "a user that a container can run as",
  allowed: 'a name or a number, with ":" and a group if need be; not root; or "image", which leaves it to the image',
  remedy: 'Choose a number that the image\'s files are readable for, such as "65534:65534".',
  test: (name) => /^[\w-]+(:[\w-]+)?$/.test(name) && !/^(root|0+)(:|$)/.test(name),
};

export const containerPath: Rule<string> = {
  kind: "a folder in a container",
  allowed: 'an absolute path that is not "/" itself, without ":" and without a slash at its end',
  remedy: 'Write the folder that the program writes to, such as "/tmp".',
  test: (path) => /^(\/[^/:\s]+)+$/.test(path),
};

/**
 * Secrets Manager appends a hyphen and six characters to a secret's name; what may follow picks a key of its JSON, a stage
 * and a version: all three colons or none.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export const secretArn = {
  kind: "a secret that ECS can read",
  allowed:
    "the full ARN of a secret in Secrets Manager, with its six last characters, if need be followed by " +
    '":<JSON key>:<stage>:<version>" (each may be empty), or the ARN of a parameter in SSM',
  remedy: "Look it up with: aws secretsmanager describe-secret, or aws ssm get-parameter.",
  test: (arn: string) =>
    /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[a-zA-Z0-9]{6}(:[^:\s]*:[^:\s]*:[^:\s]*)?$/.test(
      arn,
    ) || /^arn:aws:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+$/.test(arn),
} satisfies Rule<string>;

export const kmsKeyArn: Rule<string> = {
  kind: "a KMS key",
  allowed: "the ARN of a key, not of an alias: policies do not follow aliases",
  remedy: "Look it up with: aws kms describe-key.",
  test: (arn) => /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(arn),
};
