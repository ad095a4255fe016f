/**
 * What an argument of the configuration says, as far as it can be said before anything is applied.
 *
 * - `known`: its text.
 * - `absent`: it names a resource that does not exist yet.
 * - `opaque`: more than texts and references, or an attribute that nobody knows yet.
 */
export type Resolution =
  | { readonly kind: "known"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "opaque"; readonly expression: string };

/** Answers for one attribute of one resource. */
export type Lookup = (address: string, attribute: string) => Resolution;

/** Terraform's templates: an escape (`$${`, `%%{`), a directive, or an interpolation up to its first closing brace. */
const templatePart = /\$\$\{|%%\{|%\{|\$\{([^}]*)\}?/g;

/** `aws_vpc.network.id`. Longer and shorter ones (data sources, elements of lists) are not told apart here. */
const reference = /^\s*([a-z]\w*\.[A-Za-z_][\w-]*)\.([a-z]\w*)\s*$/;

/** Anything in an expression that looks like an address; what is none, nobody declares. */
const anyAddress = /[a-z]\w*\.[A-Za-z_][\w-]*/g;

/** Puts what is known in the place of references. */
export function resolve(value: unknown, lookup: Lookup): Resolution {
  if (typeof value === "number" || typeof value === "boolean") return { kind: "known", text: String(value) };
  if (typeof value !== "string") return { kind: "opaque", expression: JSON.stringify(value) };
  let text = "";
  let end = 0;
  for (const part of value.matchAll(templatePart)) {
    const resolved = resolvePart(part, lookup);
    if (resolved.kind !== "known") return resolved;
    text += value.slice(end, part.index) + resolved.text;
    end = part.index + part[0].length;
  }
  return { kind: "known", text: text + value.slice(end) };
}

function resolvePart([whole, inner]: RegExpMatchArray, lookup: Lookup): Resolution {
  if (whole === "$${" || whole === "%%{") return { kind: "known", text: whole.slice(1) };
  const [, address, attribute] = reference.exec(inner ?? "") ?? [];
  if (address !== undefined && attribute !== undefined) return lookup(address, attribute);
  // Whatever an expression makes of something that does not exist, it does not exist either.
  const mentioned = (inner ?? "").match(anyAddress) ?? [];
  const missing = mentioned.some((resource) => lookup(resource, "id").kind === "absent");
  return missing ? { kind: "absent" } : { kind: "opaque", expression: whole };
}

/** The argument at a path (`tags.Name`), or undefined where it is not given. */
export function argument(config: Readonly<Record<string, unknown>>, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      config,
    );
}
