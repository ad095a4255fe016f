import type { Construct, Node } from "constructs";
import { TerraformElement, TerraformStack } from "cdktf";
import { AwsProvider } from "../aws";
import type { Environment } from "../environments/schema";
import { retainedId } from "../constructs/shared/retained";
import { literal } from "../lib/terraform/template";
import { copyDependencyLock } from "./dependency-lock";
import { RequiredVersion } from "./required-version";

/** Native S3 state locking (`use_lockfile`) came with 1.10. */
const requiredTerraformVersion = ">= 1.10";

/** Exactly the version in `locks/`: Terraform refuses a lock whose constraint reads otherwise. */
const awsProviderVersion = "5.100.0";

/** Written out: the bindings leave the namespace to Terraform's default. */
const awsProviderSource = "hashicorp/aws";

/** A construct's main resource has this id; its address is the construct's own (CDK's convention for default children). */
const mainResource = "Resource";

/** Ids of constructs that addresses leave out. */
const leftOut: readonly string[] = [mainResource, retainedId];

type StackSettings = Pick<Environment, "account" | "name" | "project" | "region" | "tags">;

/** Costs and owners are looked up by these. */
export function defaultTags(
  { name, project }: Pick<Environment, "name" | "project">,
  { owner, costCentre }: NonNullable<Environment["tags"]>,
): Record<string, string> {
  return { Environment: name, Project: project, Owner: literal(owner), CostCentre: literal(costCentre) };
}

/**
 * What every stack of this project has: addresses that stay, the Terraform and provider versions that are tested, the
 * provider bound to one region (and one account where the environment names it), and the dependency lock beside its JSON.
 */
export abstract class BaseStack extends TerraformStack {
  /** Which construct's path took which logical id. */
  private readonly takenBy = new Map<string, string>();

  protected constructor(scope: Construct, name: string, environment: StackSettings) {
    super(scope, name);
    copyDependencyLock(this);
    new RequiredVersion(this, "required_version", requiredTerraformVersion);
    this.addOverride("terraform.required_providers.aws", { source: awsProviderSource, version: awsProviderVersion });
    new AwsProvider(this, "aws", {
      region: environment.region,
      ...(environment.account !== undefined && { allowedAccountIds: [environment.account] }),
      ...(environment.tags !== undefined && { defaultTags: [{ tags: defaultTags(environment, environment.tags) }] }),
    });
  }

  /**
   * The construct path joined by underscores, without the stack's name and without CDKTF's hash:
   * `aws_lb_listener.traffic_production`. Short enough to read in a plan, and the same in every environment.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const logicalId = ids.filter((id) => !leftOut.includes(id)).join("_");
    const other = this.takenBy.get(logicalId);
    if (other !== undefined && other !== node.path) {
      throw new Error(
        `${node.path}: its Terraform name would be "${logicalId}", which ${other} already has. ` +
          `Names are construct paths joined by "_": give one of the two another construct id.`,
      );
    }
    this.takenBy.set(logicalId, node.path);
    return logicalId;
  }
}
