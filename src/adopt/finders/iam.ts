import { GetRoleCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { finder, ids, present, unlessMissing } from "../finder";

export const role = finder(["name"], async ({ name }, { iam }) => {
  const answer = await unlessMissing(iam.send(new GetRoleCommand({ RoleName: name })), "NoSuchEntityException");
  return present([answer?.Role]).map(({ Arn: arn = "" }) => ({ importId: name, attributes: { id: name, arn } }));
});

/** At most twenty policies can be attached to a role: one page of the answer. */
export const rolePolicyAttachment = finder(["role", "policy_arn"], async ({ role: roleName, policy_arn }, { iam }) => {
  const answer = await unlessMissing(
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName })),
    "NoSuchEntityException",
  );
  const attached = present(answer?.AttachedPolicies).some(({ PolicyArn }) => PolicyArn === policy_arn);
  return attached ? ids([`${roleName}/${policy_arn}`]) : [];
});
