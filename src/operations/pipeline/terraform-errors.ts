/** One of the errors that a command of Terraform printed. */
export interface TerraformError {
  /** Its first paragraph. The others tell details, and values among them. */
  readonly summary: string;
  /** The resource it is about. */
  readonly address: string | undefined;
}

/** The errors in what Terraform printed without colours, each of them once. */
export function terraformErrors(output: string): readonly TerraformError[] {
  const errors = unframed(output)
    .split(/^(?=Error: |Warning: )/m)
    .filter((part) => part.startsWith("Error: "))
    .map(readError);
  return [...new Map(errors.map((error) => [`${error.address ?? ""} ${error.summary}`, error])).values()];
}

function readError(text: string): TerraformError {
  const [first = ""] = text.split(/\n\s*\n/);
  return {
    summary: first.slice("Error: ".length).replaceAll(/\s+/g, " ").trim(),
    address: /^ {2}with ([^,\s]+),$/m.exec(text)?.[1],
  };
}

/** On a terminal Terraform draws a line beside what it says. */
function unframed(output: string): string {
  return output.replaceAll("\r", "").replaceAll(/^[│╷╵] ?/gm, "");
}
