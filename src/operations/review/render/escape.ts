/** Text from a plan as code: it can hold nothing that Markdown or GitHub acts on. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, " ").replaceAll("`", "'");
  return `\`${flat}\``;
}

/** Sentences hold names from the plan: no mention, no HTML, no link comes of them. Our own `code` stays. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") && part.endsWith("`") && part.length > 1 ? part : plain(part)))
    .join("");
}

function plain(text: string): string {
  return text
    .replace(/[&<>@#[\]*_\\`|]/g, (mark) => (mark === "&" || mark === "<" || mark === ">" ? entity(mark) : `\\${mark}`))
    .replaceAll("\\@", "@\u200B")
    .replaceAll("\\#", "#\u200B");
}

function entity(mark: string): string {
  return { "&": "&amp;", "<": "&lt;", ">": "&gt;" }[mark] ?? mark;
}
