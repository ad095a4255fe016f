import { Construct } from "constructs";
import { EcsTaskDefinition } from "../../aws";
import { containerDefinitions, type ContainerSettings, type LogDestination, volumesOf } from "./container-definitions";
import { jsonText } from "../shared/json-text";

export interface TaskDefinitionProps {
  /** Also the tag `Name`. */
  readonly family: string;
  /** Where it can run; AWS checks it against what that offers. @default "FARGATE" */
  readonly compatibility?: "FARGATE" | "EC2" | undefined;
  /** @default "X86_64" */
  readonly architecture?: "X86_64" | "ARM64" | undefined;
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: number;
  /** MiB; Fargate takes certain pairs of cpu and memory only. */
  readonly memory: number;
  /** 21 to 200, Fargate only. @default 20, which AWS does not show */
  readonly ephemeralStorageGiB?: number | undefined;
  readonly executionRoleArn: string;
  /** What the program in the containers may do. @default nothing */
  readonly taskRoleArn?: string | undefined;
  /** The service's own first. The volumes that they mount are the task's. */
  readonly containers: readonly ContainerSettings[];
  readonly logs: LogDestination;
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
    const volumes = volumesOf(props.containers);
    const taskDefinition = new EcsTaskDefinition(this, "Resource", {
      family: props.family,
      requiresCompatibilities: [props.compatibility ?? "FARGATE"],
      networkMode: "awsvpc",
      cpu: `${props.cpu}`,
      memory: `${props.memory}`,
      runtimePlatform: { cpuArchitecture: props.architecture ?? "X86_64", operatingSystemFamily: "LINUX" },
      ...(props.ephemeralStorageGiB !== undefined && { ephemeralStorage: { sizeInGib: props.ephemeralStorageGiB } }),
      executionRoleArn: props.executionRoleArn,
      ...(props.taskRoleArn !== undefined && { taskRoleArn: props.taskRoleArn }),
      containerDefinitions: jsonText(this, containerDefinitions(props.containers, props.logs)),
      ...(volumes.length > 0 && { volume: volumes.map((name) => ({ name })) }),
      // A rollback needs the old revisions; they cost nothing and stay, also after a destroy.
      skipDestroy: true,
      tags: { Name: props.family },
    });
    this.arn = taskDefinition.arn;
    this.revision = taskDefinition.revision;
  }
}
