import type { Change } from "../../plan/change";
import { about, type Finding } from "../../finding";
import { isRemoved, type Subject } from "../../plan/subject";
import { liveShare } from "../../network/planned-traffic";
import { getString } from "../../plan/values";
import { isReplacedForController } from "../deployment/deployment-controller";
import { remainingUsers } from "../terraform/apply-failures";

/** What users notice while a resource is gone: nothing, slower starts and moved connections, or errors. */
export type Downtime = "none" | "draining" | "hard";

interface Effect {
  readonly outage: Downtime;
  readonly why: string;
}

const effects: Readonly<Record<string, Effect>> = {
  aws_vpc: { outage: "hard", why: "Everything that runs is in it and has to go first." },
  aws_internet_gateway: { outage: "hard", why: "Without it no request reaches the load balancer." },
  aws_lb: {
    outage: "hard",
    why: "Its address is gone, and a new one has another: clients find nothing until DNS names that.",
  },
  aws_lb_listener: { outage: "hard", why: "Its port is closed while it is gone." },
  aws_ecs_cluster: { outage: "hard", why: "All services of the cluster are deleted with their tasks first." },
  aws_ecs_service: {
    outage: "hard",
    why: "All its tasks stop. A new one starts after that, with the revision that Terraform declares and not the last release's.",
  },
  aws_subnet: {
    outage: "draining",
    why: "Tasks and the load balancer leave it; until others have started there is less of them.",
  },
  aws_nat_gateway: {
    outage: "draining",
    why: "Connections from tasks to the outside break, and new ones fail for minutes.",
  },
  aws_vpc_endpoint: {
    outage: "draining",
    why: "Running tasks go on; while it is gone, new ones may not get their image, secrets or logs.",
  },
  aws_route: { outage: "draining", why: "While it is gone, packets that it sent on their way have none." },
  aws_route_table_association: {
    outage: "draining",
    why: "While it is gone, the subnet follows the main route table.",
  },
  aws_vpc_security_group_ingress_rule: { outage: "draining", why: "New connections that only it allowed are refused." },
  aws_vpc_security_group_egress_rule: { outage: "draining", why: "New connections that only it allowed are refused." },
  aws_lb_listener_rule: {
    outage: "draining",
    why: "While it is gone, requests it took go to the next rule that fits, or to the default action.",
  },
  aws_iam_role: {
    outage: "draining",
    why: "Who has its credentials is denied from then on; tasks and instances that need it cannot start.",
  },
  aws_iam_role_policy: { outage: "draining", why: "Calls that only it allowed are denied." },
  aws_iam_role_policy_attachment: { outage: "draining", why: "Calls that only it allowed are denied." },
};

/** What users notice of a deletion or a replacement; undefined for anything else. */
export function downtimeOf(change: Change, subject: Subject): Effect | undefined {
  if (!isRemoved(change)) return undefined;
  if (change.type === "aws_lb_target_group") return ofTargetGroup(change, subject);
  const effect = effects[change.type] ?? { outage: "none", why: "Nothing that users meet depends on it." };
  const isTest = subject.traffic.routes.get(change.address)?.role === "test";
  if (isTest) return { outage: "none", why: "Only test traffic goes through it." };
  // The new one is there before the old one goes. What clients or tasks are bound to by an address still breaks.
  const gapless = change.action === "replace" && change.createBeforeDestroy && effect.outage === "draining";
  return gapless ? { outage: "none", why: "The new one is there before the old one goes." } : effect;
}

function ofTargetGroup(change: Change, subject: Subject): Effect {
  if (remainingUsers(change, subject).length > 0) return { outage: "none", why: "AWS refuses to delete it." };
  const share = liveShare(subject.traffic, getString(change.before, "arn"));
  return share > 0
    ? { outage: "hard", why: `It holds ${share} % of the live traffic, and no task is registered in a new one.` }
    : { outage: "none", why: "It holds no live traffic." };
}

export function downtimeFindings(subject: Subject): readonly Finding[] {
  return subject.changes.flatMap((change): Finding[] => {
    const effect = downtimeOf(change, subject);
    // A replacement for another deployment controller has a finding of its own.
    if (effect === undefined || effect.outage === "none" || isReplacedForController(change)) return [];
    const forced =
      change.replacedBy.length > 0 ? `, because ${change.replacedBy.join(", ")} cannot change in place` : "";
    const hard = effect.outage === "hard";
    return [
      {
        id: hard ? "hard-outage" : "draining",
        severity: hard ? "hard-outage" : "warn",
        ...about(change),
        what: `${change.address} is ${change.action === "replace" ? `replaced${forced}` : "deleted"}.`,
        why: effect.why,
        todo: hard
          ? "Build the new one beside the old one and move traffic over, or agree on a time when users may meet errors."
          : "Apply it at a quiet time, and not while a deployment runs.",
      },
    ];
  });
}
