import { z } from "zod";
import type { Immutable } from "./immutable";
import { stateKey } from "./stack-names";
import * as backend from "./settings/backend-rules";
import { errorOf, section, text, whole } from "./settings/rule";
import * as rules from "./settings/rules";
import { alerts } from "./settings/service/alarms";
import { cluster } from "./settings/cluster";
import { github } from "./settings/github";
import { loadBalancer } from "./settings/load-balancer";
import { network } from "./settings/network";
import { registry } from "./settings/registry";
import { retained } from "./settings/retained";
import { service } from "./settings/service/service";
import { accessLogBucket, stateAccessLogs } from "./settings/state-access-logs";
import { tags } from "./settings/tags";

/**
 * What an environment can say. The one source of types and defaults: every construct reads the parsed form
 * ({@link Environment}), every file in this folder writes the input form ({@link EnvironmentInput}).
 * Here and in `settings` each setting has its own rule; what settings must be to each other stands in the files named
 * `*-relations.ts`.
 */

const s3Backend = section({
  /** A bucket that `npm run bootstrap` makes, HCP Terraform, or a file (for tests). */
  type: z.literal("s3"),
  /** Name of the bucket, unique in all of AWS. Made by `npm run bootstrap -- <environment>`. */
  bucket: text(backend.bucket),
  /** Object key of the state. @default "<environment>/terraform.tfstate" */
  key: text(backend.stateKey).optional(),
  /** Region of the bucket. @default the environment's region */
  region: text(rules.region).optional(),
  /** ARN of the KMS key that encrypts bucket and state. @default the AWS-managed key of S3 (aws/s3) */
  kmsKeyArn: text(backend.kmsKeyArn).optional(),
  /** Who used the state, and when. @default not recorded */
  accessLogs: stateAccessLogs.optional(),
});

const cloudBackend = section({
  type: z.literal("cloud"),
  /** Host name of HCP Terraform or Terraform Enterprise. @default "app.terraform.io" */
  hostname: text(backend.hostname).default("app.terraform.io"),
  /** The organization in HCP Terraform. */
  organization: text(backend.organization),
  /** One named workspace: tagged ones prompt, which a pipeline cannot answer. */
  workspace: text(backend.workspace),
});

const localBackend = section({
  type: z.literal("local"),
  /** Path of the state file. @default "terraform.<environment>.tfstate" in the project's root */
  path: text(backend.statePath).optional(),
});

const servicesError = errorOf({
  kind: "an object with services",
  allowed: "an object with one service or more, by name",
  remedy: "Write { web: { ... } } here.",
});

const services = z
  .record(z.string().refine(rules.serviceKey.test, { error: errorOf(rules.serviceKey) }), service, {
    error: (issue) =>
      issue.code === "invalid_key" ? errorOf(rules.serviceKey)({ input: issue.path?.at(-1) }) : servicesError(issue),
  })
  .refine((all) => Object.keys(all).length > 0, { error: servicesError });

export const environmentSchema = section({
  /** Name of the environment and of its Terraform stack: lower case, digits, hyphens. */
  name: text(rules.environmentName),
  /** The name that nearly every resource bears; the naming module derives the others from it. */
  project: text(rules.projectName),
  /** The region of everything but the state bucket, which may be elsewhere. */
  region: text(rules.region),
  /** The only AWS account that may be touched. Needed with `github`. @default any account the credentials belong to */
  account: text(rules.account).optional(),
  /** Where Terraform keeps the state of the environment. */
  backend: z.discriminatedUnion("type", [s3Backend, cloudBackend, localBackend], { error: backend.backendError }),
  /** Tags on everything that takes them. @default none but names */
  tags: tags.optional(),
  network,
  /** The logs of the containers. */
  logs: section({
    /** Days until a log event is deleted. @default never */
    retentionDays: whole(rules.retentionDays).optional(),
  }).prefault({}),
  loadBalancer: loadBalancer.prefault({}),
  cluster: cluster.prefault({}),
  registry: registry.prefault({}),
  /**
   * Who keeps the key that logs, images and alarms are encrypted with: AWS, free of charge, or the account, as one KMS key
   * of the environment (US$ 1 a month, and 0.03 for 10,000 requests), so that its use can be seen and taken away.
   * Choose before the first deploy: ECR changes no repository's key, and those that are there keep theirs.
   * @default "aws-managed"
   */
  encryption: z
    .enum(["aws-managed", "customer-managed"], {
      error: errorOf({
        kind: "a way to keep keys",
        allowed: "aws-managed, customer-managed",
        remedy: "Choose one of these.",
      }),
    })
    .default("aws-managed"),
  /**
   * What the roles of ECS and CodeDeploy may do: just what this environment's services need, or what AWS's managed
   * policies allow, on everything in the account.
   * @default "least-privilege"
   */
  permissions: z
    .enum(["aws-managed-policies", "least-privilege"], {
      error: errorOf({
        kind: "a way to give permissions",
        allowed: "aws-managed-policies, least-privilege",
        remedy: "Choose least-privilege unless something has to be as AWS's guides make it.",
      }),
    })
    .default("least-privilege"),
  /** Who is told when something is wrong. @default nobody */
  alerts: alerts.optional(),
  /** Roles that workflows of GitHub take to plan, apply and release. Needs `account`, and state in S3. @default none */
  github: github.optional(),
  /** What running tasks still use of the configuration before: it stays until a release has replaced them. @default nothing */
  retained: retained.prefault({}),
  /** The services behind the load balancer, by name. The name is part of Terraform addresses: it stays. */
  services,
});

export type EnvironmentInput = z.input<typeof environmentSchema>;

/** The parsed form before the defaults that depend on other settings. */
export type EnvironmentSettings = z.output<typeof environmentSchema>;

type S3Settings = z.output<typeof s3Backend> & { readonly key: string; readonly region: string };

interface S3Backend extends Omit<S3Settings, "accessLogs"> {
  readonly accessLogs?: z.output<typeof stateAccessLogs> & { readonly bucket: string };
}

/** Where the state is, nothing left open. */
export type Backend =
  S3Backend | z.output<typeof cloudBackend> | (z.output<typeof localBackend> & { readonly path: string });

/** A complete configuration. It is the same for all who read it, so nobody writes to it. */
export type Environment = Immutable<
  Omit<EnvironmentSettings, "backend" | "github"> & { backend: Backend; github?: GitHub }
>;

/** Roles for GitHub, nothing left open. */
export type GitHub = z.output<typeof github> & { readonly environment: string; readonly releaseEnvironment: string };

/** One service of a complete configuration. */
export type Service = Environment["services"][string];

/** Fills in the defaults that depend on other settings. */
export function withDerivedDefaults({ backend, github, ...settings }: EnvironmentSettings): Environment {
  return {
    ...settings,
    backend: completeBackend(backend, settings),
    ...(github !== undefined && { github: completeGitHub(github, settings) }),
  };
}

function completeGitHub(
  given: NonNullable<EnvironmentSettings["github"]>,
  { name }: Pick<EnvironmentSettings, "name">,
): GitHub {
  const environment = given.environment ?? name;
  return { ...given, environment, releaseEnvironment: given.releaseEnvironment ?? environment };
}

function completeBackend(
  given: EnvironmentSettings["backend"],
  { name, region }: Pick<EnvironmentSettings, "name" | "region">,
): Backend {
  switch (given.type) {
    case "s3":
      return completeS3Backend({ ...given, key: given.key ?? stateKey(name), region: given.region ?? region });
    case "cloud":
      return given;
    case "local":
      return { ...given, path: given.path ?? `terraform.${name}.tfstate` };
  }
}

function completeS3Backend({ accessLogs, ...given }: S3Settings): S3Backend {
  if (accessLogs === undefined) return given;
  return { ...given, accessLogs: { ...accessLogs, bucket: accessLogs.bucket ?? accessLogBucket(given.bucket) } };
}
