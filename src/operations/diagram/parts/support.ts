import type { Declared } from "../../../lib/terraform/stack-json";
import type { Arrow, Line, Node, Part } from "../model";
import { label, type ResourceGraph } from "../resource-graph";
import { endpointService } from "./egress";
import { callersOf } from "./services";

/** What stands around a service outside the VPC: images, logs, alarms, and in one box the rest. */
export function support(scene: ResourceGraph): Part {
  const images = scene.all("aws_ecr_repository");
  const logs = scene.all("aws_cloudwatch_log_group");
  const boxes = [
    box(
      "images",
      "Images (ECR)",
      images.map((one) => scene.line(label(one.block["name"], one.id), one)),
    ),
    box(
      "logs",
      "Logs (CloudWatch)",
      logs.map((one) => scene.line(label(one.block["name"], one.id), one)),
    ),
    box("alarms", "Alarms (CloudWatch)", alarmLines(scene)),
    box("rest", "Also", restLines(scene)),
  ].flat();
  return { nodes: boxes, edges: edges(scene, boxes) };
}

function box(id: string, title: string, lines: readonly Line[]): readonly Node[] {
  return lines.length === 0
    ? []
    : [{ id, kind: "support", lines: [{ text: title, of: [] }, ...lines], within: undefined }];
}

/** Arrows from endpoints to what they lead to; everything is below what stands inside the VPC. */
function edges(scene: ResourceGraph, boxes: readonly Node[]): readonly Arrow[] {
  const endpoints = scene.all("aws_vpc_endpoint");
  const leads = new Set(
    endpoints.map((endpoint) => ({ "ecr.dkr": "images", logs: "logs" })[endpointService(endpoint)]),
  );
  const inside = [
    ...callersOf(scene),
    ...scene.all("aws_autoscaling_group").map(({ address }) => address),
    ...(endpoints.length > 0 ? ["endpoints"] : []),
  ];
  return boxes.flatMap(({ id }) =>
    inside.map((from): Arrow => ({ from, to: id, kind: from === "endpoints" && leads.has(id) ? "call" : "below" })),
  );
}

/** Services have much the same alarms: how many each has says enough, until a plan changes one. */
function alarmLines(scene: ResourceGraph): readonly Line[] {
  const alarms = scene.all("aws_cloudwatch_metric_alarm");
  const subject = ({ block, id }: Declared) => {
    const services = [
      ...scene.named(block, "aws_ecs_service"),
      ...scene
        .named(block, "aws_lb_target_group")
        .flatMap((group) => scene.using("aws_codedeploy_deployment_group", group))
        .flatMap((pair) => scene.named(pair.block["ecs_service"], "aws_ecs_service")),
    ];
    return services.map((service) => label(service.block["name"], service.id))[0] ?? label(block["alarm_name"], id);
  };
  const subjects = [...new Set(alarms.map(subject))];
  return [
    ...subjects.flatMap((name) => {
      const of = alarms.filter((alarm) => subject(alarm) === name);
      const quiet = of.filter((alarm) => scene.mark(alarm) === undefined);
      const changed = of.filter((alarm) => scene.mark(alarm) !== undefined);
      return [
        ...(quiet.length === 0 ? [] : [scene.line(quiet.length === 1 ? name : `${name}: ${quiet.length}`, ...quiet)]),
        ...changed.map((alarm) => scene.line(label(alarm.block["alarm_name"], alarm.id), alarm)),
      ];
    }),
    ...scene.all("aws_sns_topic").map((topic) => scene.line(`→ SNS ${label(topic.block["name"], topic.id)}`, topic)),
  ];
}

const counted: readonly (readonly [type: string, one: string, many: string])[] = [
  ["aws_s3_bucket", "S3 bucket", "S3 buckets"],
  ["aws_kms_key", "KMS key", "KMS keys"],
  ["aws_iam_role", "IAM role", "IAM roles"],
  ["aws_ssm_parameter", "SSM parameter", "SSM parameters"],
  ["aws_cloudwatch_dashboard", "dashboard", "dashboards"],
  ["aws_flow_log", "flow log", "flow logs"],
  ["aws_lambda_function", "Lambda function", "Lambda functions"],
  ["aws_dynamodb_table", "DynamoDB table", "DynamoDB tables"],
];

function restLines(scene: ResourceGraph): readonly Line[] {
  return counted.flatMap(([type, one, many]) => {
    const found: readonly Declared[] = scene.all(type);
    const changed = found.filter((resource) => scene.mark(resource) !== undefined);
    const quiet = found.length - changed.length;
    return [
      ...(quiet === 0 ? [] : [{ text: `${quiet} ${quiet === 1 ? one : many}`, of: [] }]),
      ...changed.map((resource) => scene.line(`${one} ${resource.id}`, resource)),
    ];
  });
}
