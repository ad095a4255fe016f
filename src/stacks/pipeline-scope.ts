import type { Environment } from "../environments/schema";
import { githubNames } from "../environments/github-names";
import type { PipelineScope, ReleaseScope } from "../constructs/state/github/scope";
import { names, serviceNames, type ServiceNames } from "../environments/names";
import type { S3BackendSettings } from "./backend";

/** What the policies for pipelines have to know of an environment. */
export function pipelineScope(
  environment: Environment & { readonly backend: S3BackendSettings },
  account: string,
): PipelineScope {
  const { backend, loadBalancer, name, project, region } = environment;
  return {
    account,
    region,
    environment: name,
    project,
    cluster: names(environment).cluster,
    otherRoles: rolesOfServices(environment).filter((role) => !role.startsWith(`${project}-`)),
    logBucket: loadBalancer.accessLogs?.bucket ?? `${names(environment).accessLogs}-${environment.account ?? account}`,
    names: githubNames(name),
    state: {
      bucket: backend.bucket,
      key: backend.key,
      region: backend.region,
      kmsKeyArn: backend.kmsKeyArn,
      accessLogBucket: backend.accessLogs?.bucket,
    },
    release: releaseScope(environment),
  };
}

function releaseScope(environment: Environment): ReleaseScope {
  const { registry, services, tags } = environment;
  return {
    services: namesOfServices(environment),
    scales: Object.values(services).some(({ scaling }) => scaling !== undefined),
    marksImages: registry.lifecycle.type === "expire-old",
    tagged: tags !== undefined,
  };
}

function rolesOfServices(environment: Environment): readonly string[] {
  return namesOfServices(environment).flatMap(({ taskExecutionRole, codeDeployRole, smokeTest }) => [
    taskExecutionRole,
    codeDeployRole,
    smokeTest.role,
  ]);
}

function namesOfServices(environment: Environment): readonly ServiceNames[] {
  return Object.entries(environment.services).map(([key, settings]) => serviceNames(environment, key, settings));
}
