import { AwsError, type Call, type Forward, type Handler } from "../protocol/call";
import { parameters } from "../protocol/read-call";

/**
 * EC2 Auto Scaling: moto deletes a group with its instances, and lifts the protection of instances but does not end those
 * that are one too many by then.
 */
export function createGroupScalingHandler(forward: Forward): Handler {
  return async (call) => {
    const given = parameters(call.path, call.body);
    if (call.action === "DeleteAutoScalingGroup") return checkDeletion(forward, call, given);
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

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html */
async function checkDeletion(forward: Forward, call: Call, given: URLSearchParams): Promise<undefined> {
  if (given.get("ForceDelete") === "true") return undefined;
  const name = given.get("AutoScalingGroupName") ?? "";
  const group = await forward(another(call, "DescribeAutoScalingGroups", { "AutoScalingGroupNames.member.1": name }));
  if (!group.body.toString().includes("<InstanceId>")) return undefined;
  throw new AwsError(
    "ResourceInUse",
    "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
  );
}

function another(call: Call, action: string, given: Readonly<Record<string, string>>): Call {
  const body = new URLSearchParams({ Action: action, Version: "2011-01-01", ...given }).toString();
  return { ...call, action, body: Buffer.from(body) };
}
