import { block, blocks, type Declared, strings } from "../../../lib/terraform/stack-json";
import type { Cluster, Arrow, ArrowKind, Line, Node, Part } from "../model";
import { label, type ResourceGraph } from "../resource-graph";
import { reachable } from "./reachable";

export const users: Node = {
  id: "users",
  kind: "internet",
  lines: [{ text: "Users, the internet", of: [] }],
  within: undefined,
};

/** Load balancers with their listeners and rules, what stands before them, and where they send requests. */
export function balancers(scene: ResourceGraph, around: (value: unknown) => string | undefined): Part {
  const found = scene.all("aws_lb").map((balancer) => balancerPart(scene, balancer, around(balancer.block["subnets"])));
  return {
    clusters: found.flatMap(({ clusters }) => clusters),
    nodes: [...(found.length === 0 ? [] : [users]), ...found.flatMap(({ nodes }) => nodes)],
    edges: found.flatMap(({ edges }) => edges),
  };
}

function balancerPart(scene: ResourceGraph, balancer: Declared, within: string | undefined): Required<Part> {
  const groups = scene.named(balancer.block["security_groups"], "aws_security_group");
  const cluster: Cluster = {
    id: balancer.address,
    kind: "balancer",
    lines: [
      scene.line(`Load balancer ${label(balancer.block["name"], balancer.id)}`, balancer),
      ...groups.flatMap((group) => reachable(scene, group)),
    ],
    within,
  };
  const front = frontNode(scene, balancer);
  const before = front[0] ?? users;
  const listeners = scene.using("aws_lb_listener", balancer).map((listener) => {
    const role = roleOf(scene, listener);
    const kind: ArrowKind = role === "test" ? "test" : "production";
    return { listener, role, kind };
  });
  return {
    clusters: [cluster],
    nodes: [
      ...front,
      ...listeners.map(({ listener, role }): Node => {
        const lines = listenerLines(scene, listener, role);
        return { id: listener.address, kind: "listener", lines, within: cluster.id };
      }),
    ],
    edges: [
      ...front.map(({ id }): Arrow => ({ from: users.id, to: id, kind: "production" })),
      ...listeners.map(
        // Test traffic comes by the port, whatever name users go by.
        ({ listener, kind }): Arrow => ({ from: kind === "test" ? users.id : before.id, to: listener.address, kind }),
      ),
      ...listeners.flatMap(({ listener, kind }) =>
        targetsOf(scene, listener).map((target): Arrow => ({ from: listener.address, to: target.address, kind })),
      ),
    ],
  };
}

/** What users meet before the load balancer: its name, its certificate, its firewall. */
function frontNode(scene: ResourceGraph, balancer: Declared): readonly Node[] {
  const records = scene.using("aws_route53_record", balancer);
  const certificates = scene.all("aws_acm_certificate");
  const firewalls = scene
    .using("aws_wafv2_web_acl_association", balancer)
    .flatMap(({ block: association }) => scene.named(association["web_acl_arn"], "aws_wafv2_web_acl"));
  const lines = [
    ...records.map((record) => scene.line(`DNS ${label(record.block["name"], record.id)}`, record)),
    ...certificates.map((one) => scene.line(`certificate for ${label(one.block["domain_name"], one.id)}`, one)),
    ...firewalls.map((firewall) => {
      const { length } = blocks(firewall.block["rule"]);
      return scene.line(`WAF ${label(firewall.block["name"], firewall.id)}: ${length} rules`, firewall);
    }),
  ];
  return lines.length === 0 ? [] : [{ id: `${balancer.address}/front`, kind: "front", lines, within: undefined }];
}

function rulesOf(scene: ResourceGraph, listener: Declared): readonly Declared[] {
  const priority = ({ block: rule }: Declared) => Number(rule["priority"] ?? Number.MAX_SAFE_INTEGER);
  return [...scene.using("aws_lb_listener_rule", listener)].sort((one, other) => priority(one) - priority(other));
}

/** From the deployment groups, which alone tell users' requests from test traffic. */
function roleOf(scene: ResourceGraph, listener: Declared): "production" | "test" | undefined {
  const pairs = scene
    .all("aws_codedeploy_deployment_group")
    .map(({ block: group }) => block(block(group["load_balancer_info"])["target_group_pair_info"]));
  const names = (route: string) =>
    pairs.some((pair) => scene.named(pair[route], "aws_lb_listener").some((one) => one.address === listener.address));
  if (names("prod_traffic_route")) return "production";
  return names("test_traffic_route") ? "test" : undefined;
}

function listenerLines(scene: ResourceGraph, listener: Declared, role: string | undefined): readonly Line[] {
  const { port, protocol, default_action: action } = listener.block;
  const title = scene.line(
    [`${label(protocol, "listener")} ${label(port, "")}`, ...(role === undefined ? [] : [role])].join(", "),
    listener,
  );
  const rules = rulesOf(scene, listener).map((rule) =>
    scene.line(
      `${label(rule.block["priority"], "–")}: ${conditionOf(rule)} → ${describe(scene, rule.block["action"])}`,
      rule,
    ),
  );
  const rest = describe(scene, action);
  return [title, ...rules, { text: rules.length === 0 ? `→ ${rest}` : `else ${rest}`, of: [] }];
}

function conditionOf({ block: rule }: Declared): string {
  const conditions = blocks(rule["condition"]).flatMap((condition) =>
    Object.entries(condition).flatMap(([kind, value]) => {
      const values = strings(block(value)["values"]);
      if (blocks(value).length === 0) return [];
      return kind === "path_pattern" ? values.join(" ") : `${kind.replaceAll("_", " ")} ${values.join(" ")}`;
    }),
  );
  return conditions.length === 0 ? "all" : conditions.join(", ");
}

/** In words, without the colour: a release moves requests from one of a pair to the other. */
function describe(scene: ResourceGraph, actions: unknown): string {
  const names = blocks(actions).map((action) => {
    if (action["type"] === "redirect") {
      const { port, protocol } = block(action["redirect"]);
      return `redirect to ${label(protocol, "")} ${label(port, "")}`;
    }
    if (action["type"] === "fixed-response")
      return `answer ${label(block(action["fixed_response"])["status_code"], "")}`;
    const services = scene.named(action, "aws_lb_target_group").flatMap((group) => servicesOf(scene, group));
    return [...new Set(services)].join(", ");
  });
  return names.filter((name) => name !== "").join(", ") || "target group";
}

function servicesOf(scene: ResourceGraph, group: Declared): readonly string[] {
  const pairs = scene.using("aws_codedeploy_deployment_group", group);
  const services = pairs.flatMap(({ block: pair }) => scene.named(pair["ecs_service"], "aws_ecs_service"));
  return services.map(({ id, block: service }) => label(service["name"], id));
}

/** Target groups that a listener sends to, itself or by a rule; where a plan knows what a release left, by that. */
function targetsOf(scene: ResourceGraph, listener: Declared): readonly Declared[] {
  const targets = [listener, ...rulesOf(scene, listener)].flatMap((one) => {
    const now = scene.route(one);
    const answering = now === undefined ? [] : scene.answering(now);
    if (answering.length > 0) return answering;
    return scene.named([one.block["default_action"], one.block["action"]], "aws_lb_target_group");
  });
  return [...new Set(targets)];
}
