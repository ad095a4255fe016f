import type { Call, Forward, Reply } from "../protocol/call";
import { parameters } from "../protocol/read-call";

/**
 * Rules of security groups: moto forgets the description of one whose peer is a group or a prefix list. Those of calls that
 * make one rule are kept here, as Terraform makes each; of more at once the order of moto's answer says nothing.
 */
export function createRuleDescriptions(forward: Forward): (call: Call) => Promise<Reply | undefined> {
  const descriptions = new Map<string, string>();
  return async (call) => {
    const given = parameters(call.path, call.body);
    switch (call.action) {
      case "AuthorizeSecurityGroupIngress":
      case "AuthorizeSecurityGroupEgress": {
        const reply = await forward(call);
        const [made, ...others] = ruleIds(reply);
        const description = [...given].find(([name]) => /^IpPermissions\.1\.\w+\.1\.Description$/.test(name))?.[1];
        if (made !== undefined && others.length === 0 && description !== undefined) descriptions.set(made, description);
        return reply;
      }
      case "ModifySecurityGroupRules": {
        const reply = await forward(call);
        const modified = given.get("SecurityGroupRule.1.SecurityGroupRuleId");
        const description = given.get("SecurityGroupRule.1.SecurityGroupRule.Description");
        if (reply.status === 200 && modified !== null) descriptions.set(modified, description ?? "");
        return reply;
      }
      case "DescribeSecurityGroupRules": {
        const reply = await forward(call);
        return { ...reply, body: withDescriptions(reply.body.toString(), descriptions) };
      }
      default:
        return undefined;
    }
  };
}

const ruleId = /<securityGroupRuleId>(sgr-\w+)<\/securityGroupRuleId>/g;

function ruleIds(reply: Reply): readonly string[] {
  return [...reply.body.toString().matchAll(ruleId)].flatMap(([, id]) => id ?? []);
}

function withDescriptions(body: string, descriptions: ReadonlyMap<string, string>): string {
  return body.replaceAll(/<item><securityGroupRuleId>(sgr-\w+).*?<tagSet/gs, (item, id: string) => {
    const description = descriptions.get(id);
    if (description === undefined || description === "" || item.includes("<description>")) return item;
    return item.replace("<tagSet", () => `<description>${escaped(description)}</description><tagSet`);
  });
}

/** AWS takes no other character in a description that means something in XML. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;");
}
