import { Fn, type IResolvable, Op, type Precondition, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { DataAwsEcsTaskDefinition } from "../../aws";
import type { ServiceNames } from "../../environments/names";

/** What a service runs at the moment, as AWS answers while Terraform plans. */
export interface RunningRevision {
  /** ARN of the revision. */
  readonly taskDefinition: string;
  /** Ports that the load balancer sends traffic to. */
  readonly containerPorts: number[];
  /** Names of the capacity providers. */
  readonly capacityProviders: string[];
}

export interface RevisionInUseProps {
  readonly environment: string;
  /** The service's name in the configuration. */
  readonly key: string;
  /** Id of the account. */
  readonly account: string;
  readonly running: RunningRevision;
  /** What the environment declares for the running and for the next revision. */
  readonly declared: {
    readonly containerPorts: readonly number[];
    /** ARNs without key and version. */
    readonly secrets: readonly string[];
    readonly taskRole: boolean;
    readonly capacityProviders: readonly string[];
    readonly names: Pick<ServiceNames, "logGroup" | "taskExecutionRole" | "taskRole">;
  };
  /** The names that the service has where the configuration gives none. */
  readonly defaultNames: Pick<ServiceNames, "logGroup" | "taskExecutionRole">;
}

/**
 * Whether the revision that a service runs uses what the configuration no longer declares. As preconditions of a resource
 * that depends on the service, the answers end the plan before anything changes; a destroy does not ask for them.
 *
 * Terraform ignores changes of what a release moves (`ignored-attributes.ts`), so that the planned values of the service are
 * those that AWS answers. The revision's ARN comes through a local value, as in `network-in-use.ts`. Only where the service
 * is made or replaced is it read later, and then it is the revision that Terraform declares.
 *
 * A log group or a role that runs and is not declared may be one that Terraform never had: of a service that was adopted,
 * or of a revision that another tool registered. So of these only the names that this project gives are looked for.
 */
export class RevisionInUse extends Construct {
  readonly preconditions: readonly Precondition[];
  private readonly definition: DataAwsEcsTaskDefinition;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RevisionInUseProps,
  ) {
    super(scope, id);
    this.definition = new DataAwsEcsTaskDefinition(this, "definition", {
      taskDefinition: new TerraformLocal(this, "task_definition", props.running.taskDefinition).asString,
    });
    this.preconditions = [this.ports(), this.secrets(), this.providers(), ...this.roles(), ...this.logGroups()];
  }

  /** Security groups let the load balancer through to those that are declared. */
  private ports(): Precondition {
    const { running, declared } = this.props;
    return this.allDeclared("container port", running.containerPorts, declared.containerPorts, (missing) =>
      this.retain(`{ containerPort: ${Fn.join(", ", missing)} }`),
    );
  }

  /** Without key and version, which no policy knows. A bare name is left out: a revision of this project has none. */
  private secrets(): Precondition {
    const secrets = this.ofContainers(
      "secrets",
      '[for secret in try(container.secrets, []) : regexall("^arn(?::[^:]*){5,6}", secret.valueFrom)]',
    );
    return this.allDeclared("secrets", secrets, this.props.declared.secrets, (missing) =>
      this.retain(`{ secrets: ${Fn.jsonencode(missing)} }`),
    );
  }

  private providers(): Precondition {
    const { running, declared } = this.props;
    return this.allDeclared(
      "capacity providers",
      running.capacityProviders,
      declared.capacityProviders,
      () =>
        "Put cluster.ec2Capacity (or cluster.fargateCapacityProviders) back and deploy. Instances can go once a release has " +
        "moved every service to another compute.",
    );
  }

  private roles(): readonly Precondition[] {
    const { taskRole, names } = this.props.declared;
    const ofProgram = taskRole
      ? []
      : [
          this.notUsed(
            "task role",
            names.taskRole,
            this.isRole(this.definition.taskRoleArn, names.taskRole),
            this.retain("{ taskRole: [<the statements that it had>] }"),
          ),
        ];
    const ofAgent = this.keptName("taskExecutionRole", "execution role", (name) =>
      this.isRole(this.definition.executionRoleArn, name),
    );
    return [...ofProgram, ...ofAgent];
  }

  private logGroups(): readonly Precondition[] {
    return this.keptName("logGroup", "log group", (name) =>
      contains(this.ofContainers("log_groups", '[try(container.logConfiguration.options["awslogs-group"], "")]'), name),
    );
  }

  private isRole(arn: string, name: string): IResolvable {
    return contains([arn], `arn:aws:iam::${this.props.account}:role/${name}`);
  }

  /** Another name than the one by default: there is no step from this to that. */
  private keptName(
    name: keyof RevisionInUseProps["defaultNames"],
    what: string,
    isUsed: (name: string) => IResolvable,
  ): readonly Precondition[] {
    const { defaultNames, declared, key } = this.props;
    const byDefault = defaultNames[name];
    if (declared.names[name] === byDefault) return [];
    const remedy = `A service keeps its ${what}: remove services.${key}.names.${name}.`;
    return [this.notUsed(what, byDefault, isUsed(byDefault), remedy)];
  }

  /** What each container of the revision has, in one list. */
  private ofContainers(id: string, ofContainer: string): string[] {
    const containers = `jsondecode(data.aws_ecs_task_definition.${this.definition.friendlyUniqueId}.container_definitions)`;
    return new TerraformLocal(this, id, `\${flatten([for container in ${containers} : ${ofContainer}])}`).asList;
  }

  private allDeclared(
    what: string,
    used: number[] | string[],
    declared: readonly (number | string)[],
    remedy: (missing: string[]) => string,
  ): Precondition {
    const missing = Fn.tolist(Fn.setsubtract(used, [...declared]));
    return {
      // Not `Op.eq`: CDKTF 0.21 writes "undefined" for its 0.
      condition: Op.lt(Fn.lengthOf(missing), 1),
      errorMessage: this.message(what, Fn.join(", ", missing), remedy(missing)),
    };
  }

  private notUsed(what: string, name: string, isUsed: IResolvable, remedy: string): Precondition {
    return { condition: Op.not(isUsed), errorMessage: this.message(what, name, remedy) };
  }

  private message(what: string, names: string, remedy: string): string {
    const { key, environment } = this.props;
    return `Running tasks of the service ${key} still use the ${what} ${names}, which the environment ${environment} no longer declares. ${remedy}`;
  }

  private retain(entry: string): string {
    const { key, environment } = this.props;
    return (
      `Add retained: { services: { ${key}: ${entry} } } to the environment ${environment} and deploy, release the service, ` +
      "and remove it once npm run status says that no task uses it."
    );
  }
}

function contains(list: string[], value: string): IResolvable {
  return Fn.contains(list, value) as IResolvable;
}
