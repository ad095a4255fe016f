import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchLogGroup } from "../aws";

export interface LogGroupProps {
  readonly name: string;
  /** Days until an event is deleted. @default never */
  readonly retentionDays?: number | undefined;
}

/** Where the containers' output goes. AmazonECSTaskExecutionRolePolicy may not create it, so it exists before any task. */
export class LogGroup extends Construct {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Resource", {
      name: props.name,
      ...(props.retentionDays !== undefined && { retentionInDays: props.retentionDays }),
    });
    this.ready = [group];
  }
}
