import { Construct } from "constructs";
import { EcsTaskDefinition } from "../aws";
import { containerDefinitions, type ContainerSettings } from "../lib/container-definitions";
import { jsonText } from "./json-text";

export interface TaskDefinitionProps {
  /** Also the tag `Name`. */
  readonly family: string;
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: number;
  /** MiB; Fargate takes certain pairs of cpu and memory only. */
  readonly memory: number;
  readonly executionRoleArn: string;
  readonly container: ContainerSettings;
}

/**
 * What runs. Terraform owns its shape and registers a revision when that changes; a release owns the image and registers
 * revisions of its own, which Terraform neither tracks nor removes.
 */
export class TaskDefinition extends Construct {
  /** With the revision, `...:task-definition/<family>:<revision>`. */
  readonly arn: string;
  readonly revision: number;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const taskDefinition = new EcsTaskDefinition(this, "Resource", {
      family: props.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: `${props.cpu}`,
      memory: `${props.memory}`,
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      executionRoleArn: props.executionRoleArn,
      containerDefinitions: jsonText(this, containerDefinitions(props.container)),
      // A rollback needs the old revisions; they cost nothing and stay, also after a destroy.
      skipDestroy: true,
      tags: { Name: props.family },
    });
    this.arn = taskDefinition.arn;
    this.revision = taskDefinition.revision;
  }
}
