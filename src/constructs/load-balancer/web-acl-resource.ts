import { Wafv2WebAcl } from "../../aws";

/** An attribute as CDKTF hands it to its writer of HCL. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type: string;
}

type HclBlock = Readonly<Record<string, HclAttribute>>;

/**
 * A web ACL whose HCL is valid too. The bindings leave the type of a rule's statement open, so CDKTF would write it as an
 * argument, which Terraform refuses: in a statement every object is a block. The JSON is that of the bindings.
 */
export class WebAclResource extends Wafv2WebAcl {
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const { rule, ...others } = super.synthesizeHclAttributes() as Record<string, HclAttribute | undefined>;
    if (rule === undefined) return others;
    return { ...others, rule: { ...rule, value: (rule.value as readonly HclBlock[]).map(withStatementAsBlock) } };
  }
}

function withStatementAsBlock({ statement, ...others }: HclBlock): HclBlock {
  return statement === undefined ? others : { ...others, statement: written(statement.value) };
}

function written(value: unknown): HclAttribute {
  if (typeof value !== "object" || value === null) return { value, isBlock: false, type: "any" };
  const parts = Object.entries(value).map(([name, part]) => [name, written(part)] as const);
  return { value: Object.fromEntries(parts), isBlock: true, type: "struct" };
}
