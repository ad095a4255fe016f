import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { IamRole, IamRolePolicyAttachment } from "../../aws";
import { policyDocument } from "./policy-document";

/** AWS-managed policies by name. Their paths differ: AWSCodeDeployRoleForECS lies outside `service-role/`. */
const managedPolicies = {
  AmazonECSTaskExecutionRolePolicy: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
  AWSCodeDeployRoleForECS: "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS",
  AmazonEC2ContainerRegistryPowerUser: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser",
} as const;

export interface ManagedPolicyRoleProps {
  readonly name: string;
  /** The AWS service that may take the role. */
  readonly trusts:
    "ecs-tasks.amazonaws.com" | "codedeploy.amazonaws.com" | "ec2.amazonaws.com" | "lambda.amazonaws.com";
  readonly policies: readonly (keyof typeof managedPolicies)[];
}

/** A role that one AWS service takes, with AWS-managed policies attached. */
export class ManagedPolicyRole extends Construct {
  readonly name: string;
  readonly arn: string;
  /** The attachments: a role exists before it may do anything. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ManagedPolicyRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.name,
      assumeRolePolicy: JSON.stringify(
        policyDocument([{ principals: { services: [props.trusts] }, actions: ["sts:AssumeRole"] }]),
      ),
    });
    this.name = role.name;
    this.arn = role.arn;
    this.ready = props.policies.map(
      (policy) => new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn: managedPolicies[policy] }),
    );
  }
}
