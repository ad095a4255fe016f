/** A resource's block of Terraform JSON, to be changed. */
export type MutableBlock = Record<string, unknown>;

/** A synthesized stack, to be changed: what a pull request would make of it. */
export interface MutableStack {
  terraform: MutableBlock;
  output: MutableBlock;
  variable?: Record<string, MutableBlock>;
  check?: Record<string, MutableBlock>;
  moved?: readonly { readonly from: string; readonly to: string }[];
  resource: Record<string, Record<string, MutableBlock>>;
}

/** The block of `aws_lb.load_balancer`, which has to be there: a scenario that changes nothing would prove nothing. */
export function block(stack: MutableStack, address: string): MutableBlock {
  const [type = "", id = ""] = address.split(".");
  const found = stack.resource[type]?.[id];
  if (found === undefined) throw new Error(`The stack declares no ${address}.`);
  return found;
}

export function add(stack: MutableStack, address: string, content: MutableBlock): void {
  const [type = "", id = ""] = address.split(".");
  (stack.resource[type] ??= {})[id] = content;
}

export function remove(stack: MutableStack, address: string): void {
  block(stack, address);
  const [type = "", id = ""] = address.split(".");
  const ofType = stack.resource[type] ?? {};
  Reflect.deleteProperty(ofType, id);
  // Terraform does not take a type without resources.
  if (Object.keys(ofType).length === 0) Reflect.deleteProperty(stack.resource, type);
}

/** Guards of our own would refuse some plans, which a review sees all the same: of code that has none. */
export function removePreconditions(stack: MutableStack): void {
  for (const block of Object.values(stack.resource).flatMap((ofType) => Object.values(ofType))) {
    const lifecycle = block["lifecycle"];
    if (typeof lifecycle === "object" && lifecycle !== null) Reflect.deleteProperty(lifecycle, "precondition");
  }
}

/** What a construct's new id does: another address, and references that follow it. */
export function rename(stack: MutableStack, from: string, to: string): MutableStack {
  const [type = "", id = ""] = from.split(".");
  const content = block(stack, from);
  remove(stack, from);
  add(stack, `${type}.${to}`, content);
  return JSON.parse(
    JSON.stringify(stack).replaceAll(`${type}.${id}.`, `${type}.${to}.`).replaceAll(`"${from}"`, `"${type}.${to}"`),
  ) as MutableStack;
}

/** Changes a text that stands in a block, which has to stand there. */
export function replaceText(target: MutableBlock, attribute: string, from: string, to: string): void {
  const text = String(target[attribute]);
  if (!text.includes(from)) throw new Error(`There is no ${from} in ${attribute}.`);
  target[attribute] = text.replaceAll(from, to);
}
