import { Fn, type IResolvable, Op, type Precondition, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { DataAwsNetworkInterfaces, DataAwsSecurityGroups, DataAwsSubnets } from "../../aws";
import type { Environment } from "../../environments/schema";
import type { Names } from "../../environments/names";

export interface NetworkInUseProps {
  readonly environment: Environment;
  readonly names: Pick<Names, "instances" | "privateNetwork" | "privateSecurityGroup" | "tasksSecurityGroups">;
  readonly vpcId: string;
}

/** EC2 refuses a filter without values, and finds nothing by an id that nothing has. */
function neverEmpty(type: "sg" | "subnet", ids: readonly string[]): string[] {
  return Fn.concat([[`${type}-00000000000000000`], ids]) as string[];
}

/**
 * Whether running tasks and instances use security groups or subnets that the configuration no longer declares. Terraform
 * would take their rules away first, and AWS then refuse the rest (DependencyViolation). As preconditions of a resource that is
 * always there, the answers end the plan before anything changes; a destroy does not ask for them.
 *
 * Read while planning: the VPC's id comes through a local value, since Terraform puts off a data source that names a
 * resource with changes pending, and one that has conditions itself. Only at the first deploy is it read later.
 * https://developer.hashicorp.com/terraform/language/data-sources#data-resource-behavior
 *
 * A task's network interface is described as "arn:aws:ecs:<region>:<account>:attachment/<id>", as recorded answers of
 * DescribeNetworkInterfaces show. So is the trunk of an instance with ENI trunking, which is no task's.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
 */
export class NetworkInUse extends Construct {
  readonly preconditions: readonly Precondition[];
  private readonly inVpc: Filter;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkInUseProps,
  ) {
    super(scope, id);
    this.inVpc = { name: "vpc-id", values: [new TerraformLocal(this, "vpc_id", props.vpcId).asString] };
    const { retained } = props.environment;
    this.preconditions = [
      ...(retained.securityGroups === undefined ? [this.groupsBefore()] : []),
      this.subnetsBefore(),
    ];
  }

  /**
   * Names of groups are unique in a VPC, so that those of the other form are told by them. Load balancer and endpoints are
   * left out (the endpoints' interfaces have a type of their own): Terraform moves these to other groups by itself.
   */
  private groupsBefore(): Precondition {
    const { environment, names } = this.props;
    const before = environment.network.securityGroups === "shared" ? "separate" : "shared";
    const groupNames =
      before === "shared"
        ? [names.privateSecurityGroup.name]
        : [names.tasksSecurityGroups, names.instances.securityGroup.name];
    const groups = new DataAwsSecurityGroups(this, "groups_before", {
      filter: [this.inVpc, { name: "group-name", values: groupNames }],
    });
    const users = this.findInterfaces("users_of_groups_before", [
      { name: "group-id", values: neverEmpty("sg", groups.ids) },
    ]);
    return {
      condition: none(users),
      errorMessage:
        `Running tasks or instances still use security groups of network.securityGroups "${before}" (network interfaces ` +
        `${Fn.join(", ", users.ids)}), and this plan takes these groups away. Add retained: { securityGroups: "${before}" } to the ` +
        `environment ${environment.name} and deploy, ${whatFollows}`,
    };
  }

  /** A subnet is what it is by its zone and its range: another one replaces it. */
  private subnetsBefore(): Precondition {
    const { environment, names } = this.props;
    const { zones } = environment.network;
    const tier = new DataAwsSubnets(this, "subnets", {
      filter: [this.inVpc, { name: "tag:Name", values: [names.privateNetwork] }],
    });
    const declared = new DataAwsSubnets(this, "declared_subnets", {
      filter: [
        this.inVpc,
        { name: "availability-zone", values: zones.map(({ name }) => name) },
        { name: "cidr-block", values: zones.map(({ privateCidr }) => privateCidr) },
      ],
    });
    const before = Fn.tolist(Fn.setsubtract(tier.ids, declared.ids));
    const tasks = this.findInterfaces("tasks_in_subnets_before", [
      { name: "subnet-id", values: neverEmpty("subnet", before) },
      { name: "description", values: [`arn:aws:ecs:${environment.region}:*:attachment/*`] },
    ]);
    return {
      condition: none(tasks),
      errorMessage:
        `Running tasks still use the subnets ${Fn.join(", ", before)} (network interfaces ${Fn.join(", ", tasks.ids)}), and this plan ` +
        "takes these subnets away, since network.zones no longer has their zone with the same range. Put the zone back, add it to " +
        `retained.zones of the environment ${environment.name} and deploy, ${whatFollows}`,
    };
  }

  /** Those of tasks and instances among others; "branch" is a task's on an instance with ENI trunking. */
  private findInterfaces(id: string, filters: readonly Filter[]): DataAwsNetworkInterfaces {
    return new DataAwsNetworkInterfaces(this, id, {
      filter: [this.inVpc, ...filters, { name: "interface-type", values: ["interface", "branch"] }],
    });
  }
}

/** Not `Op.eq`: CDKTF 0.21 writes "undefined" for its 0. */
function none({ ids }: DataAwsNetworkInterfaces): IResolvable {
  return Op.lt(Fn.lengthOf(ids), 1);
}

const whatFollows =
  "release every service, and remove it once npm run status says that no task uses them. Where a release has replaced the " +
  "tasks already, wait until the original ones have stopped; instances have to be replaced.";

interface Filter {
  readonly name: string;
  readonly values: string[];
}
