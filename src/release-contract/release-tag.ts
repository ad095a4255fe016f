/**
 * How an image that a release runs is marked in its repository: by a tag with the revision's number beside the image's
 * own. The repository's lifecycle policy passes over tags that begin so; ECR itself cannot know what runs.
 */
export const releaseTagPrefix = "release-";

/** "release-7" of revision 7. */
export function releaseTag(revision: number): string {
  return `${releaseTagPrefix}${revision}`;
}

/** 7 of "release-7"; undefined for any other tag, people's own such as "release-2024" with words behind it among them. */
export function releaseOfTag(tag: string): number | undefined {
  const number = /^(?:[1-9]\d{0,8})$/.exec(tag.slice(releaseTagPrefix.length))?.[0];
  return tag.startsWith(releaseTagPrefix) && number !== undefined ? Number(number) : undefined;
}
