import type { Precondition } from "cdktf";
import { Construct } from "constructs";
import { EcsCluster, type EcsClusterConfig } from "../../aws";
import type { ClusterSettings } from "../../environments/settings/cluster";
import { LogGroup } from "../shared/log-group";
import { addPreconditions } from "../shared/preconditions";

export interface ClusterProps {
  /** Also the tag `Name`. */
  readonly name: string;
  readonly containerInsights: ClusterSettings["containerInsights"];
  /** How ECS Exec treats what people do in containers. @default unencrypted, into the log of the container */
  readonly executeCommand?: ExecuteCommand | undefined;
  /** What has to be true for a plan of the environment. @default nothing */
  readonly preconditions?: readonly Precondition[];
}

export interface ExecuteCommand {
  /** Encrypts the session between a person's machine and the container, and the log. */
  readonly kmsKeyArn: string;
  /** An audit log of its own. @default the container's log */
  readonly logs?: { readonly name: string; readonly retentionDays: number } | undefined;
}

/** The boundary of what runs. Free of charge but for Container Insights; tasks are billed where they run. */
export class Cluster extends Construct {
  readonly name: string;
  readonly arn: string;
  /** What the role of a task that people may enter has to write to. */
  readonly executeCommandLogGroupArn: string | undefined;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { executeCommand } = props;
    const logGroup = this.createLogGroup(executeCommand);
    const cluster = new EcsCluster(this, "Resource", {
      name: props.name,
      setting: [{ name: "containerInsights", value: props.containerInsights }],
      ...(executeCommand !== undefined && { configuration: configurationOf(executeCommand) }),
      tags: { Name: props.name },
      // The log exists as long as the cluster names it.
      ...(logGroup !== undefined && { dependsOn: [...logGroup.ready] }),
    });
    if (props.preconditions !== undefined) addPreconditions(cluster, props.preconditions);
    this.name = cluster.name;
    this.arn = cluster.arn;
    this.executeCommandLogGroupArn = logGroup?.arn;
  }

  private createLogGroup(executeCommand: ExecuteCommand | undefined): LogGroup | undefined {
    if (executeCommand?.logs === undefined) return undefined;
    const { kmsKeyArn, logs } = executeCommand;
    return new LogGroup(this, "execute_command_log_group", { ...logs, kmsKeyArn });
  }
}

/**
 * Said with and without a log of its own: left out, AWS would keep the one before, and the plan would never be empty again.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-logging.html
 */
function configurationOf({ kmsKeyArn, logs }: ExecuteCommand): NonNullable<EcsClusterConfig["configuration"]> {
  return {
    executeCommandConfiguration: {
      kmsKeyId: kmsKeyArn,
      ...(logs === undefined
        ? { logging: "DEFAULT" }
        : {
            logging: "OVERRIDE",
            logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: logs.name },
          }),
    },
  };
}
