import { randomUUID } from "node:crypto";
import type { TargetDescription, TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Call, Reply } from "../../protocol/call";
import type { MotoReader } from "../../ecs/moto-reader";
import { parameters } from "../../protocol/read-call";
import { element, type XmlStyle } from "../../protocol/xml";
import type { Targets } from "./target-health";

/** DescribeTargetHealth; a target group that does not exist is left to moto. */
export async function describeTargetHealth(
  targets: Targets,
  reader: MotoReader,
  call: Call,
): Promise<Reply | undefined> {
  const given = parameters(call.path, call.body);
  const arn = given.get("TargetGroupArn") ?? "";
  if ((await reader.targetGroup(call.region, arn)) === undefined) return undefined;
  const health = await targets.health(call.region, arn, { targets: readTargets(given) });
  return { status: 200, headers: { "content-type": "text/xml" }, body: answer(health) };
}

/** `Targets.member.1.Id`, `Targets.member.1.Port`, ... of a call. */
function readTargets(given: URLSearchParams): TargetDescription[] {
  const numbers = [...given.keys()].flatMap((key) => /^Targets\.member\.(\d+)\.Id$/.exec(key)?.[1] ?? []);
  return numbers.map((number) => {
    const port = given.get(`Targets.member.${number}.Port`);
    return { Id: given.get(`Targets.member.${number}.Id`) ?? "", ...(port !== null && { Port: Number(port) }) };
  });
}

const style: XmlStyle = { item: "member", nameOf: (member) => member };

function answer(health: readonly TargetHealthDescription[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">',
    "<DescribeTargetHealthResult>",
    element("TargetHealthDescriptions", health, style),
    "</DescribeTargetHealthResult>",
    `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`,
    "</DescribeTargetHealthResponse>",
  ].join("");
}
