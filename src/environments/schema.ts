import { z } from "zod";

/**
 * What an environment can say. The one source of types and defaults: every construct reads the parsed form
 * ({@link Environment}), every file in this folder writes the input form ({@link EnvironmentInput}).
 */

const s3Backend = z.strictObject({
  type: z.literal("s3"),
  /** Name of the bucket, unique in all of AWS. Made by `npm run bootstrap -- <environment>`. */
  bucket: z.string(),
  /** Object key of the state. @default "<environment>/terraform.tfstate" */
  key: z.string().optional(),
  /** Region of the bucket. @default the environment's region */
  region: z.string().optional(),
  /** ARN of the KMS key that encrypts bucket and state. @default the AWS-managed key of S3 (aws/s3) */
  kmsKeyArn: z.string().optional(),
});

const cloudBackend = z.strictObject({
  type: z.literal("cloud"),
  /** @default "app.terraform.io" */
  hostname: z.string().default("app.terraform.io"),
  organization: z.string(),
  /** One named workspace: tagged ones prompt, which a pipeline cannot answer. */
  workspace: z.string(),
});

const localBackend = z.strictObject({
  type: z.literal("local"),
  /** Path of the state file. @default "terraform.<environment>.tfstate" in the project's root */
  path: z.string().optional(),
});

const zone = z.strictObject({
  /** Availability zone, for example "ap-northeast-1a". */
  name: z.string(),
  publicCidr: z.string(),
  privateCidr: z.string(),
});

const healthCheck = z.strictObject({
  path: z.string().default("/"),
  /** HTTP status codes that count as healthy. */
  matcher: z.string().default("200"),
  /** Seconds between two checks. */
  intervalSeconds: z.int().default(30),
  /** Seconds until a check counts as failed; less than the interval. */
  timeoutSeconds: z.int().default(5),
  healthyThreshold: z.int().default(5),
  unhealthyThreshold: z.int().default(2),
});

export const environmentSchema = z.strictObject({
  /** Name of the environment and of its Terraform stack: lower case, digits, hyphens. */
  name: z.string(),
  /** The name that nearly every resource bears; the naming module derives the others from it. */
  project: z.string(),
  region: z.string(),
  /** The only AWS account that may be touched. @default any account the credentials belong to */
  account: z.string().optional(),
  backend: z.discriminatedUnion("type", [s3Backend, cloudBackend, localBackend]),
  network: z.strictObject({
    cidr: z.string(),
    zones: z.array(zone),
  }),
  registry: z.strictObject({
    repository: z.string(),
  }),
  logs: z.strictObject({
    group: z.string(),
    streamPrefix: z.string(),
    /** Days until a log event is deleted. @default never */
    retentionDays: z.int().optional(),
  }),
  roles: z.strictObject({
    /** Name of the task execution role. */
    taskExecution: z.string(),
  }),
  loadBalancer: z.strictObject({
    /** Port of the production listener. */
    productionPort: z.int().default(80),
    /** Port of the test listener, where CodeDeploy shows the replacement before it takes traffic. */
    testPort: z.int().default(8080),
  }),
  service: z.strictObject({
    desiredCount: z.int(),
    /** CPU units: 1024 are one vCPU. */
    cpu: z.int(),
    /** MiB. */
    memory: z.int(),
    /** Tag of the image that the task definition declares; a release brings its own. */
    imageTag: z.string().default("latest"),
    containerPort: z.int().default(80),
    /** Seconds in which a starting task's failing health checks do not count. */
    healthCheckGracePeriodSeconds: z.int().default(0),
    healthCheck: healthCheck.prefault({}),
  }),
  deployment: z.strictObject({
    /** CodeDeploy deployment configuration: how traffic shifts. */
    config: z.string().default("CodeDeployDefault.ECSAllAtOnce"),
    /** Minutes a ready replacement waits for a person to continue before the deployment stops; 0 shifts at once. */
    readyWaitMinutes: z.int().default(0),
    /** Minutes the original tasks are kept after the shift: the time in which a rollback is instant. */
    terminationWaitMinutes: z.int().default(60),
    /** Whether CodeDeploy shifts traffic back when a deployment fails. */
    rollbackOnFailure: z.boolean().default(true),
  }),
});

export type EnvironmentInput = z.input<typeof environmentSchema>;
export type Environment = z.output<typeof environmentSchema>;
