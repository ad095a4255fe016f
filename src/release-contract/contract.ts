import { deployCommand } from "../lib/command-line";
import { z } from "zod";
import type { AppSpec } from "./app-spec";
import { formatPath, show } from "../lib/problem";

/** The version that this checkout publishes and understands. It rises when the meaning of a field changes. */
const version = 1;

const strings = z.array(z.string()).readonly();
const targetGroup = z.object({ name: z.string(), arn: z.string() }).readonly();

const releaseContractSchema = z
  .object({
    version: z.literal(version),
    environment: z.string(),
    /** The service's name in the environment's configuration, which `--service` takes. */
    serviceKey: z.string(),
    account: z.string(),
    region: z.string(),
    /** Name of the ECS cluster. */
    cluster: z.string(),
    /** Name of the ECS service. */
    service: z.string(),
    /** ARN of the revision that Terraform declares; the running one may be another. */
    taskDefinitionArn: z.string(),
    container: z.object({ name: z.string(), port: z.int() }).readonly(),
    /** URI of the image repository, without tag. */
    repositoryUrl: z.string(),
    /**
     * Releases whose images the repository's lifecycle policy must pass over: a release marks its own and forgets those
     * before the last so many. @default none is marked: the repository expires nothing
     */
    keepReleases: z.int().positive().optional(),
    network: z
      .object({
        subnetIds: strings,
        securityGroupIds: strings,
        assignPublicIp: z.enum(["ENABLED", "DISABLED"]),
      })
      .readonly(),
    /** What running tasks may still use and a release no longer carries. @default nothing */
    retained: z
      .object({
        subnetIds: strings,
        securityGroupIds: strings,
        containerPort: z.int().optional(),
        secretArns: strings.optional(),
        taskRoleArn: z.string().optional(),
      })
      .readonly()
      .optional(),
    /** Of Fargate. @default none: on instances, where AWS refuses a platform version */
    platformVersion: z.string().optional(),
    /** Empty: the service runs by launch type FARGATE. */
    capacityProviders: z.array(z.object({ name: z.string(), weight: z.int(), base: z.int() }).readonly()).readonly(),
    codeDeploy: z.object({ application: z.string(), deploymentGroup: z.string() }).readonly(),
    listenerArns: z.object({ production: z.string(), test: z.string() }).readonly(),
    /** The rules whose actions CodeDeploy rewrites. @default none: it rewrites the listeners' default actions */
    listenerRuleArns: z.object({ production: z.string(), test: z.string() }).readonly().optional(),
    targetGroups: z.object({ blue: targetGroup, green: targetGroup }).readonly(),
    /** Name of the Lambda function per event of a deployment. @default none */
    hooks: z.object({ afterAllowTestTraffic: z.string() }).readonly().optional(),
    /** Resource id in Application Auto Scaling, or null where nothing scales the service. */
    scalingResourceId: z.string().nullable(),
  })
  .readonly();

/**
 * What a release must know of one deployed service. The stack publishes it as JSON, as one SSM parameter and one Terraform
 * output per service; `release` and `review` read it instead of state or constructs.
 */
export type ReleaseContract = z.output<typeof releaseContractSchema>;

/** The AppSpec that carries everything an environment declares, with this revision of its task definition. */
export function appSpecOf(contract: ReleaseContract, taskDefinitionArn: string): AppSpec {
  const { container, network, platformVersion, capacityProviders, hooks } = contract;
  return {
    taskDefinitionArn,
    container,
    network,
    ...(platformVersion !== undefined && { platformVersion }),
    capacityProviders,
    hooks: hooks === undefined ? {} : { AfterAllowTestTraffic: hooks.afterAllowTestTraffic },
  };
}

/** Reads a published contract. Fields it does not know are left out: a newer stack may publish more. */
export function parseReleaseContract(json: string): ReleaseContract {
  const document = parseJson(json);
  const found = z.object({ version: z.unknown() }).safeParse(document).data?.version;
  if (found !== version) {
    const newer = typeof found === "number" && found > version;
    throw new Error(
      `The release contract has the version ${show(found)}. Understood: ${version}. ` +
        (newer ? "Update this checkout: a newer one deployed the environment." : deployAgain()),
    );
  }
  const result = releaseContractSchema.safeParse(document);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${formatPath(path)}: ${message}`);
  throw new Error(`The release contract is damaged: ${problems.join("; ")}. ${deployAgain()}`);
}

function deployAgain(): string {
  return `Deploy the environment again, which publishes it anew: ${deployCommand("<environment>")}.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The release contract is not JSON: ${show(text)}. ${deployAgain()}`);
  }
}
