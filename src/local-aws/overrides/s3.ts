import { AwsError, type Call, type Forward, type Handler, type Reply } from "../protocol/call";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Resource?: unknown;
}

/** The one principal whose permission moto asks for: it delivers server access logs. */
const LOG_SERVICE = "logging.s3.amazonaws.com";

/**
 * S3: bucket policies are kept here. moto enforces them, but knows no conditions: a policy that denies what comes
 * without TLS would lock everyone out, the state included. moto is given what it needs to let logs be delivered.
 */
export function createS3Handler(forward: Forward): Handler {
  const policies = new Map<string, string>();
  return async (call) => {
    const { bucket, isPolicy } = target(call);
    if (!isPolicy) {
      const deleted = call.method === "DELETE" && !call.path.includes("?") ? await forward(call) : undefined;
      if (deleted?.status === 204) policies.delete(bucket);
      return deleted;
    }
    switch (call.method) {
      case "PUT": {
        const policy = parse(call.body.toString("utf8"));
        const known = await forward(logDelivery(call, policy));
        if (known.status >= 300) return known;
        policies.set(bucket, call.body.toString("utf8"));
        return known;
      }
      case "DELETE": {
        const reply = await forward(call);
        if (reply.status < 300) policies.delete(bucket);
        return reply;
      }
      case "GET": {
        const reply = await forward(call);
        const policy = policies.get(bucket);
        // Without a policy of ours moto's answer is right: there is none, or there is no such bucket.
        if (policy === undefined || isNoSuchBucket(reply)) return reply;
        return { status: 200, headers: { "content-type": "application/json" }, body: policy };
      }
      default:
        return undefined;
    }
  };
}

function target({ path }: Call): { readonly bucket: string; readonly isPolicy: boolean } {
  const [before = "", query = ""] = path.split("?");
  const [, bucket = ""] = before.split("/");
  return { bucket: decodeURIComponent(bucket), isPolicy: new URLSearchParams(query).has("policy") };
}

function parse(text: string): readonly Statement[] {
  try {
    const { Statement: statements } = JSON.parse(text) as { Statement: Statement | readonly Statement[] };
    return [statements].flat();
  } catch {
    // As S3 answers: https://github.com/aws/aws-cli/issues/2779
    throw new AwsError("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'");
  }
}

/** moto understands log delivery only from statements that allow one resource each, written as plain text. */
function logDelivery(call: Call, policy: readonly Statement[]): Call {
  const resources = policy
    .filter(({ Effect, Principal }) => Effect === "Allow" && namesLogService(Principal))
    .flatMap(({ Resource }) => [Resource].flat());
  const Statement = resources.map((Resource) => ({
    Effect: "Allow",
    Principal: { Service: LOG_SERVICE },
    Action: "s3:PutObject",
    Resource,
  }));
  return { ...call, body: Buffer.from(JSON.stringify({ Version: "2012-10-17", Statement })) };
}

function namesLogService(principal: unknown): boolean {
  if (typeof principal !== "object" || principal === null || !("Service" in principal)) return false;
  return [principal.Service].flat().includes(LOG_SERVICE);
}

function isNoSuchBucket(reply: Reply): boolean {
  return reply.status === 404 && reply.body.toString().includes("NoSuchBucket<");
}
