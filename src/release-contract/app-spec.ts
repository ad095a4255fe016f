import { parse } from "yaml";

/**
 * Events of a deployment at which CodeDeploy can call a Lambda function.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
 */
export const appSpecHooks = [
  "BeforeInstall",
  "AfterInstall",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
] as const;

export type AppSpecHook = (typeof appSpecHooks)[number];

/**
 * What a deployment carries to a service under CODE_DEPLOY. What it leaves out stays as the running task set has it.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export interface AppSpec {
  readonly taskDefinitionArn: string;
  /** Where the load balancer sends traffic. */
  readonly container: { readonly name: string; readonly port: number };
  readonly network?: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly assignPublicIp: "ENABLED" | "DISABLED";
  };
  readonly platformVersion?: string;
  /** Empty: the service keeps its launch type or strategy. */
  readonly capacityProviders: readonly { readonly name: string; readonly weight: number; readonly base: number }[];
  /** Name or ARN of the Lambda function per event. */
  readonly hooks: Readonly<Partial<Record<AppSpecHook, string>>>;
}

/** Writes an AppSpec as JSON, which CodeDeploy takes as well as YAML. */
export function formatAppSpec(spec: AppSpec): string {
  const { network, capacityProviders, platformVersion } = spec;
  const hooks = appSpecHooks.flatMap((name) => {
    const lambda = spec.hooks[name];
    return lambda === undefined ? [] : [{ [name]: lambda }];
  });
  return JSON.stringify({
    version: "0.0",
    Resources: [
      {
        TargetService: {
          Type: "AWS::ECS::Service",
          Properties: {
            TaskDefinition: spec.taskDefinitionArn,
            LoadBalancerInfo: { ContainerName: spec.container.name, ContainerPort: spec.container.port },
            ...(platformVersion !== undefined && { PlatformVersion: platformVersion }),
            ...(network !== undefined && {
              NetworkConfiguration: {
                AwsvpcConfiguration: {
                  Subnets: network.subnetIds,
                  SecurityGroups: network.securityGroupIds,
                  AssignPublicIp: network.assignPublicIp,
                },
              },
            }),
            ...(capacityProviders.length > 0 && {
              CapacityProviderStrategy: capacityProviders.map(({ name, weight, base }) => ({
                CapacityProvider: name,
                Weight: weight,
                Base: base,
              })),
            }),
          },
        },
      },
    ],
    ...(hooks.length > 0 && { Hooks: hooks }),
  });
}

/**
 * Reads an AppSpec for ECS, JSON or YAML, whoever wrote it. Names of fields are matched without regard to case, as
 * CodeDeploy and the AWS CLI do.
 *
 * @throws Error saying what is missing
 */
export function parseAppSpec(content: string): AppSpec {
  const document: unknown = parse(content);
  const resources = list(field(document, "Resources"));
  const service = resources
    .flatMap((resource) => (isRecord(resource) ? Object.values(resource) : []))
    .find((resource) => field(resource, "Type") === "AWS::ECS::Service");
  if (service === undefined) throw new Error("The AppSpec names no resource of type AWS::ECS::Service.");
  const properties = field(service, "Properties");
  const loadBalancer = field(properties, "LoadBalancerInfo");
  const awsvpc = field(field(properties, "NetworkConfiguration"), "AwsvpcConfiguration");
  const platformVersion = field(properties, "PlatformVersion");
  return {
    taskDefinitionArn: text(field(properties, "TaskDefinition"), "TaskDefinition"),
    container: {
      name: text(field(loadBalancer, "ContainerName"), "LoadBalancerInfo.ContainerName"),
      port: number(field(loadBalancer, "ContainerPort"), "LoadBalancerInfo.ContainerPort"),
    },
    ...(isRecord(awsvpc) && {
      network: {
        subnetIds: list(field(awsvpc, "Subnets")).map((id) => text(id, "Subnets")),
        securityGroupIds: list(field(awsvpc, "SecurityGroups")).map((id) => text(id, "SecurityGroups")),
        assignPublicIp: field(awsvpc, "AssignPublicIp") === "ENABLED" ? "ENABLED" : "DISABLED",
      },
    }),
    ...(typeof platformVersion === "string" && { platformVersion }),
    capacityProviders: list(field(properties, "CapacityProviderStrategy")).map((item) => ({
      name: text(field(item, "CapacityProvider"), "CapacityProviderStrategy.CapacityProvider"),
      weight: number(field(item, "Weight") ?? 0, "CapacityProviderStrategy.Weight"),
      base: number(field(item, "Base") ?? 0, "CapacityProviderStrategy.Base"),
    })),
    hooks: readHooks(field(document, "Hooks")),
  };
}

function readHooks(value: unknown): AppSpec["hooks"] {
  return Object.fromEntries(
    appSpecHooks.flatMap((name) => {
      const lambda = list(value)
        .map((hook) => field(hook, name))
        .find((found) => found !== undefined);
      return typeof lambda === "string" ? [[name, lambda]] : [];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined;
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : value[key];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`The AppSpec has no ${name}.`);
}

function number(value: unknown, name: string): number {
  // YAML written by hand often quotes its numbers.
  const parsed = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof parsed === "number" && Number.isInteger(parsed)) return parsed;
  throw new Error(`The AppSpec has no whole number as ${name}.`);
}
