import type { ServiceNames } from "../../../environments/names";
import type { PolicyStatement } from "../../shared/policy-document";
import { matchesWildcard } from "../../../lib/wildcard";
import type { GitHubNames } from "../../../environments/github-names";

/** The statements of one policy. */
export type PolicyStatements = readonly [PolicyStatement, ...PolicyStatement[]];

/** What the policies of the roles are about. */
export interface PipelineScope {
  /** Id of the account. */
  readonly account: string;
  /** The environment's region. */
  readonly region: string;
  readonly environment: string;
  readonly project: string;
  /** Name of the ECS cluster. */
  readonly cluster: string;
  /** Roles of the environment's stack that do not begin with the project's name. */
  readonly otherRoles: readonly string[];
  /** Name of the bucket that the load balancer logs to; may be a pattern. */
  readonly logBucket: string;
  readonly names: GitHubNames;
  readonly state: {
    readonly bucket: string;
    /** Object key of the environment's own state. */
    readonly key: string;
    readonly region: string;
    readonly kmsKeyArn?: string | undefined;
    /** Where accesses to the state are logged. @default nowhere */
    readonly accessLogBucket?: string | undefined;
  };
  readonly release: ReleaseScope;
}

/** What is released, and what a release does beside it. */
export interface ReleaseScope {
  readonly services: readonly Pick<ServiceNames, "service" | "repository" | "taskExecutionRole" | "codeDeployRole">[];
  /** Whether the number of a service's tasks is scaled. */
  readonly scales: boolean;
  /** Whether releases mark images, so that repositories do not expire them. */
  readonly marksImages: boolean;
  /** Whether what the stack makes bears the environment's name as the tag Environment. */
  readonly tagged: boolean;
}

export function iamArn({ account }: Pick<PipelineScope, "account">, kind: IamKind, name: string): string {
  return `arn:aws:iam::${account}:${kind}/${name}`;
}

type IamKind = "role" | "policy" | "instance-profile" | "oidc-provider";

export function boundaryOf(scope: PipelineScope): string {
  return iamArn(scope, "policy", scope.names.boundary);
}

/** The roles that the environment's stack may consist of. */
export function stackRoles(scope: PipelineScope): readonly [string, ...string[]] {
  return [iamArn(scope, "role", `${scope.project}-*`), ...scope.otherRoles.map((name) => iamArn(scope, "role", name))];
}

/** ARNs of what the project names, as one pattern, and of what the environment's file names otherwise. */
export function named(
  pattern: string,
  names: readonly string[],
  arn: (name: string) => string,
): readonly [string, ...string[]] {
  const others = names.filter((name) => !matchesWildcard(pattern, name, { caseSensitive: true }));
  return [arn(pattern), ...[...new Set(others)].map(arn)];
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** Buckets and all that is in them. */
export function withContent(first: string, second?: string): readonly [string, ...string[]] {
  const others = second === undefined ? [] : [bucketArn(second), bucketArn(`${second}/*`)];
  return [bucketArn(first), bucketArn(`${first}/*`), ...others];
}
