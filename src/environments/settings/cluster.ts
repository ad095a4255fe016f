import { z } from "zod";
import { isInstanceType } from "../../lib/aws/instance-type";
import { errorOf, flag, section, text, whole, wholeBetween } from "./rule";
import * as rules from "./rules";

/** Audit log of ECS Exec: who runs a command in a container leaves its input and output there, encrypted. */
const executeCommandLogs = section({
  /** Days until a line of the log is deleted. */
  retentionDays: whole({ ...rules.retentionDays, remedy: "Choose one of these." }),
});

const instances = (kind: string, least: number) =>
  wholeBetween(least, 5000, {
    kind,
    unit: "instances",
    remedy: "Choose at least one for each zone to survive the loss of one.",
  });

/**
 * Instances of the environment's own, for services with compute "ec2": one auto scaling group over all zones that ECS
 * scales as tasks need it. Every task has a network interface of its own, and the size of an instance limits these: a
 * t3.medium carries two tasks, an m7g.large two, an m7g.xlarge three (unless the account has ENI trunking). Each instance
 * costs its price (t3.medium 39.71 US$ a month), its disk (30 GiB: 2.88) and its monitoring by the minute (2.10).
 *
 * A new instance starts with the newest ECS-optimized Amazon Linux 2023. Running ones stay as they are, also when this
 * section changes, until people replace them: `aws autoscaling start-instance-refresh --auto-scaling-group-name <name>
 * --preferences ScaleInProtectedInstances=Refresh`. Before this section is removed, a release has to move every service
 * to other compute: AWS does not let go of a capacity provider in use.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
 */
const ec2Capacity = section({
  /** For example "m7g.large". It decides the architecture: Graviton types run ARM64, the others X86_64. */
  instanceType: text({
    kind: "a type of EC2 instance",
    allowed: 'family and size, such as "t3.medium" or "m7g.large"',
    remedy: "Look it up with: aws ec2 describe-instance-types.",
    test: isInstanceType,
  }),
  /** Instances that run even when no task needs them. 0 costs nothing and lets the first task wait for minutes. */
  minInstances: instances("a least number of instances", 0),
  /** A deployment runs twice as many tasks: what they do not fit into makes it fail. */
  maxInstances: instances("a largest number of instances", 1),
  /**
   * Percent of the capacity that tasks shall fill. Below 100 the rest is kept free, and new tasks start at once.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
   * @default 100
   */
  targetCapacityPercent: wholeBetween(1, 100, {
    kind: "a target for the use of instances",
    unit: "percent",
    remedy: "100 is cheapest, 80 keeps a fifth of the capacity ready.",
  }).default(100),
  /** GiB of each instance's disk, which holds the system, images and what containers write. @default 30 */
  rootVolumeGiB: wholeBetween(30, 16_384, {
    kind: "a size of an instance's disk",
    unit: "GiB",
    remedy: "The ECS-optimized image itself takes 30.",
  }).default(30),
});

/** The cluster that all services of the environment share. */
export const cluster = section({
  /**
   * CloudWatch Container Insights: metrics of tasks and services that ECS itself does not have. "enabled" costs 0.30 US$ a
   * month for each metric (8 of the cluster, 11 of a service and 6 of its task definition family: 7.50 for one service) and
   * 0.76 US$ per GB of its log; "enhanced" adds those of single tasks and containers, at 0.07 US$ for each metric.
   * https://aws.amazon.com/cloudwatch/pricing/
   * @default "enabled"
   */
  containerInsights: z
    .enum(["disabled", "enabled", "enhanced"], {
      error: errorOf({
        kind: "a level of Container Insights",
        allowed: "disabled, enabled, enhanced",
        remedy: "Choose one of these.",
      }),
    })
    .default("enabled"),
  /**
   * Whether services run by the capacity providers FARGATE and FARGATE_SPOT, which are free of charge, instead of by launch
   * type FARGATE. With them a service moves between on-demand, spot and instances by a release. Take them away only from
   * an environment without services: AWS does not let go of a capacity provider in use.
   * @default true
   */
  fargateCapacityProviders: flag("Choose true unless nothing here will ever run on spot.").default(true),
  /** Where commands that people run in containers are logged. @default none, and no service may allow such commands */
  executeCommandLogs: executeCommandLogs.optional(),
  /** @default none: all tasks run on Fargate */
  ec2Capacity: ec2Capacity.optional(),
});

export type ClusterSettings = z.output<typeof cluster>;
