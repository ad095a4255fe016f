import { AwsError, type Forward, type Handler, type Reply } from "../protocol/call";
import { createEndpointRoutes } from "./endpoint-routes";
import type { MotoClients } from "../moto/moto-clients";
import { Deletions } from "./network-interfaces/deletions";
import { describeNetworkInterfaces } from "./network-interfaces/describe";
import { createEndpointInterfaces } from "./network-interfaces/endpoint-interfaces";
import type { NetworkInterfaces } from "./network-interfaces/network-interfaces";
import { createRuleDescriptions } from "./rule-descriptions";

/** EC2: network interfaces, and what moto answers in a way that keeps Terraform's plan from being empty. */
export function createEc2Handler(
  forward: Forward,
  clients: Pick<MotoClients, "ec2">,
  interfaces: NetworkInterfaces,
): Handler {
  const endpointInterfaces = createEndpointInterfaces(forward, interfaces);
  const endpointRoutes = createEndpointRoutes(forward, clients);
  const ruleDescriptions = createRuleDescriptions(forward);
  const deletions = new Deletions(clients, interfaces);
  return async (call) => {
    switch (call.action) {
      case "DescribeNetworkAcls":
        return withRightError(await forward(call));
      case "DescribeLaunchTemplateVersions":
        return withoutTagsOfTemplate(await forward(call));
      case "DescribeNetworkInterfaces":
        return describeNetworkInterfaces(interfaces, call);
      case "DeleteSecurityGroup":
        await deletions.checkSecurityGroup(call);
        return undefined;
      case "DeleteSubnet":
        await deletions.checkSubnet(call);
        return undefined;
      default:
        return (await endpointInterfaces(call)) ?? (await endpointRoutes(call)) ?? ruleDescriptions(call);
    }
  };
}

/**
 * moto answers an unknown network ACL as an unknown route table, and the provider cannot tell that it is gone.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
function withRightError(reply: Reply): Reply {
  const unknown = /InvalidRouteTableID\.NotFound[\s\S]*?'?(acl-[\w-]+)/.exec(reply.body.toString())?.[1];
  if (unknown === undefined) return reply;
  throw new AwsError("InvalidNetworkAclID.NotFound", `The networkAcl ID '${unknown}' does not exist`);
}

/** moto takes the tags of a launch template for tags of what is launched from its first version. */
function withoutTagsOfTemplate(reply: Reply): Reply {
  const body = reply.body
    .toString()
    .replaceAll(/<item><resourceType>launch-template<\/resourceType><tagSet>[\s\S]*?<\/tagSet><\/item>/g, "")
    .replaceAll("<tagSpecificationSet></tagSpecificationSet>", "");
  return { ...reply, body };
}
