import type { ITerraformDependable } from "cdktf";
import type { ClusterCapacity } from "../cluster/placement";
import type { ProductionAndTest, Tls } from "../load-balancer/listener-pair";
import type { SecurityGroups } from "../security-groups/security-groups";
import type { ExecuteCommandLog } from "./task-role";

/** What an environment offers to each of its services. */
export interface Platform {
  /** Id of the account. */
  readonly account: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  /** What tasks may run on. */
  readonly capacity: ClusterCapacity;
  /** The load balancer's own, which services share. */
  readonly listenerArns: ProductionAndTest<string>;
  readonly loadBalancer: { readonly arn: string; readonly dnsName: string; readonly arnSuffix: string };
  /** What listeners need to speak TLS. @default plain HTTP */
  readonly tls?: Tls | undefined;
  /** Where a release places tasks, and where it only leaves them until it has replaced them. */
  readonly taskSubnetIds: { readonly declared: readonly string[]; readonly retained: readonly string[] };
  readonly securityGroups: Pick<SecurityGroups, "forTasks" | "forListeners">;
  /** Of S3 in the region. */
  readonly s3PrefixListId: string;
  /** The environment's own key. @default none: AWS keeps the keys */
  readonly kmsKeyArn?: string | undefined;
  /** Where alarms are heard. @default nowhere */
  readonly alertTopicArn?: string | undefined;
  /** Where commands that people run in containers are recorded. @default nowhere */
  readonly executeCommandLog?: ExecuteCommandLog | undefined;
  /** A task's way to its image and its log, and what has to be there before a service is. */
  readonly ready: readonly ITerraformDependable[];
}
