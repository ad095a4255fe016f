import { DescribeKeyCommand, paginateListAliases, paginateListKeys } from "@aws-sdk/client-kms";
import { finder, ids, present, type Match } from "../finder";

/** A key has no name; its description has that of its alias in it. One that waits for its deletion is none any more. */
export const key = finder(["description"], async ({ description }, { kms }) => {
  const matches: Match[] = [];
  for await (const { Keys } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of present(Keys)) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      if (KeyMetadata?.Description !== description || KeyMetadata.DeletionDate !== undefined) continue;
      const { KeyId: id = "", Arn: arn = "" } = KeyMetadata;
      matches.push({ importId: id, attributes: { id, key_id: id, arn } });
    }
  }
  return matches;
});

export const alias = finder(["name"], async ({ name }, { kms }) => {
  const matches: (string | undefined)[] = [];
  for await (const { Aliases } of paginateListAliases({ client: kms }, {})) {
    matches.push(...present(Aliases?.map(({ AliasName }) => AliasName)).filter((found) => found === name));
  }
  return ids(matches);
});
