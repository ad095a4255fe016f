import type { IncomingHttpHeaders } from "node:http";
import type { Call, Protocol } from "./call";

/** What the first lines of a request tell; the action of a query protocol stands in the body. */
export type CallHead = Omit<Call, "action" | "body">;

const REST_XML = new Set(["s3", "route53", "cloudfront"]);
const CBOR_PATH = /^\/service\/[^/]+\/operation\/([^/?]+)/;

/** Reads service, region and protocol of a request the way AWS's front ends do: from its signature and its headers. */
export function readHead(method: string, path: string, given: IncomingHttpHeaders): CallHead {
  const headers = flatten(given);
  const scope = credentialScope(path, headers);
  const service = scope?.service ?? unsignedService(headers);
  return {
    service,
    region: scope?.region ?? "us-east-1",
    protocol: protocolOf(service, path, headers),
    method,
    path,
    headers,
  };
}

/** The action by its API name; REST services have none on the wire, so theirs is method and path. */
export function readAction(head: CallHead, body: Buffer): string {
  switch (head.protocol) {
    case "json":
      return (head.headers["x-amz-target"] ?? "").split(".").at(-1) ?? "";
    case "query":
    case "ec2":
      return parameters(head.path, body).get("Action") ?? "";
    case "cbor":
      return CBOR_PATH.exec(head.path)?.[1] ?? "";
    case "rest-xml":
    case "rest-json":
      return `${head.method} ${head.path.split("?")[0] ?? ""}`;
  }
}

/** The parameters of a query-protocol call, wherever they stand. */
export function parameters(path: string, body: Buffer): URLSearchParams {
  const form = new URLSearchParams(body.toString("utf8"));
  return form.has("Action") ? form : new URLSearchParams(path.split("?")[1] ?? "");
}

function protocolOf(service: string, path: string, headers: Readonly<Record<string, string>>): Protocol {
  if (headers["x-amz-target"] !== undefined) return "json";
  if (headers["smithy-protocol"] === "rpc-v2-cbor" && CBOR_PATH.test(path)) return "cbor";
  const form = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  if (form || /[?&]Action=/.test(path)) return service === "ec2" ? "ec2" : "query";
  return REST_XML.has(service) ? "rest-xml" : "rest-json";
}

/** `Credential=<key>/<date>/<region>/<service>/aws4_request`, in the header or, for presigned URLs, in the query. */
function credentialScope(
  path: string,
  headers: Readonly<Record<string, string>>,
): { region: string; service: string } | undefined {
  const presigned = new URLSearchParams(path.split("?")[1] ?? "").get("X-Amz-Credential") ?? undefined;
  const credential = /Credential=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1] ?? presigned;
  const [region, service] = credential?.split("/").slice(-3, -1) ?? [];
  if (region === undefined || service === undefined) return undefined;
  return { region, service: service.toLowerCase() };
}

/** Unsigned calls are STS's web-identity calls and reads of public S3 objects. */
function unsignedService(headers: Readonly<Record<string, string>>): string {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true ? "sts" : "s3";
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
