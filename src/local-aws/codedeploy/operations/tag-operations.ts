import { z } from "zod";
import { AwsError } from "../../protocol/call";
import { operation, type Context, type Operation } from "./operation";
import { addTags, tagList } from "../tags";

/** The tags of the application or deployment group that an ARN names; undefined if there is none of this name. */
function findTags({ state }: Context, arn: string | undefined): Map<string, string> | undefined {
  const { isGroup, application, group } = readArn(arn);
  const owner = state.applications.get(application);
  return isGroup ? owner?.groups.get(group)?.tags : owner?.tags;
}

function readArn(arn: string | undefined) {
  if (arn === undefined || arn === "")
    throw new AwsError("ResourceArnRequiredException", "The ARN of a resource is required.");
  const resource = /^arn:[a-z-]+:codedeploy:[a-z0-9-]+:\d{12}:(?<type>[a-z]+):(?<name>.+)$/.exec(arn)?.groups;
  if (resource === undefined) throw invalidArn(arn, "is not the ARN of a CodeDeploy resource");
  const [application = "", group = ""] = (resource["name"] ?? "").split("/");
  const isGroup = resource["type"] === "deploymentgroup";
  if (isGroup || resource["type"] === "application") return { isGroup, application, group };
  throw new AwsError(
    "ArnNotSupportedException",
    `"${arn}" cannot have tags: only applications and deployment groups can.`,
  );
}

function invalidArn(arn: string | undefined, fault: string): AwsError {
  return new AwsError("InvalidArnException", `"${arn ?? ""}" ${fault}.`);
}

/** For TagResource and UntagResource, whose errors (API model) tell a missing application from a missing group. */
function tagsToChange(context: Context, arn: string | undefined): Map<string, string> {
  const tags = findTags(context, arn);
  if (tags !== undefined) return tags;
  const { isGroup, application, group } = readArn(arn);
  throw isGroup
    ? new AwsError("DeploymentGroupDoesNotExistException", `No Deployment Group found for name: ${group}`)
    : new AwsError("ApplicationDoesNotExistException", `No application found for name: ${application}`);
}

const resource = z.object({ ResourceArn: z.string().optional() });
const tagRequired = (): AwsError => new AwsError("TagRequiredException", "A tag was not specified.");

export const tagOperations: Readonly<Record<string, Operation>> = {
  TagResource: operation(resource.extend({ Tags: tagList.optional() }), (context, input) => {
    const tags = tagsToChange(context, input.ResourceArn);
    if (input.Tags === undefined) throw tagRequired();
    addTags(tags, input.Tags);
    return {};
  }),

  UntagResource: operation(resource.extend({ TagKeys: z.array(z.string()).optional() }), (context, input) => {
    const tags = tagsToChange(context, input.ResourceArn);
    if (input.TagKeys === undefined) throw tagRequired();
    for (const key of input.TagKeys) tags.delete(key);
    return {};
  }),

  // One answer holds them all: a resource has at most 50. The API model lists three errors for this action, none of
  // which says that there is no such resource: the ARN is the one that is left.
  ListTagsForResource: operation(resource, (context, input) => {
    const tags = findTags(context, input.ResourceArn);
    if (tags === undefined) throw invalidArn(input.ResourceArn, "names no resource that exists");
    return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
  }),
};
