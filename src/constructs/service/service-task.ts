import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment, Service } from "../../environments/schema";
import type { ServiceNames } from "../../environments/names";
import { repositoryArnOf } from "../../lib/aws/ecr-image";
import { taskContainers } from "./task-containers";
import { ExecutionRole } from "./execution-role";
import { LogGroup } from "../shared/log-group";
import { retainedScope } from "../shared/retained";
import { ManagedPolicyRole } from "../shared/managed-policy-role";
import { TaskDefinition } from "./task-definition";
import { type ExecuteCommandLog, type TaskRights, TaskRole } from "./task-role";

export interface ServiceTaskProps {
  readonly names: ServiceNames;
  readonly settings: Service;
  readonly environment: Pick<Environment, "logs" | "permissions" | "region">;
  /** Id of the account. */
  readonly account: string;
  /** The service's own repository. */
  readonly repository: { readonly arn: string; readonly url: string };
  /** What running tasks use of the configuration before. @default nothing else */
  readonly retained?: Environment["retained"]["services"][string] | undefined;
  /** Encrypts the log. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
  /** Where commands that people run in containers are recorded. @default nowhere */
  readonly executeCommandLog?: ExecuteCommandLog | undefined;
}

/** What a service runs, and what that may do: its task definition with both roles and the log. */
export class ServiceTask extends Construct {
  readonly definition: TaskDefinition;
  readonly executionRoleArn: string;
  /** @default none: the program may do nothing in AWS */
  readonly taskRoleArn: string | undefined;
  /** The role that running tasks still have, where the next revision has none. */
  readonly retainedRoleArn: string | undefined;
  /** What its containers fetch when they start, in the next revision and in the running one. */
  readonly secrets: readonly string[];
  /** What has to exist before the first task starts. */
  readonly ready: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceTaskProps,
  ) {
    super(scope, id);
    const logGroup = new LogGroup(this, "log_group", {
      name: props.names.logGroup,
      retentionDays: props.environment.logs.retentionDays,
      kmsKeyArn: props.kmsKeyArn,
    });
    const { container, sidecars } = props.settings;
    this.secrets = [
      ...[container, ...Object.values(sidecars)].flatMap(({ secrets }) => Object.values(secrets)),
      ...(props.retained?.secrets ?? []),
    ];
    const executionRole = this.createExecutionRole(logGroup);
    const taskRole = this.createTaskRole();
    this.definition = this.createDefinition(executionRole.arn, taskRole?.arn);
    this.executionRoleArn = executionRole.arn;
    this.taskRoleArn = taskRole?.arn;
    this.retainedRoleArn = this.createRetainedRole()?.arn;
    this.ready = [...executionRole.ready, ...(taskRole?.ready ?? []), ...logGroup.ready];
  }

  private createExecutionRole(logGroup: LogGroup): ManagedPolicyRole | ExecutionRole {
    const { names, settings, environment, account, repository } = this.props;
    if (environment.permissions === "aws-managed-policies") {
      return new ManagedPolicyRole(this, "execution_role", {
        name: names.taskExecutionRole,
        trusts: "ecs-tasks.amazonaws.com",
        policies: ["AmazonECSTaskExecutionRolePolicy"],
      });
    }
    const otherRepositories = Object.values(settings.sidecars).flatMap(({ image }) => repositoryArnOf(image) ?? []);
    return new ExecutionRole(this, "execution_role", {
      name: names.taskExecutionRole,
      account,
      region: environment.region,
      repositoryArns: [repository.arn, ...new Set(otherRepositories)],
      logGroupArn: logGroup.arn,
      secrets: this.secrets,
      kmsKeyArns: settings.secretsKmsKeyArns,
    });
  }

  private createTaskRole(): TaskRole | undefined {
    const rights = this.rights();
    return rights && this.createRole(this, rights);
  }

  private createRetainedRole(): TaskRole | undefined {
    const statements = this.props.retained?.taskRole;
    return statements && this.createRole(retainedScope(this), { statements });
  }

  private createRole(scope: Construct, rights: TaskRights): TaskRole {
    const { names, account, environment } = this.props;
    return new TaskRole(scope, "role", { name: names.taskRole, account, region: environment.region, rights });
  }

  private rights(): TaskRights | undefined {
    const { settings, executeCommandLog = {} } = this.props;
    const { taskRole: statements } = settings;
    if (statements !== undefined) {
      return { statements, executeCommand: settings.executeCommand ? executeCommandLog : undefined };
    }
    return settings.executeCommand ? { executeCommand: executeCommandLog } : undefined;
  }

  private createDefinition(executionRoleArn: string, taskRoleArn: string | undefined): TaskDefinition {
    const { names, settings, environment, repository } = this.props;
    return new TaskDefinition(this, "definition", {
      family: names.taskDefinitionFamily,
      compatibility: settings.compute.type === "ec2" ? "EC2" : "FARGATE",
      architecture: settings.architecture,
      cpu: settings.cpu,
      memory: settings.memory,
      ephemeralStorageGiB: settings.ephemeralStorageGiB,
      executionRoleArn,
      taskRoleArn,
      containers: taskContainers(settings, {
        name: names.container,
        image: `${repository.url}:${settings.container.imageTag}`,
      }),
      logs: {
        group: names.logGroup,
        region: environment.region,
        streamPrefix: names.logStreamPrefix,
        // As the hands-on has it. A role of its own may not make groups, and need not: Terraform makes it first.
        createGroup: environment.permissions === "aws-managed-policies",
      },
    });
  }
}
