import { z } from "zod";
import { AwsError } from "../call";
import { findApplication } from "./applications";
import { findGroup } from "./deployment-groups";
import { operation, type Context, type Operation } from "./operation";
import { addTags, tagList } from "./tags";

/** The tags of the application or deployment group that an ARN names. */
function tagsOf(context: Context, arn: string | undefined): Map<string, string> {
  if (arn === undefined || arn === "")
    throw new AwsError("ResourceArnRequiredException", "The ARN of a resource is required.");
  const resource = /^arn:[a-z-]+:codedeploy:[a-z0-9-]+:\d{12}:(?<type>[a-z]+):(?<name>.+)$/.exec(arn)?.groups;
  if (resource === undefined)
    throw new AwsError("InvalidArnException", `"${arn}" is not the ARN of a CodeDeploy resource.`);
  const [application, group] = (resource["name"] ?? "").split("/");
  if (resource["type"] === "application") return findApplication(context, application).tags;
  if (resource["type"] === "deploymentgroup") return findGroup(context, application, group).tags;
  throw new AwsError(
    "ArnNotSupportedException",
    `"${arn}" cannot have tags: only applications and deployment groups can.`,
  );
}

const resource = z.object({ ResourceArn: z.string().optional() });
const tagRequired = (): AwsError => new AwsError("TagRequiredException", "A tag was not specified.");

export const tagOperations: Readonly<Record<string, Operation>> = {
  TagResource: operation(resource.extend({ Tags: tagList.optional() }), (context, input) => {
    const tags = tagsOf(context, input.ResourceArn);
    if (input.Tags === undefined) throw tagRequired();
    addTags(tags, input.Tags);
    return {};
  }),

  UntagResource: operation(resource.extend({ TagKeys: z.array(z.string()).optional() }), (context, input) => {
    const tags = tagsOf(context, input.ResourceArn);
    if (input.TagKeys === undefined) throw tagRequired();
    for (const key of input.TagKeys) tags.delete(key);
    return {};
  }),

  // One answer holds them all: a resource has at most 50.
  ListTagsForResource: operation(resource, (context, input) => ({
    Tags: [...tagsOf(context, input.ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
  })),
};
