import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError, type Call, type Handler } from "../protocol/call";
import type { Forward } from "../protocol/call";
import { allTargetGroupsInForwards, normalizeForwards } from "./forward-actions";
import { checkListenerPort } from "./listener-ports";
import { setInitialAttributes } from "./load-balancer-attributes";
import type { MotoClients } from "../moto/moto-clients";
import { parameters } from "../protocol/read-call";

const MAXIMUM_WEIGHT = 999;

/** Elastic Load Balancing v2: what moto takes too lightly. Calls are put right on their way in, so moto's answers are. */
export function createLoadBalancingHandler(
  forward: Forward,
  clients: MotoClients,
  describeTargetHealth: Handler,
): Handler {
  return async (call) => {
    // The API's first generation, for classic load balancers, has the same signing name.
    const given = parameters(call.path, call.body);
    if (given.get("Version") !== "2015-12-01") return undefined;
    switch (call.action) {
      case "CreateListener":
      case "ModifyListener":
      case "CreateRule":
      case "ModifyRule": {
        if (call.action.endsWith("Listener")) await checkListenerPort(clients.loadBalancing(call.region), given);
        await checkForwards(clients, call.region, given);
        return forward(withParameters(call, normalizeForwards(given)));
      }
      case "CreateLoadBalancer": {
        if (!given.has("Scheme")) given.set("Scheme", "internet-facing");
        const reply = await forward(withParameters(call, given));
        const isApplication = (given.get("Type") ?? "application") === "application";
        if (reply.status === 200 && isApplication) {
          await setInitialAttributes(clients.loadBalancing(call.region), given.get("Name") ?? "");
        }
        return reply;
      }
      case "DeleteLoadBalancer":
        await checkDeletionProtection(clients, call.region, given.get("LoadBalancerArn") ?? "");
        return undefined;
      case "DescribeTargetHealth":
        return describeTargetHealth(call);
      default:
        return undefined;
    }
  };
}

async function checkForwards(clients: MotoClients, region: string, given: URLSearchParams): Promise<void> {
  for (const { arn, weight } of allTargetGroupsInForwards(given)) {
    if (weight !== undefined && !(weight >= 0 && weight <= MAXIMUM_WEIGHT)) {
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
      throw new AwsError("ValidationError", `Weight '${weight}' must be between 0 and ${MAXIMUM_WEIGHT}`);
    }
    try {
      await clients.loadBalancing(region).send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }));
    } catch {
      throw new AwsError("TargetGroupNotFound", `Target groups '${arn}' not found`);
    }
  }
}

async function checkDeletionProtection(clients: MotoClients, region: string, LoadBalancerArn: string): Promise<void> {
  const command = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn });
  // Deleting a load balancer that is not there is no error in AWS, nor in moto.
  const answer = await clients
    .loadBalancing(region)
    .send(command)
    .catch(() => undefined);
  const isProtected = answer?.Attributes?.some(
    ({ Key, Value }) => Key === "deletion_protection.enabled" && Value === "true",
  );
  if (isProtected === true) {
    throw new AwsError(
      "OperationNotPermitted",
      `Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
    );
  }
}

function withParameters(call: Call, given: URLSearchParams): Call {
  return { ...call, body: Buffer.from(given.toString()) };
}
