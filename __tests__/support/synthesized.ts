import { Testing, type TerraformStack } from "cdktf";
import { environment } from "../../src/environments";
import type { Environment, Service } from "../../src/environments/schema";
import { BaseStack } from "../../src/stacks/base-stack";
import { ServiceStack } from "../../src/stacks/service-stack";
import { must } from "./must";

/** A block of Terraform JSON: a resource, or a part of one. */
export type Block = Readonly<Record<string, unknown>>;

/** What Terraform reads, as far as tests look at it. */
export interface TerraformJson {
  readonly terraform: Block;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
}

/** The hands-on, as its own file describes it. */
export const handsOn: Environment = environment("hands-on");

/** Those that serve real traffic, as their own files describe them. */
export const staging: Environment = environment("staging");
export const production: Environment = environment("production");

/** The hands-on's one service. */
export const web: Service = must(handsOn.services["web"]);

/** The hands-on with a smoke test before traffic moves, and all that one can be told. */
export const withSmokeTest: Environment = {
  ...handsOn,
  services: {
    web: {
      ...web,
      deployment: {
        ...web.deployment,
        hooks: { afterAllowTestTraffic: { path: "/", expectStatus: 200, expectBody: "Version", attempts: 5 } },
      },
    },
  },
};

/** An environment that differs from the hands-on in everything that can differ without a resource more or less. */
export const elsewhere: Environment = {
  ...handsOn,
  name: "elsewhere",
  project: "Shop",
  region: "eu-central-1",
  account: "210987654321",
  backend: { type: "s3", bucket: "shop-states", key: "elsewhere/terraform.tfstate", region: "eu-central-1" },
  network: {
    ...handsOn.network,
    cidr: "10.9.0.0/16",
    zones: [
      { name: "eu-central-1a", publicCidr: "10.9.0.0/24", privateCidr: "10.9.10.0/24" },
      { name: "eu-central-1b", publicCidr: "10.9.1.0/24", privateCidr: "10.9.11.0/24" },
      { name: "eu-central-1c", publicCidr: "10.9.2.0/24", privateCidr: "10.9.12.0/24" },
    ],
  },
  logs: { retentionDays: 30 },
  loadBalancer: {
    ...handsOn.loadBalancer,
    productionPort: 8000,
    testPort: 9000,
    idleTimeoutSeconds: 120,
    deletionProtection: true,
    dropInvalidHeaders: true,
    desyncMitigation: "strictest",
  },
  cluster: { containerInsights: "enhanced", fargateCapacityProviders: false },
  registry: { ...handsOn.registry, immutableTags: true, scanOnPush: true },
  services: {
    web: {
      ...web,
      names: {},
      desiredCount: 3,
      cpu: 1024,
      memory: 2048,
      architecture: "ARM64",
      container: { ...web.container, imageTag: "1", user: "65534:65534", readonlyRootFilesystem: true },
      healthCheck: { ...web.healthCheck, path: "/health", matcher: "200-204", intervalSeconds: 10 },
      healthCheckGracePeriodSeconds: 30,
      deregistrationDelaySeconds: 60,
      deployment: {
        config: "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
        readyWaitMinutes: 0,
        terminationWaitMinutes: 5,
        rollbackOnFailure: true,
        rollbackOnAlarm: false,
      },
    },
  },
};

export function synthesize(stack: TerraformStack): TerraformJson {
  stack.prepareStack();
  return JSON.parse(Testing.synth(stack)) as TerraformJson;
}

export function serviceStackJson(of: Environment): TerraformJson {
  return synthesize(new ServiceStack(Testing.app(), of));
}

class EmptyStack extends BaseStack {
  constructor(name = "test") {
    super(Testing.app(), name, { name, project: "Test", region: "ap-northeast-1" });
  }
}

export function emptyStack(name?: string): TerraformStack {
  return new EmptyStack(name);
}

/** The JSON of a stack that holds only what `build` puts into it. */
export function jsonOf(build: (stack: TerraformStack) => unknown): TerraformJson {
  const stack = emptyStack();
  build(stack);
  return synthesize(stack);
}

/** Addresses of all managed resources, sorted; with a type, of that type. */
export function addresses(json: TerraformJson, type?: string): string[] {
  return Object.entries(json.resource ?? {})
    .filter(([found]) => type === undefined || found === type)
    .flatMap(([found, resources]) => Object.keys(resources).map((id) => `${found}.${id}`))
    .sort();
}

/** How many resources of each type there are. */
export function counts(json: TerraformJson): Record<string, number> {
  return Object.fromEntries(
    Object.entries(json.resource ?? {}).map(([type, resources]) => [type, Object.keys(resources).length]),
  );
}

/** The resource at an address; it is an error if there is none. */
export function resource(json: TerraformJson, address: string): Block {
  const [type = "", id = ""] = address.split(".");
  const found = json.resource?.[type]?.[id];
  if (found === undefined) {
    throw new Error(`no ${address}; there are ${addresses(json).join(", ")}`);
  }
  return found;
}

/** How Terraform writes a reference. */
export function ref(address: string, attribute: string): string {
  return `\${${address}.${attribute}}`;
}
