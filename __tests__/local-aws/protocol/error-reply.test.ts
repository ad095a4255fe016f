import { AwsError, type Protocol } from "../../../src/local-aws/protocol/call";
import { errorReply } from "../../../src/local-aws/protocol/error-reply";

const error = new AwsError("SomeException", `No <b> & "c"`);
const escaped = "No &lt;b&gt; &amp; &quot;c&quot;";

function reply(protocol: Protocol, service = "any") {
  const { status, headers, body } = errorReply({ protocol, service }, error);
  const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  return { status, headers, body: body.toString().replace(anyId, "ID") };
}

describe("an error on the wire", () => {
  test("in JSON has __type and message", () => {
    const { status, headers, body } = reply("json");
    expect(status).toBe(400);
    expect(headers["content-type"]).toBe("application/x-amz-json-1.1");
    expect(JSON.parse(body)).toEqual({ __type: "SomeException", message: `No <b> & "c"` });
  });

  test("in REST JSON has its name in a header", () => {
    const { headers, body } = reply("rest-json", "lambda");
    expect(headers["x-amzn-errortype"]).toBe("SomeException");
    expect(JSON.parse(body)).toEqual({ message: `No <b> & "c"` });
  });

  test.each([
    [
      "query",
      "iam",
      `<ErrorResponse><Error><Type>Sender</Type><Code>SomeException</Code><Message>${escaped}</Message></Error><RequestId>ID</RequestId></ErrorResponse>`,
    ],
    [
      "ec2",
      "ec2",
      `<Response><Errors><Error><Code>SomeException</Code><Message>${escaped}</Message></Error></Errors><RequestID>ID</RequestID></Response>`,
    ],
    [
      "rest-xml",
      "s3",
      `<Error><Code>SomeException</Code><Message>${escaped}</Message><RequestId>ID</RequestId></Error>`,
    ],
    [
      "rest-xml",
      "route53",
      `<ErrorResponse><Error><Type>Sender</Type><Code>SomeException</Code><Message>${escaped}</Message></Error><RequestId>ID</RequestId></ErrorResponse>`,
    ],
  ] as const)("in %s for %s is XML", (protocol, service, expected) => {
    const { headers, body } = reply(protocol, service);
    expect(headers["content-type"]).toBe("text/xml");
    expect(body).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n${expected}`);
  });

  test("in CBOR is a map of two texts", () => {
    const { headers, body } = errorReply({ protocol: "cbor", service: "monitoring" }, new AwsError("E", "m"));
    expect(headers["smithy-protocol"]).toBe("rpc-v2-cbor");
    expect(Buffer.from(body).toString("hex")).toBe(
      "a27900065f5f747970657900014579" + "00076d65737361676579" + "00016d",
    );
  });
});
