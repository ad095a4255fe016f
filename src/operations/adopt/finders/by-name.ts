import { DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { DescribeParametersCommand } from "@aws-sdk/client-ssm";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, ids, present } from "../finder";

// Services of which the project uses one thing each, unique by its name.

export const repository = finder(["name"], async ({ name }, { ecr }) => {
  const answer = await unlessMissing(
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })),
    "RepositoryNotFoundException",
  );
  return present(answer?.repositories).map(({ repositoryUri = "" }) => ({
    importId: name,
    attributes: { id: name, repository_url: repositoryUri },
  }));
});

/** The API knows prefixes only, and answers in the order of names: the group itself comes before those it is a prefix of. */
export const logGroup = finder(["name"], async ({ name }, { logs }) => {
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  return ids(
    present(logGroups)
      .map(({ logGroupName }) => logGroupName)
      .filter((found) => found === name),
  );
});

/** A region has ten at most: one page of the answer. */
export const logResourcePolicy = finder(["policy_name"], async ({ policy_name }, { logs }) => {
  const { resourcePolicies } = await logs.send(new DescribeResourcePoliciesCommand({}));
  return ids(present(resourcePolicies).flatMap(({ policyName }) => (policyName === policy_name ? [policyName] : [])));
});

/** Described, not read: a parameter's value may be a secret, and its name is enough. */
export const parameter = finder(["name"], async ({ name }, { ssm }) => {
  const { Parameters } = await ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [name] }] }),
  );
  return ids(Parameters?.map((found) => found.Name));
});
