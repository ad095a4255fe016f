/**
 * Makes Terraform take a text as it is. In Terraform JSON every string is a template: `${...}` would be evaluated and
 * `%{...}` too, so both are doubled. For texts that people write (a health-check path, a container's command), never for
 * strings that hold references.
 *
 * Source: Terraform language, JSON configuration syntax, "Expression mapping"; strings and templates, "Escape sequences".
 */
export function literal(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}
