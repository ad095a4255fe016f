import { randomUUID } from "node:crypto";
import type { AwsError, Protocol, Reply } from "./call";
import { escapeXml } from "./xml";

/** An error on the wire, in the shape that the SDKs of each protocol read. */
export function errorReply(call: { readonly protocol: Protocol; readonly service: string }, error: AwsError): Reply {
  const requestId = randomUUID();
  const { code, message, status } = error;
  switch (call.protocol) {
    case "json":
      return reply(status, "application/x-amz-json-1.1", JSON.stringify({ __type: code, message }), {
        "x-amzn-requestid": requestId,
      });
    case "rest-json":
      return reply(status, "application/json", JSON.stringify({ message }), {
        "x-amzn-errortype": code,
        "x-amzn-requestid": requestId,
      });
    case "cbor":
      return reply(status, "application/cbor", cborMap({ __type: code, message }), {
        "smithy-protocol": "rpc-v2-cbor",
        "x-amzn-requestid": requestId,
      });
    case "ec2":
      return xml(
        status,
        `<Response><Errors><Error>${codeAndMessage(error)}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      );
    case "query":
      return xml(status, errorResponse(error, requestId));
    case "rest-xml":
      // S3 alone has no envelope around its error.
      return call.service === "s3"
        ? xml(status, `<Error>${codeAndMessage(error)}<RequestId>${requestId}</RequestId></Error>`)
        : xml(status, errorResponse(error, requestId));
  }
}

function errorResponse(error: AwsError, requestId: string): string {
  const type = error.status < 500 ? "Sender" : "Receiver";
  const inner = `<Type>${type}</Type>${codeAndMessage(error)}`;
  return `<ErrorResponse><Error>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function codeAndMessage({ code, message }: AwsError): string {
  return `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
}

function xml(status: number, document: string): Reply {
  return reply(status, "text/xml", `<?xml version="1.0" encoding="UTF-8"?>\n${document}`);
}

function reply(status: number, type: string, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "content-type": type, ...headers }, body };
}

/** A map of strings in CBOR (RFC 8949): major type 5 with its size, then keys and values as major type 3. */
function cborMap(map: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(map);
  return Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat().map(cborText)]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const head = Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([head, bytes]);
}
