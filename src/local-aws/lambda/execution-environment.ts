import type { FunctionConfiguration } from "@aws-sdk/client-lambda";

export interface ExecutionEnvironmentOptions {
  readonly region: string;
  /** Where the function's code lies. */
  readonly taskRoot: string;
  /** URL of the gateway. */
  readonly endpoint: string;
  /** Path of the certificate of the authority that stands for Amazon's. */
  readonly authorityFile: string;
}

/**
 * The environment variables of a function: those that Lambda sets, the function's own, the address of the local AWS, and
 * nothing of the machine's but its PATH.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function executionEnvironment(
  configuration: FunctionConfiguration,
  { region, taskRoot, endpoint, authorityFile }: ExecutionEnvironmentOptions,
): NodeJS.ProcessEnv {
  const name = configuration.FunctionName ?? "";
  return {
    ...configuration.Environment?.Variables,
    _HANDLER: configuration.Handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpoint,
    // Lambda's Node trusts Amazon's authority anyway.
    NODE_EXTRA_CA_CERTS: authorityFile,
    // Without it, an SDK that finds no credentials asks a network that a laptop does not have.
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime ?? ""}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.Version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize ?? 128),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup(name),
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
    LAMBDA_TASK_ROOT: taskRoot,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: process.env["PATH"],
  };
}

export const LOG_STREAM = "local";

export function logGroup(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
