import type { Environment } from "../environments/schema";
import { githubNames } from "../lib/github/names";
import type { PipelineScope } from "../lib/github/scope";
import { names, serviceNames } from "../lib/names";
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
  };
}

function rolesOfServices(environment: Environment): readonly string[] {
  return Object.entries(environment.services).flatMap(([key, settings]) => {
    const { taskExecutionRole, codeDeployRole, smokeTest } = serviceNames(environment, key, settings);
    return [taskExecutionRole, codeDeployRole, smokeTest.role];
  });
}
