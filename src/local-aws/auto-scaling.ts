import type { Call, Forward, Handler } from "./call";
import { parameters } from "./read-call";

/** EC2 Auto Scaling: moto lifts the protection of instances but does not end those that are one too many by then. */
export function createGroupScalingHandler(forward: Forward): Handler {
  return async (call) => {
    const given = parameters(call.path, call.body);
    if (call.action !== "SetInstanceProtection" || given.get("ProtectedFromScaleIn") !== "false") return undefined;
    const reply = await forward(call);
    const group = given.get("AutoScalingGroupName") ?? "";
    const described = await forward(
      another(call, "DescribeAutoScalingGroups", { "AutoScalingGroupNames.member.1": group }),
    );
    const desired = /<DesiredCapacity>(\d+)<\/DesiredCapacity>/.exec(described.body.toString())?.[1];
    if (desired !== undefined) {
      await forward(another(call, "SetDesiredCapacity", { AutoScalingGroupName: group, DesiredCapacity: desired }));
    }
    return reply;
  };
}

function another(call: Call, action: string, given: Readonly<Record<string, string>>): Call {
  const body = new URLSearchParams({ Action: action, Version: "2011-01-01", ...given }).toString();
  return { ...call, action, body: Buffer.from(body) };
}
