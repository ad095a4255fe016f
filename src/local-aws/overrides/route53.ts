import { AwsError, type Call, type Forward, type Handler } from "../protocol/call";

/** A change in the body that makes a record, with the record's own part of it. */
const creation = /<Action>CREATE<\/Action>\s*<ResourceRecordSet>(.*?)<\/ResourceRecordSet>/gs;

/**
 * Route 53: moto refuses a record that was deleted and comes back as it was, and takes one of a name and type that are
 * there. It answers correctly which records there are, so this decides by that.
 */
export function createRoute53Handler(forward: Forward): Handler {
  return async (call) => {
    if (call.method !== "POST" || !/\/rrset\/?$/.test(call.path)) return undefined;
    const body = call.body.toString("utf8");
    for (const [, record = ""] of body.matchAll(creation)) {
      const name = `${element(record, "Name").replace(/\.$/, "")}.`;
      const type = element(record, "Type");
      if (await exists(forward, call, name, type)) {
        throw new AwsError(
          "InvalidChangeBatch",
          `[Tried to create resource record set [name='${name}', type='${type}'] but it already exists]`,
        );
      }
    }
    return forward({ ...call, body: Buffer.from(body.replaceAll("<Action>CREATE<", "<Action>UPSERT<")) });
  };
}

/** Records are listed from a name and type on. */
async function exists(forward: Forward, call: Call, name: string, type: string): Promise<boolean> {
  const path = `${call.path}?${new URLSearchParams({ name, type, maxitems: "1" }).toString()}`;
  const answer = (await forward({ ...call, method: "GET", path, body: Buffer.alloc(0) })).body.toString();
  return element(answer, "Name") === name && element(answer, "Type") === type;
}

function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";
}
