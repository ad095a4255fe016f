import type { Call } from "../protocol/call";
import type { Operation, ServiceModel } from "./service-model";

/** The operation that a call is of: by name or, for REST, by method, path and query. */
export function findOperation(model: ServiceModel, call: Call): Operation | undefined {
  if (call.protocol !== "rest-json" && call.protocol !== "rest-xml") return model.operations[call.action];
  const matching = Object.values(model.operations).filter(
    ({ http }) => http.method === call.method && matches(http.requestUri, call.path),
  );
  // "/{Bucket}" matches what "/{Bucket}?policy" does.
  return matching.sort((one, other) => other.http.requestUri.length - one.http.requestUri.length)[0];
}

/** @param template for example "/{Bucket}/{Key+}?tagging": a name with a plus may hold slashes */
function matches(template: string, path: string): boolean {
  const [templatePath = "", templateQuery] = template.split("?");
  const [givenPath = "", givenQuery] = path.split("?");
  const given = new URLSearchParams(givenQuery);
  const wanted = [...new URLSearchParams(templateQuery).keys()];
  const pattern = templatePath
    .replace(/\/$/, "")
    .replaceAll(/[.$()]/g, String.raw`\$&`)
    .replaceAll(/\{[^}]*\+\}/g, ".+")
    .replaceAll(/\{[^}]*\}/g, "[^/]+");
  return new RegExp(`^${pattern}/?$`).test(givenPath) && wanted.every((name) => given.has(name));
}
