import { block, blocks, type Declared } from "../../../lib/terraform/stack-json";
import type { Cluster, Line, Node, Part } from "../model";
import { label, type ResourceGraph } from "../resource-graph";
import { reachable } from "./reachable";

/** ECS clusters, their services, and instances of the environment's own that tasks run on. */
export function services(scene: ResourceGraph, around: (value: unknown) => string | undefined): Part {
  const found = scene.all("aws_ecs_service");
  const instances = scene.all("aws_autoscaling_group");
  const clusters = scene.all("aws_ecs_cluster").map((cluster): Cluster => {
    const [service] = scene.using("aws_ecs_service", cluster);
    return {
      id: cluster.address,
      kind: "tasks",
      lines: [scene.line(`ECS cluster ${label(cluster.block["name"], cluster.id)}`, cluster)],
      within: around(service?.block["network_configuration"]),
    };
  });
  return {
    clusters,
    nodes: [
      ...found.map((service): Node => {
        const within = clusterOf(scene, service)?.address ?? around(service.block["network_configuration"]);
        return { id: service.address, kind: "service", lines: serviceLines(scene, service), within };
      }),
      ...instances.map((group): Node => {
        const lines = instanceLines(scene, group);
        return { id: group.address, kind: "outlet", lines, within: around(group.block["vpc_zone_identifier"]) };
      }),
    ],
    edges: found.flatMap((service) =>
      scene
        .named(service.block["capacity_provider_strategy"], "aws_ecs_capacity_provider")
        .flatMap(({ block: provider }) => scene.named(provider["auto_scaling_group_provider"], "aws_autoscaling_group"))
        .map((group) => ({ from: service.address, to: group.address, kind: "call" as const })),
    ),
  };
}

function serviceLines(scene: ResourceGraph, service: Declared): readonly Line[] {
  const { name, desired_count: desired, task_definition: definition, network_configuration: place } = service.block;
  const targets = scene.using("aws_appautoscaling_target", service);
  const groups = scene.named(block(place)["security_groups"], "aws_security_group");
  return [
    scene.line(`Service ${label(name, service.id)}`, service),
    ...(targets.length === 0 ? [scene.line(desired === 1 ? "1 task" : `${label(desired, "?")} tasks`)] : []),
    ...targets.flatMap((target) => scalingLines(scene, target)),
    ...scene.named(definition, "aws_ecs_task_definition").map((task) => scene.line(sizeOf(task), task)),
    scene.line(computeOf(scene, service)),
    ...groups.flatMap((group) => reachable(scene, group)),
  ];
}

function scalingLines(scene: ResourceGraph, target: Declared): readonly Line[] {
  const { min_capacity: least, max_capacity: most } = target.block;
  const policies = scene.using("aws_appautoscaling_policy", target);
  const schedules = scene.using("aws_appautoscaling_scheduled_action", target);
  const name = (one: Declared) => label(one.block["name"], one.id);
  return [
    scene.line(`${label(least, "?")} to ${label(most, "?")} tasks`, target),
    ...scene.grouped(policies, name, (names) => [`scaled by ${names.join(", ")}`]),
    ...scene.grouped(schedules, name, (names) => [`schedules: ${names.join(", ")}`]),
  ];
}

/** CPU and memory are in CPU units and MiB; 1024 CPU units are one vCPU. */
function sizeOf({ block: task }: Declared): string {
  const [cpu, memory] = [Number(task["cpu"]), Number(task["memory"])];
  const sizes = [
    ...(Number.isFinite(cpu) ? [`${cpu / 1024} vCPU`] : []),
    ...(Number.isFinite(memory) ? [memory < 1024 ? `${memory} MiB` : `${memory / 1024} GiB`] : []),
    label(block(task["runtime_platform"])["cpu_architecture"], "X86_64"),
  ];
  return sizes.join(", ");
}

function computeOf(scene: ResourceGraph, service: Declared): string {
  const strategy = blocks(service.block["capacity_provider_strategy"]);
  if (strategy.length === 0) return `on ${label(service.block["launch_type"], "EC2")}`;
  const names = strategy.map(({ capacity_provider: name }) => {
    const [provider] = scene.named(name, "aws_ecs_capacity_provider");
    return provider === undefined ? label(name, "?") : label(provider.block["name"], provider.id);
  });
  return `on ${names.join(" and ")}`;
}

/** What calls AWS: clusters of services, and services whose cluster is not declared here. */
export function callersOf(scene: ResourceGraph): readonly string[] {
  const callers = scene.all("aws_ecs_service").map((service) => clusterOf(scene, service) ?? service);
  return [...new Set(callers.map(({ address }) => address))];
}

function clusterOf(scene: ResourceGraph, { block: service }: Declared): Declared | undefined {
  return scene.named(service["cluster"], "aws_ecs_cluster")[0];
}

function instanceLines(scene: ResourceGraph, group: Declared): readonly Line[] {
  const { name, min_size: least, max_size: most, launch_template: template } = group.block;
  const templates = scene.named(template, "aws_launch_template");
  const groups = templates.flatMap(({ block: found }) =>
    scene.named(found["network_interfaces"], "aws_security_group"),
  );
  return [
    scene.line(`Instances ${label(name, group.id)}`, group),
    scene.line(`${label(least, "?")} to ${label(most, "?")} instances`),
    ...templates.map((one) => scene.line(label(one.block["instance_type"], one.id), one)),
    ...groups.flatMap((found) => reachable(scene, found)),
  ];
}
