/**
 * Runs `work` without the stack traces that CDKTF takes for every token: all frames, formatted, thousands per stack, and
 * read by nobody but CDKTF's own message for a token it cannot resolve. They are half the time and a third of the memory
 * of building a stack.
 *
 * V8 asks `Error.prepareStackTrace` to format a trace. CDKTF takes its traces for plain objects; errors keep theirs.
 * Source: V8, "Stack trace API", "Customizing stack traces".
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.prepareStackTrace = (subject: unknown, frames) =>
    subject instanceof Error ? [String(subject), ...frames.map(describe)].join("\n") : "";
  try {
    return work();
  } finally {
    if (before === undefined) {
      Reflect.deleteProperty(Error, "prepareStackTrace");
    } else {
      Object.defineProperty(Error, "prepareStackTrace", before);
    }
  }
}

function describe(frame: NodeJS.CallSite): string {
  const place = `${frame.getFileName() ?? "native"}:${frame.getLineNumber() ?? 0}:${frame.getColumnNumber() ?? 0}`;
  return `    at ${frame.getFunctionName() ?? "<anonymous>"} (${place})`;
}
