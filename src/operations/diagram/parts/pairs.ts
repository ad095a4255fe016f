import { block, blocks, type Declared } from "../../../lib/terraform/stack-json";
import type { Cluster, Arrow, Node, Part } from "../model";
import { label, type ResourceGraph } from "../resource-graph";

/** Target groups: two of them and the deployment group that moves traffic between them are a pair. */
export function pairs(scene: ResourceGraph, around: (value: unknown) => string | undefined): Part {
  const groups = scene
    .all("aws_codedeploy_deployment_group")
    .map((group) => ({ group, targets: targets(scene, group) }));
  const paired = new Set(groups.flatMap(({ targets: found }) => found));
  const single = scene.all("aws_lb_target_group").filter((target) => !paired.has(target));
  const within = around(undefined);
  return {
    clusters: groups.map(({ group }) => pairCluster(scene, group, within)),
    nodes: [
      ...groups.flatMap(({ group, targets: found }) =>
        found.map((target, index) => targetNode(scene, target, index === 0 ? "blue" : "green", group.address)),
      ),
      ...single.map((target) => targetNode(scene, target, "listener", within)),
    ],
    edges: [
      ...groups.flatMap(({ group }) => calls(group, scene.named(group.block["ecs_service"], "aws_ecs_service"))),
      ...single.flatMap((target) => calls(target, scene.using("aws_ecs_service", target))),
    ],
  };
}

/** In the deployment group's own order: the first is the one that a service is created with. */
function targets(scene: ResourceGraph, { block: group }: Declared): readonly Declared[] {
  const pair = block(block(group["load_balancer_info"])["target_group_pair_info"])["target_group"];
  return Array.isArray(pair) ? pair.flatMap((one: unknown) => scene.named(one, "aws_lb_target_group")) : [];
}

function pairCluster(scene: ResourceGraph, group: Declared, within: string | undefined): Cluster {
  const { deployment_group_name: name, deployment_config_name: config, alarm_configuration: alarms } = group.block;
  const [own] = scene.named(config, "aws_codedeploy_deployment_config");
  const watched = scene.named(alarms, "aws_cloudwatch_metric_alarm").length;
  const rollback = block(group.block["auto_rollback_configuration"])["enabled"] === true;
  return {
    id: group.address,
    kind: "pair",
    lines: [
      scene.line(`Blue/green pair of ${label(name, group.id)}`, group),
      scene.line(
        `CodeDeploy: ${own === undefined ? predefined(config) : strategyOf(own)}`,
        ...(own === undefined ? [] : [own]),
      ),
      ...(rollback ? [scene.line(`rolls back on failure${watched > 0 ? ` or one of ${watched} alarms` : ""}`)] : []),
    ],
    within,
  };
}

function predefined(config: unknown): string {
  return label(config, "CodeDeployDefault.ECSAllAtOnce").replace(/^CodeDeployDefault\./, "");
}

function strategyOf({ id, block: config }: Declared): string {
  const { time_based_canary: canary, time_based_linear: linear } = block(config["traffic_routing_config"]);
  const [shift] = blocks([canary, linear].flat());
  if (shift === undefined) return label(config["deployment_config_name"], id);
  const [percent, minutes] = [label(shift["percentage"], "?"), label(shift["interval"], "?")];
  return canary === undefined ? `${percent} % every ${minutes} min` : `${percent} %, all after ${minutes} min`;
}

function targetNode(scene: ResourceGraph, target: Declared, kind: Node["kind"], within: string | undefined): Node {
  const { name, port, protocol, health_check: check } = target.block;
  const live = scene.live(target);
  return {
    id: target.address,
    kind,
    lines: [
      scene.line(label(name, target.id), target),
      scene.line(`${kind === "listener" ? "" : `${kind}, `}${label(protocol, "")} ${label(port, "")}`),
      scene.line(`health ${label(block(check)["path"], "/")}`),
      ...(live === undefined ? [] : [scene.line(live > 0 ? `● LIVE: ${live} % of requests` : "○ idle")]),
    ],
    within,
  };
}

function calls(from: Declared, services: readonly Declared[]): readonly Arrow[] {
  return services.map((service) => ({ from: from.address, to: service.address, kind: "call" }));
}
