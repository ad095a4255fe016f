/** A value as a provider wrote it into a plan. Nothing is known about it: every reading must bear anything. */
export type Values = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that the values have themselves: `constructor` is none. */
export function fieldOf(values: Values | undefined, name: string): unknown {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What stands at the end of the keys, or undefined. */
export function getValue(value: unknown, ...path: readonly (string | number)[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Readonly<Record<string | number, unknown>>)[key];
  }
  return inner;
}

export function getString(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = getValue(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The elements of a list; nothing for what is no list. */
export function getList(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = getValue(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function getStrings(value: unknown, ...path: readonly (string | number)[]): readonly string[] {
  return getList(value, ...path).filter((element): element is string => typeof element === "string");
}

/**
 * A value without what says nothing: providers answer null, "", an empty list or an empty block for one and the same
 * thing, one when they create and another when they read.
 */
export function meaningfulValues(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (Array.isArray(value)) {
    const elements = value.map(meaningfulValues).filter((element) => element !== undefined);
    return elements.length === 0 ? undefined : elements;
  }
  if (!isRecord(value)) return value;
  const fields = Object.entries(value)
    .map(([name, inner]): [string, unknown] => [name, meaningfulValues(inner)])
    .filter(([, inner]) => inner !== undefined);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** Whether a value has something to say: what `meaningful` would leave of it. */
export function isMeaningful(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (typeof value !== "object") return true;
  for (const name in value) if (isMeaningful((value as Values)[name])) return true;
  return false;
}

/** Whether two values say the same. Copies nothing, not even lists of keys: most of a large plan comes by here. */
export function sameMeaning(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    const [some, others] = [one.filter(isMeaningful), other.filter(isMeaningful)];
    return some.length === others.length && some.every((element, index) => sameMeaning(element, others[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return !isMeaningful(one) && !isMeaningful(other);
  for (const name in one) if (!sameMeaning(one[name], fieldOf(other, name))) return false;
  for (const name in other) if (!Object.hasOwn(one, name) && isMeaningful(other[name])) return false;
  return true;
}
