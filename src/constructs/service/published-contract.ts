import { Fn, type Precondition } from "cdktf";
import { Construct } from "constructs";
import { SsmParameter } from "../../aws";
import type { ReleaseContract } from "../../release-contract/contract";
import { addPreconditions } from "../shared/preconditions";
import { waive } from "../shared/waive";

export interface PublishedContractProps {
  readonly parameterName: string;
  readonly contract: ReleaseContract;
  /** What has to be true for a plan of the service. @default nothing */
  readonly preconditions?: readonly Precondition[];
}

/** The release contract as an SSM parameter (standard tier: free, 4 KB), for tools that see neither state nor code. */
export class PublishedContract extends Construct {
  readonly parameterName: string;
  /** The contract as JSON. */
  readonly json: string;

  constructor(scope: Construct, id: string, props: PublishedContractProps) {
    super(scope, id);
    const parameter = new SsmParameter(this, "Resource", {
      name: props.parameterName,
      description: "What a release must know of this service",
      type: "String",
      // `value` is hidden in plans and in outputs; there is no secret in here, and a reviewer wants to see it change.
      insecureValue: Fn.jsonencode(props.contract),
    });
    waive(parameter, "CKV2_AWS_34", "names and addresses that a reviewer shall see change; there is no secret in it");
    if (props.preconditions !== undefined) addPreconditions(parameter, props.preconditions);
    this.parameterName = parameter.name;
    this.json = parameter.insecureValue;
  }
}
