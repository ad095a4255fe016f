import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { IamRole, IamRolePolicy } from "../../aws";
import { policyDocument, type PolicyStatement } from "./policy-document";
import { jsonText } from "./json-text";

export interface ScopedServiceRoleProps {
  readonly name: string;
  readonly trust: ServiceTrust;
  /** Name of the policy within the role. */
  readonly policyName: string;
  readonly statements: readonly [PolicyStatement, ...PolicyStatement[]];
}

/** An AWS service, and on behalf of which things in which account it may take the role. */
export interface ServiceTrust {
  readonly service: string;
  /** Id of the account. */
  readonly account: string;
  /** ARN, or pattern of ARNs, of what the service acts for. */
  readonly sourceArn: string;
}

/**
 * A role with rights of its own that one AWS service takes for this account only: without the conditions it would take it
 * for anyone who can make the service act ("confused deputy").
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export class ScopedServiceRole extends Construct {
  readonly name: string;
  readonly arn: string;
  /** The rights: a role exists before it may do anything. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ScopedServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: props.name,
      assumeRolePolicy: jsonText(this, policyDocument([trustOf(props.trust)])),
    });
    const rights = new IamRolePolicy(this, "rights", {
      name: props.policyName,
      role: role.name,
      policy: jsonText(this, policyDocument(props.statements)),
    });
    this.name = role.name;
    this.arn = role.arn;
    this.ready = [rights];
  }
}

function trustOf({ service, account, sourceArn }: ServiceTrust) {
  return {
    principals: { services: [service] },
    actions: ["sts:AssumeRole"],
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  } as const;
}
