import {
  type Action,
  type ElasticLoadBalancingV2Client,
  DescribeTargetGroupsCommand,
  paginateDescribeRules,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Reply } from "../protocol/call";
import type { StandInTask } from "../ecs/stand-in-tasks";
import type { Targets } from "../overrides/target-health/target-health";
import type { ListenerRequest } from "./listener-request";
import { fixedResponse, statusPage } from "./load-balancer-reply";
import { loopbackLocation } from "./loopback-location";
import type { OpenListener, OpenLoadBalancer } from "./open-load-balancer";
import { redirectLocation } from "./redirect";
import { actionsInOrder, chooseRule } from "./rules";
import { PAGE_NOT_FOUND, PAGE_PATHS, revisionOf, standInPage } from "./stand-in-page";
import { chooseGroup, eligible, RoundRobin, weightedGroups } from "./target-choice";

export interface TrafficOptions {
  /** Clients that speak to moto by region. */
  readonly clients: (region: string) => ElasticLoadBalancingV2Client;
  readonly targets: Targets;
  /** A number in [0, 1). @default Math.random */
  readonly random?: () => number;
}

/**
 * Answers requests to listeners as an application load balancer would. Rules and targets are read anew for each
 * request, so that an answer never lags behind what the API says.
 *
 * Left out: authentication (501), stickiness, targets that are instances or functions (504), policies of TLS.
 */
export class Traffic {
  private readonly roundRobin = new RoundRobin();

  constructor(private readonly options: TrafficOptions) {}

  async answer(loadBalancer: OpenLoadBalancer, listener: OpenListener, request: ListenerRequest): Promise<Reply> {
    const client = this.options.clients(regionOf(listener.arn));
    const rule = chooseRule(await rulesOf(client, listener.arn), request);
    const action = rule && actionsInOrder(rule)[0];
    switch (action?.Type) {
      case "forward":
        return this.forward(client, loadBalancer, action, request);
      case "redirect": {
        const config = action.RedirectConfig ?? { StatusCode: undefined };
        const location = loopbackLocation(redirectLocation(config, request, listener), request.host, loadBalancer);
        return statusPage(config.StatusCode === "HTTP_301" ? 301 : 302, { location });
      }
      case "fixed-response":
        return fixedResponse(action.FixedResponseConfig ?? { StatusCode: "200" });
      default:
        return statusPage(501, {}, `The local AWS does not perform actions of type ${action?.Type ?? "none"}.`);
    }
  }

  private async forward(
    client: ElasticLoadBalancingV2Client,
    { arn: loadBalancerArn }: OpenLoadBalancer,
    action: Action,
    request: ListenerRequest,
  ): Promise<Reply> {
    const TargetGroupArn = chooseGroup(weightedGroups(action), (this.options.random ?? Math.random)());
    if (TargetGroupArn === undefined) return statusPage(503);
    const headers = { "x-local-aws-target-group": nameOf(TargetGroupArn) };
    const { targets } = this.options;
    const region = regionOf(loadBalancerArn);
    const health = await targets.health(region, TargetGroupArn, { loadBalancerArn });
    const chosen = this.roundRobin.next(TargetGroupArn, eligible(health));
    if (chosen === undefined) return statusPage(503, headers);
    const task = targets.taskAt(TargetGroupArn, chosen.Target);
    // Nobody listens at the address, or security groups drop the packets: the load balancer would wait for a connection in vain.
    if (task === undefined || !(await targets.connects(region, loadBalancerArn, task, chosen.Target?.Port ?? 0))) {
      return statusPage(504, headers);
    }

    // A healthy target answers its health check, whatever the path.
    const known = PAGE_PATHS.includes(request.path) || request.path === (await healthCheckPath(client, TargetGroupArn));
    const reply = known ? standInPage(task, containerOf(task, TargetGroupArn)) : PAGE_NOT_FOUND;
    return {
      ...reply,
      headers: {
        ...reply.headers,
        ...headers,
        "x-local-aws-task-set": task.taskSetId,
        "x-local-aws-task": task.arn.split("/").at(-1) ?? "",
        "x-local-aws-task-definition": revisionOf(task.definition),
      },
    };
  }
}

async function rulesOf(client: ElasticLoadBalancingV2Client, ListenerArn: string): Promise<Rule[]> {
  const rules: Rule[] = [];
  for await (const page of paginateDescribeRules({ client }, { ListenerArn })) rules.push(...(page.Rules ?? []));
  return rules;
}

async function healthCheckPath(client: ElasticLoadBalancingV2Client, arn: string): Promise<string | undefined> {
  const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }));
  return TargetGroups?.[0]?.HealthCheckPath;
}

function containerOf(task: StandInTask, targetGroupArn: string): string | undefined {
  return task.specification.loadBalancers.find((entry) => entry.targetGroupArn === targetGroupArn)?.containerName;
}

/** `arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>` */
function nameOf(targetGroupArn: string): string {
  return targetGroupArn.split("/")[1] ?? "";
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
