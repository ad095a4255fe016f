import { z } from "zod";
import { stateKey } from "../lib/stack-names";
import * as backend from "./backend-rules";
import { hooks } from "./hooks";
import { errorOf, flag, section, text, whole, wholeBetween } from "./rule";
import * as rules from "./rules";

/**
 * What an environment can say. The one source of types and defaults: every construct reads the parsed form
 * ({@link Environment}), every file in this folder writes the input form ({@link EnvironmentInput}).
 * Here each setting has its own rule; what settings must be to each other stands in network-relations.ts and
 * service-relations.ts.
 */

const s3Backend = section({
  type: z.literal("s3"),
  /** Name of the bucket, unique in all of AWS. Made by `npm run bootstrap -- <environment>`. */
  bucket: text(backend.bucket),
  /** Object key of the state. @default "<environment>/terraform.tfstate" */
  key: text(backend.stateKey).optional(),
  /** Region of the bucket. @default the environment's region */
  region: text(rules.region).optional(),
  /** ARN of the KMS key that encrypts bucket and state. @default the AWS-managed key of S3 (aws/s3) */
  kmsKeyArn: text(backend.kmsKeyArn).optional(),
});

const cloudBackend = section({
  type: z.literal("cloud"),
  /** @default "app.terraform.io" */
  hostname: text(backend.hostname).default("app.terraform.io"),
  organization: text(backend.organization),
  /** One named workspace: tagged ones prompt, which a pipeline cannot answer. */
  workspace: text(backend.workspace),
});

const localBackend = section({
  type: z.literal("local"),
  /** Path of the state file. @default "terraform.<environment>.tfstate" in the project's root */
  path: text(backend.statePath).optional(),
});

const zone = section({
  /** Availability zone, for example "ap-northeast-1a". */
  name: text(rules.zoneName),
  /** Where the load balancer's interfaces are: /27 or larger. */
  publicCidr: text(rules.cidr),
  /** Where tasks and the interfaces of endpoints are. */
  privateCidr: text(rules.cidr),
});

const port = wholeBetween(1, 65_535, { kind: "a port", remedy: "Choose the port that the traffic comes to." });

const threshold = wholeBetween(2, 10, {
  kind: "a threshold of a health check",
  unit: "checks in a row",
  remedy: "Fewer react sooner, more tolerate single failures.",
});

/** Ranges: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
const healthCheck = section({
  /** @default "/" */
  path: text(rules.healthCheckPath).default("/"),
  /** HTTP status codes that count as healthy. @default "200" */
  matcher: text(rules.matcher).default("200"),
  /** Seconds between two checks. @default 30 */
  intervalSeconds: wholeBetween(5, 300, {
    kind: "an interval of a health check",
    unit: "seconds",
    remedy: "The load balancer's own default is 30.",
  }).default(30),
  /** Seconds until a check counts as failed; less than the interval. @default 5 */
  timeoutSeconds: wholeBetween(2, 120, {
    kind: "a timeout of a health check",
    unit: "seconds",
    remedy: "The load balancer's own default is 5.",
  }).default(5),
  /** Passed checks in a row that make a target healthy. @default 5 */
  healthyThreshold: threshold.default(5),
  /** Failed checks in a row that make a target unhealthy. @default 2 */
  unhealthyThreshold: threshold.default(2),
});

/** CodeDeploy's limit on both waits: two days. */
const waitMinutes = wholeBetween(0, 2880, {
  kind: "a wait that CodeDeploy takes",
  unit: "minutes",
  remedy: "Choose at most two days, which are 2880 minutes.",
});

export const environmentSchema = section({
  /** Name of the environment and of its Terraform stack: lower case, digits, hyphens. */
  name: text(rules.environmentName),
  /** The name that nearly every resource bears; the naming module derives the others from it. */
  project: text(rules.projectName),
  region: text(rules.region),
  /** The only AWS account that may be touched. @default any account the credentials belong to */
  account: text(rules.account).optional(),
  backend: z.discriminatedUnion("type", [s3Backend, cloudBackend, localBackend], { error: backend.backendError }),
  network: section({
    /** Range of the VPC. */
    cidr: text(rules.cidr),
    /** One public and one private subnet in each: two zones or more, as the load balancer demands. */
    zones: z.array(zone, {
      error: errorOf({
        kind: "a list of zones",
        allowed: "a list of objects with name, publicCidr, privateCidr",
        remedy: "Write [ ... ] here.",
      }),
    }),
  }),
  registry: section({
    /** Name of the ECR repository. */
    repository: text(rules.repository),
  }),
  logs: section({
    /** Name of the log group. */
    group: text(rules.logGroup),
    /** ECS appends container and task id to it. */
    streamPrefix: text(rules.streamPrefix),
    /** Days until a log event is deleted. @default never */
    retentionDays: whole(rules.retentionDays).optional(),
  }),
  roles: section({
    /** Name of the task execution role. */
    taskExecution: text(rules.roleName),
  }),
  loadBalancer: section({
    /** Port of the production listener. @default 80 */
    productionPort: port.default(80),
    /** Port of the test listener, where CodeDeploy shows the replacement before it takes traffic. @default 8080 */
    testPort: port.default(8080),
  }),
  service: section({
    /** Tasks that run; a deployment runs twice as many. */
    desiredCount: whole(rules.desiredCount),
    /** CPU units: 1024 are one vCPU. */
    cpu: whole(rules.cpu),
    /** MiB. */
    memory: whole(rules.memory),
    /** Tag of the image that the task definition declares; a release brings its own. @default "latest" */
    imageTag: text(rules.imageTag).default("latest"),
    /** @default 80 */
    containerPort: port.default(80),
    /** Seconds in which a starting task's failing health checks do not count. @default 0 */
    healthCheckGracePeriodSeconds: wholeBetween(0, 2_147_483_647, {
      kind: "a grace period",
      unit: "seconds",
      remedy: "Choose the time that a task needs to start.",
    }).default(0),
    healthCheck: healthCheck.prefault({}),
  }),
  deployment: section({
    /** CodeDeploy deployment configuration: how traffic shifts. @default "CodeDeployDefault.ECSAllAtOnce" */
    config: text(rules.deploymentConfig).default("CodeDeployDefault.ECSAllAtOnce"),
    /** Minutes a ready replacement waits for a person to continue before the deployment stops; 0 shifts at once. @default 0 */
    readyWaitMinutes: waitMinutes.default(0),
    /** Minutes the original tasks are kept after the shift: the time in which a rollback is instant. @default 60 */
    terminationWaitMinutes: waitMinutes.default(60),
    /** Whether CodeDeploy shifts traffic back when a deployment fails. @default true */
    rollbackOnFailure: flag("Choose true unless people watch every deployment.").default(true),
    /** Checks in the course of a deployment. @default none */
    hooks: hooks.optional(),
  }),
});

export type EnvironmentInput = z.input<typeof environmentSchema>;

/** The parsed form before the defaults that depend on other settings. */
export type Settings = z.output<typeof environmentSchema>;

/** Where the state is, nothing left open. */
export type Backend =
  | (z.output<typeof s3Backend> & { readonly key: string; readonly region: string })
  | z.output<typeof cloudBackend>
  | (z.output<typeof localBackend> & { readonly path: string });

/** A complete configuration. It is the same for all who read it, so nobody writes to it. */
export type Environment = Immutable<Omit<Settings, "backend"> & { backend: Backend }>;

type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

/** Fills in the defaults that depend on other settings. */
export function withDerivedDefaults({ backend, ...settings }: Settings): Environment {
  return { ...settings, backend: completeBackend(backend, settings) };
}

function completeBackend(given: Settings["backend"], { name, region }: Pick<Settings, "name" | "region">): Backend {
  switch (given.type) {
    case "s3":
      return { ...given, key: given.key ?? stateKey(name), region: given.region ?? region };
    case "cloud":
      return given;
    case "local":
      return { ...given, path: given.path ?? `terraform.${name}.tfstate` };
  }
}
