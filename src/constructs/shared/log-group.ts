import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchLogGroup } from "../../aws";

export interface LogGroupProps {
  readonly name: string;
  /** Days until an event is deleted. @default never */
  readonly retentionDays?: number | undefined;
  /** Of the KMS key that encrypts it, whose policy has to let CloudWatch Logs use it. @default CloudWatch's own */
  readonly kmsKeyArn?: string | undefined;
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
      ...(props.kmsKeyArn !== undefined && { kmsKeyId: props.kmsKeyArn }),
    });
    this.arn = group.arn;
    this.ready = [group];
  }
}
