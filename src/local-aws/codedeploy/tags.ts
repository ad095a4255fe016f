import { z } from "zod";
import { AwsError } from "../protocol/call";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Tag.html */
const MAX_TAGS = 50;

export const tagList = z.array(z.object({ Key: z.string().optional(), Value: z.string().optional() }));
type TagList = z.output<typeof tagList>;

/** The tags of a new resource. */
export function newTags(given: TagList | undefined): Map<string, string> {
  const tags = new Map<string, string>();
  addTags(tags, given ?? []);
  return tags;
}

/** Adds tags to a resource's, or refuses them all. */
export function addTags(tags: Map<string, string>, given: TagList): void {
  const keys = given.map((tag) => tag.Key ?? "");
  const refused = keys.find(
    (key, index) => key === "" || key.length > 128 || /^aws:/i.test(key) || keys.indexOf(key) < index,
  );
  if (refused !== undefined) {
    throw invalidTags(
      `The tag key "${refused}" is empty, longer than 128 characters, given twice, or begins with "aws:".`,
    );
  }
  const tooLong = given.find((tag) => (tag.Value ?? "").length > 256);
  if (tooLong !== undefined)
    throw invalidTags(`The value of tag "${tooLong.Key ?? ""}" is longer than 256 characters.`);
  const total = new Set([...tags.keys(), ...keys]).size;
  if (total > MAX_TAGS) throw invalidTags(`A resource has at most ${MAX_TAGS} tags; this would make ${total}.`);
  for (const tag of given) tags.set(tag.Key ?? "", tag.Value ?? "");
}

function invalidTags(message: string): AwsError {
  return new AwsError("InvalidTagsToAddException", message);
}
