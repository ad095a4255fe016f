/** One thing that is wrong with a configuration. The only place that words it is {@link describe}. */
export interface Problem {
  /** Where: the keys that lead to the setting. */
  readonly path: readonly PropertyKey[];
  readonly explanation: Explanation;
}

export interface Explanation {
  /** What is wrong, the given value first: `700 is not a port`. */
  readonly fault: string;
  /** What would be right: `1 to 65535`. */
  readonly allowed: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** `700 is not a port. Allowed: 1 to 65535. Choose one of these.` */
export function describe({ fault, allowed, remedy }: Explanation): string {
  return `${fault}. Allowed: ${allowed}. ${remedy}`;
}

/** `network.zones[0].name`; keys that are no plain words in quotes, so that a problem stays on one line. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const word = String(key);
    if (!/^[\w-]+$/.test(word)) return `${text}[${show(word)}]`;
    return text === "" ? word : `${text}.${word}`;
  }, "");
}

const longestShown = 80;

/** A given value as a message shows it: texts in quotes, long ones cut. */
export function show(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  // undefined for what JSON cannot say, whatever the declaration says; its type's name must do then.
  const text = (JSON.stringify(value) as string | undefined) ?? typeof value;
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}... (${text.length} characters)`;
}
