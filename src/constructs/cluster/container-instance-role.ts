import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { IamInstanceProfile, IamRolePolicy } from "../../aws";
import { policyDocument } from "../shared/policy-document";
import { jsonText } from "../shared/json-text";
import { ManagedPolicyRole } from "../shared/managed-policy-role";

export interface ContainerInstanceRoleProps {
  /** Of the role and of its instance profile. */
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly cluster: { readonly name: string; readonly arn: string };
}

/**
 * What the ECS agent of an instance may do: belong to one cluster. Narrower than AmazonEC2ContainerServiceforEC2Role, which
 * may also make clusters, pull every image and write every log: tasks here do that with execution roles of their own.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export class ContainerInstanceRole extends Construct {
  readonly profileArn: string;
  /** The rights, without which an instance does not join the cluster. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ContainerInstanceRoleProps) {
    super(scope, id);
    const role = new ManagedPolicyRole(this, "Resource", {
      name: props.name,
      trusts: "ec2.amazonaws.com",
      policies: [],
    });
    const rights = new IamRolePolicy(this, "rights", {
      name: "ContainerInstance",
      role: role.name,
      policy: jsonText(this, rightsOf(props)),
    });
    const profile = new IamInstanceProfile(this, "profile", { name: props.name, role: role.name });
    this.profileArn = profile.arn;
    this.ready = [rights];
  }
}

function rightsOf({ region, account, cluster }: ContainerInstanceRoleProps): object {
  return policyDocument([
    // Takes no resource.
    { actions: ["ecs:DiscoverPollEndpoint"], resources: ["*"] },
    {
      actions: [
        "ecs:RegisterContainerInstance",
        "ecs:DeregisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      resources: [cluster.arn],
    },
    {
      actions: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      resources: [`arn:aws:ecs:${region}:${account}:container-instance/${cluster.name}/*`],
      conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
    },
  ]);
}
