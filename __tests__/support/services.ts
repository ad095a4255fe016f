import type { TerraformStack } from "cdktf";
import type { Platform } from "../../src/constructs/service/platform";
import { Service } from "../../src/constructs/service/service";
import { TargetGroupPair } from "../../src/constructs/load-balancer/target-group-pair";
import { parseEnvironments } from "../../src/environments/parse";
import type { Environment, Service as Settings } from "../../src/environments/schema";
import { must } from "./must";
import { jsonOf, type TerraformJson } from "./synthesized";

/** An environment that says only what it must. */
export const plain: Environment = must(
  parseEnvironments([
    {
      name: "lab",
      project: "Lab",
      region: "ap-northeast-1",
      backend: { type: "local" },
      network: { cidr: "10.0.0.0/16", zones: [{ name: "ap-northeast-1a" }, { name: "ap-northeast-1c" }] },
      services: { web: { desiredCount: 2, cpu: 256, memory: 512 } },
    },
  ])[0],
);

/** Its service. */
export const plainService: Settings = must(plain.services["web"]);

/** What an environment offers to its services, without what is optional. */
export const plainPlatform: Platform = {
  account: "123456789012",
  cluster: { name: "Lab", arn: "arn:cluster" },
  capacity: { fargateCapacityProviders: true },
  listenerArns: { production: "arn:listener/production", test: "arn:listener/test" },
  loadBalancer: { arn: "arn:load-balancer", dnsName: "lab.example", arnSuffix: "app/Lab/1" },
  taskSubnetIds: { declared: ["subnet-1", "subnet-2"], retained: [] },
  securityGroups: { forTasks: () => ({ id: "sg-tasks", ready: [] }), forListeners: () => [] },
  s3PrefixListId: "pl-1",
  ready: [],
};

interface Changes {
  readonly settings?: Partial<Settings>;
  readonly environment?: Partial<Environment>;
  /** May make in the stack what it offers. */
  readonly platform?: Partial<Platform> | ((stack: TerraformStack) => Partial<Platform>);
}

/** The JSON of the plain service in the plain environment, with changes. */
export function serviceJson({ settings, environment, platform = {} }: Changes = {}): TerraformJson {
  return jsonOf((stack) => {
    const targetGroups = new TargetGroupPair(stack, "targets_web", {
      ...plainService,
      vpcId: "vpc-1",
      names: { blue: "Lab-web-blue", green: "Lab-web-green" },
    });
    new Service(stack, "service_web", {
      key: "web",
      settings: { ...plainService, ...settings },
      environment: { ...plain, ...environment },
      platform: { ...plainPlatform, ...(typeof platform === "function" ? platform(stack) : platform) },
      targetGroups,
    });
  });
}

export const scaling: NonNullable<Settings["scaling"]> = {
  min: 2,
  max: 8,
  cpuPercent: 60,
  scaleInCooldownSeconds: 300,
  scaleOutCooldownSeconds: 60,
  schedules: {},
};

export const alarms: NonNullable<Settings["alarms"]> = {
  targetErrorPercent: 5,
  latencyP95Milliseconds: 500,
  unhealthyTasks: 1,
  minimumRequests: 20,
  evaluationMinutes: 5,
  breachingMinutes: 3,
  missingTasks: true,
  missingTasksMinutes: 10,
};
