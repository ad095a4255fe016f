export interface WildcardOptions {
  /** Whether "A" and "a" differ. @default false */
  readonly caseSensitive?: boolean;
}

/**
 * Whether all of `text` matches `pattern`, in which `*` stands for any number of characters and `?` for exactly one. A
 * backslash before either takes its meaning away.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function matchesWildcard(
  pattern: string,
  text: string,
  { caseSensitive = false }: WildcardOptions = {},
): boolean {
  const source = pattern.replace(/\\[*?\\]|[*?]|[\\^$.+()[\]{}|/-]/g, (token) => {
    if (token === "*") return ".*";
    if (token === "?") return ".";
    return token.length === 2 ? token : `\\${token}`;
  });
  return new RegExp(`^${source}$`, caseSensitive ? "s" : "is").test(text);
}
