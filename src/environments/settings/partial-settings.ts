/**
 * The parts of a configuration that passed their own rules. What did not is there as undefined; what was not given, or
 * given as undefined, is not there.
 */
export type PartialSettings<T> = T extends readonly (infer Element)[]
  ? readonly (PartialSettings<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: PartialSettings<T[Key]> | undefined }
    : T;

/**
 * Leaves out what is at the given paths, so that the relations between the remaining parts can still be checked and
 * all problems are reported at once.
 */
export function without<T extends object>(value: T, paths: readonly (readonly PropertyKey[])[]): PartialSettings<T> {
  return (prune(value, paths) ?? {}) as PartialSettings<T>;
}

function prune(value: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  if (typeof value !== "object" || value === null) return value;
  const below = (key: string) => paths.filter(([first]) => String(first) === key).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.map((element, index) => prune(element, below(String(index))));
  const given = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(given.map(([key, part]) => [key, prune(part, below(key))]));
}
