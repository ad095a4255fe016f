import {
  GetLoggingConfigurationCommand,
  GetWebACLForResourceCommand,
  ListWebACLsCommand,
  type Scope,
} from "@aws-sdk/client-wafv2";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, ids, present } from "../finder";

export const webAcl = finder(["name", "scope"], async ({ name, scope }, { waf }) => {
  // Its quota is 100 in a region, and as many fit into one answer.
  const { WebACLs } = await waf.send(new ListWebACLsCommand({ Scope: scope as Scope, Limit: 100 }));
  return present(WebACLs)
    .filter((found) => found.Name === name)
    .map(({ Id: id = "", ARN: arn = "" }) => ({ importId: `${id}/${name}/${scope}`, attributes: { id, arn } }));
});

export const webAclAssociation = finder(["resource_arn", "web_acl_arn"], async (identity, { waf }) => {
  const { resource_arn: ResourceArn, web_acl_arn: aclArn } = identity;
  const answer = await unlessMissing(
    waf.send(new GetWebACLForResourceCommand({ ResourceArn })),
    "WAFNonexistentItemException",
  );
  return answer?.WebACL?.ARN === aclArn ? ids([`${aclArn},${ResourceArn}`]) : [];
});

export const webAclLogging = finder(["resource_arn"], async ({ resource_arn: ResourceArn }, { waf }) => {
  const answer = await unlessMissing(
    waf.send(new GetLoggingConfigurationCommand({ ResourceArn })),
    "WAFNonexistentItemException",
  );
  return ids([answer?.LoggingConfiguration?.ResourceArn]);
});
