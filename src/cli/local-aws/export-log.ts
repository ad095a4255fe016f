import { commandLine } from "../../lib/command-line";

/**
 * The names the hands-on exports at the end of its first half, in its order. All but two are outputs of the stack of
 * that name: `InstanceId` was the workstation its commands were typed on and is not part of the stack, `RevisionNo` is
 * asked of ECS.
 */
const exported = [
  "AccountID",
  "VpcId",
  "SubnetId1aPublic",
  "SubnetId1cPublic",
  "SubnetId1aPrivate",
  "SubnetId1cPrivate",
  "InternetGatewayId",
  "RouteTableIdPublic",
  "RouteTableIdPrivate",
  "PublicSecurityGroupsId",
  "PrivateSecurityGroupsId",
  "InstanceId",
  "LoadBalancersDnsName",
  "LoadBalancerArn",
  "TargetGroupArn",
  "RevisionNo",
] as const;

/**
 * The hands-on's `export.log`: a shell script of sixteen `export` lines, to be sourced before its second half.
 *
 * @param outputs of the deployed stack
 * @param newestRevision newest ACTIVE revision of the task definition; a release may have registered one since Terraform did
 */
export function exportLog(outputs: Readonly<Record<string, unknown>>, newestRevision: number): string {
  const values: Readonly<Record<string, unknown>> = { ...outputs, InstanceId: "", RevisionNo: newestRevision };
  return exported.map((name) => `export ${name}="${shellText(name, values[name])}"\n`).join("");
}

/** Ids, ARNs and DNS names need no quoting; anything else would run as part of the script that sources the file. */
function shellText(name: string, value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") {
    throw new Error(`export.log: the stack has no output "${name}". Deploy it again: ${commandLine("start")}`);
  }
  if (!/^[\w.:/-]*$/.test(text)) {
    throw new Error(
      `export.log: ${name} is ${JSON.stringify(text)}; only letters, digits and . : / - _ can be exported.`,
    );
  }
  return text;
}
