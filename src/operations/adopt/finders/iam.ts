import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, ids, present } from "../finder";

export const role = finder(["name"], async ({ name }, { iam }) => {
  const answer = await unlessMissing(iam.send(new GetRoleCommand({ RoleName: name })), "NoSuchEntityException");
  return present([answer?.Role]).map(({ Arn: arn = "" }) => ({ importId: name, attributes: { id: name, arn } }));
});

export const instanceProfile = finder(["name"], async ({ name }, { iam }) => {
  const answer = await unlessMissing(
    iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name })),
    "NoSuchEntityException",
  );
  return present([answer?.InstanceProfile]).map(({ Arn: arn = "" }) => ({
    importId: name,
    attributes: { id: name, arn },
  }));
});

/** A policy written into the role, which has a name of its own there. */
export const rolePolicy = finder(["role", "name"], async ({ role: roleName, name }, { iam }) => {
  const answer = await unlessMissing(
    iam.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name })),
    "NoSuchEntityException",
  );
  return answer === undefined ? [] : ids([`${roleName}:${name}`]);
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
