import { AwsError, type Forward, type Handler } from "./call";

/** EC2: moto answers an unknown network ACL as an unknown route table, and the provider cannot tell that it is gone. */
export function createEc2Handler(forward: Forward): Handler {
  return async (call) => {
    if (call.action !== "DescribeNetworkAcls") return undefined;
    const reply = await forward(call);
    const unknown = /InvalidRouteTableID\.NotFound[\s\S]*?'?(acl-[\w-]+)/.exec(reply.body.toString())?.[1];
    if (unknown === undefined) return reply;
    throw new AwsError("InvalidNetworkAclID.NotFound", `The networkAcl ID '${unknown}' does not exist`);
  };
}
