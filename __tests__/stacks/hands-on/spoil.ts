import type { Block, TerraformJson } from "../../support/synthesized";

/** What must not be there, as it would look if it were. */
const strangers = ["aws_nat_gateway", "aws_eip", "aws_ecs_cluster_capacity_providers", "aws_ecs_capacity_provider"];
const strangeAttributes: Block = {
  alarm_configuration: {},
  auto_rollback_configuration: {},
  platform_version: "1.4.0",
  retention_in_days: 1,
  route: [],
  tags: { Name: "Strange" },
  task_role_arn: "arn:aws:iam::123456789012:role/strange",
};

/** The same resources with another value in every place, twice as many of each, and with all that must not be there. */
export function spoil(good: TerraformJson): TerraformJson {
  const spoiled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(spoiled);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spoiled(part)]));
    }
    if (typeof value === "number") return value + 1;
    if (typeof value === "boolean") return !value;
    const text = String(value);
    if (text.startsWith("[{") || text.startsWith('{"')) return JSON.stringify(spoiled(JSON.parse(text)));
    return /^aws_\w+\.\w+$/.test(text) ? `${text}_strange` : `strange-${text}`;
  };
  const resources = Object.entries(good.resource ?? {}).map(([type, ofType]) => [
    type,
    Object.fromEntries(
      Object.entries(ofType).flatMap(([id, block]) => {
        const bad = { ...strangeAttributes, ...(spoiled(block) as Block) };
        return [
          [id, bad],
          [`${id}_twin`, bad],
        ];
      }),
    ),
  ]) as [string, Record<string, Block>][];
  return {
    ...(spoiled(good) as TerraformJson),
    resource: Object.fromEntries([...resources, ...strangers.map((type) => [type, { one: {} }])]) as NonNullable<
      TerraformJson["resource"]
    >,
    output: Object.fromEntries(
      Object.entries(good.output ?? {}).flatMap(([id]) => [
        [id, { value: "strange" }],
        [`Strange${id}`, { value: "strange" }],
      ]),
    ),
  };
}
