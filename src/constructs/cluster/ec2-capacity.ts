import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { AutoscalingGroup, EcsCapacityProvider, LaunchTemplate } from "../../aws";
import type { ClusterSettings } from "../../environments/settings/cluster";
import { architectureOf } from "../../lib/aws/instance-type";
import type { SecurityGroupName } from "../../environments/names";
import { ContainerInstanceRole } from "./container-instance-role";
import { createBeforeDestroy } from "../shared/create-before-destroy";
import type { SecurityGroups } from "../security-groups/security-groups";

export interface Ec2CapacityProps {
  readonly names: {
    /** Of launch template, auto scaling group and capacity provider; not beginning with "aws", "ecs" or "fargate". */
    readonly capacity: string;
    readonly instanceRole: string;
    readonly securityGroup: SecurityGroupName;
  };
  readonly region: string;
  readonly account: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  readonly securityGroups: Pick<SecurityGroups, "forInstances">;
  /** Of S3 in the region; the gateway endpoint knows it. */
  readonly s3PrefixListId: string;
  /** Private ones, one in each zone. */
  readonly subnetIds: readonly string[];
  readonly capacity: NonNullable<ClusterSettings["ec2Capacity"]>;
  /** Of instances and disks: the provider's default tags reach neither. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** An instance's way to ECS: endpoints or routes. */
  readonly after: readonly ITerraformDependable[];
}

const images = {
  X86_64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  ARM64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
} as const;

/**
 * Instances for tasks, which ECS starts and ends as tasks need them. Tasks have network interfaces and security groups of
 * their own (awsvpc, target type ip), so nothing ever connects to an instance itself.
 *
 * Disks are encrypted with the AWS-managed key of EBS. With the environment's own, instances would only start once the key's
 * policy names the service-linked role of Auto Scaling, which an account does not have before its first group.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 *
 * An instance with a task on it is not taken away (managed termination protection), and one that has to go gives its tasks
 * away first (managed draining). https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class Ec2Capacity extends Construct {
  /** Name of the capacity provider. */
  readonly provider: string;

  constructor(scope: Construct, id: string, props: Ec2CapacityProps) {
    super(scope, id);
    const role = new ContainerInstanceRole(this, "role", { ...props, name: props.names.instanceRole });
    const securityGroup = props.securityGroups.forInstances(this, {
      name: props.names.securityGroup,
      s3PrefixListId: props.s3PrefixListId,
    });
    const template = this.createTemplate(props, role.profileArn, securityGroup.id);
    const group = this.createGroup(props, template, [...role.ready, ...securityGroup.ready, ...props.after]);
    const provider = this.createProvider(props, group);
    this.provider = provider.name;
  }

  private createTemplate(props: Ec2CapacityProps, profileArn: string, securityGroupId: string): LaunchTemplate {
    const { names, capacity, tags } = props;
    return new LaunchTemplate(this, "template", {
      name: names.capacity,
      updateDefaultVersion: true,
      // Looked up at each launch. An AMI's id here would be a new version, and a plan that is never empty, with each new AMI.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
      imageId: `resolve:ssm:${images[architectureOf(capacity.instanceType)]}`,
      instanceType: capacity.instanceType,
      iamInstanceProfile: { arn: profileArn },
      userData: Fn.base64encode(userData(props.cluster.name)),
      networkInterfaces: [
        { associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [securityGroupId] },
      ],
      // One hop reaches the agent, which shares the instance's network, and no container behind another bridge.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: capacity.rootVolumeGiB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: [{ resourceType: "volume", tags: { ...tags, Name: names.capacity } }],
      tags: { Name: names.capacity },
    });
  }

  /**
   * Managed scaling owns the number of instances, so none is declared. No `force_delete`: a destroy lifts the protection of
   * instances and waits until they are gone, and the cluster can go after them.
   */
  private createGroup(
    { names, capacity, subnetIds, tags }: Ec2CapacityProps,
    template: LaunchTemplate,
    after: readonly ITerraformDependable[],
  ): AutoscalingGroup {
    const instanceTags = { ...tags, Name: names.capacity, ...managedByEcs };
    return new AutoscalingGroup(this, "Resource", {
      name: names.capacity,
      minSize: capacity.minInstances,
      maxSize: capacity.maxInstances,
      vpcZoneIdentifier: [...subnetIds],
      // The newest version for what starts from now on. Running instances stay: replacing them is people's decision.
      launchTemplate: { id: template.id, version: "$Latest" },
      protectFromScaleIn: true,
      // Free of charge.
      enabledMetrics: [
        "GroupDesiredCapacity",
        "GroupInServiceInstances",
        "GroupPendingInstances",
        "GroupTotalInstances",
      ],
      tag: Object.entries(instanceTags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      lifecycle: createBeforeDestroy,
      dependsOn: [...after],
    });
  }

  /** Its lifecycle also makes the cluster let go of it first, where the environment gives up its instances. */
  private createProvider({ names, capacity }: Ec2CapacityProps, group: AutoscalingGroup): EcsCapacityProvider {
    return new EcsCapacityProvider(this, "provider", {
      name: names.capacity,
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: {
          status: "ENABLED",
          targetCapacity: capacity.targetCapacityPercent,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: 10_000,
          instanceWarmupPeriod: 300,
        },
        // Needs managed scaling and, on group and instances, protection from scale-in.
        managedTerminationProtection: "ENABLED",
        managedDraining: "ENABLED",
      },
      tags: { Name: names.capacity },
      lifecycle: createBeforeDestroy,
    });
  }
}

/**
 * ECS adds this tag to a group that it manages. Not declared, each plan would take it away; and instances that start before
 * it is there are never taken away again (TPA 12582).
 */
const managedByEcs = { AmazonECSManaged: "true" };

/**
 * Containers reach no instance metadata and so no rights of the instance; their own come from the task role. No quotes:
 * CDKTF's functions take none, and the name of a cluster needs none.
 */
function userData(clusterName: string): string {
  return [
    "#!/bin/bash",
    `echo ECS_CLUSTER=${clusterName} >> /etc/ecs/ecs.config`,
    "echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config",
    "",
  ].join("\n");
}
