import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { IamRole } from "../../aws";

/** Puts every role of a stack under a boundary: the apply role for GitHub may make no others. */
export class PermissionsBoundary implements IAspect {
  constructor(private readonly policyArn: string) {}

  visit(node: IConstruct): void {
    if (node instanceof IamRole) node.permissionsBoundary = this.policyArn;
  }
}
