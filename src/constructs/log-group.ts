import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchLogGroup } from "../aws";

export interface LogGroupProps {
  readonly name: string;
  /** Days until an event is deleted. @default never */
  readonly retentionDays?: number | undefined;
}

/** Where output goes. Roles here may not create log groups (AmazonECSTaskExecutionRolePolicy neither), so it exists first. */
export class LogGroup extends Construct {
  /** Without the `:*` that stands for its streams in policies. */
  readonly arn: string;
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Resource", {
      name: props.name,
      ...(props.retentionDays !== undefined && { retentionInDays: props.retentionDays }),
    });
    this.arn = group.arn;
    this.ready = [group];
  }
}
