import { App, Fn } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * JSON text of a value that may hold references. CDKTF's HCL writer (`cdktf synth --hcl`, the way to leave CDKTF) takes
 * a string with a reference as it is, its quotes unescaped; there Terraform's own `jsonencode` writes the text.
 */
export function jsonText(scope: IConstruct, value: unknown): string {
  return App.of(scope).hclOutput ? Fn.jsonencode(value) : JSON.stringify(value);
}
