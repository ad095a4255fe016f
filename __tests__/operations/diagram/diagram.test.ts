import { diagramOf } from "../../../src/operations/diagram/diagram";
import type { Diagram } from "../../../src/operations/diagram/model";
import type { StackJson } from "../../../src/lib/terraform/stack-json";
import { plan, recorded } from "../review/support";
import { must } from "../../support/must";
import { production } from "../../support/synthesized";
import { diagramWith, stackOf, stacks, textsOf } from "./support";

function counted(kinds: readonly { readonly kind: string }[]): Readonly<Record<string, number>> {
  const names = [...new Set(kinds.map(({ kind }) => kind))].sort();
  return Object.fromEntries(names.map((name) => [name, kinds.filter(({ kind }) => kind === name).length]));
}

const node = ({ nodes }: Diagram, id: string) => nodes.find((one) => one.id === id);
const cluster = ({ clusters }: Diagram, id: string) => clusters.find((one) => one.id === id);
const arrows = ({ edges }: Diagram, kind: string) =>
  edges.filter((edge) => edge.kind === kind).map(({ from, to }) => `${from} → ${to}`);

describe("the diagram of an environment", () => {
  it.each([
    [
      "hands-on",
      { blue: 1, green: 1, internet: 1, listener: 2, outlet: 1, service: 1, support: 3 },
      { balancer: 1, pair: 1, private: 1, public: 1, tasks: 1, vpc: 1 },
    ],
    [
      "staging",
      { blue: 2, green: 2, internet: 1, listener: 2, outlet: 3, service: 2, support: 3 },
      { balancer: 1, pair: 2, private: 1, public: 1, tasks: 1, vpc: 1 },
    ],
    [
      "production",
      { blue: 2, front: 1, green: 2, internet: 1, listener: 3, outlet: 1, service: 2, support: 4 },
      { balancer: 1, pair: 2, private: 1, public: 1, tasks: 1, vpc: 1 },
    ],
  ] as const)("has the boxes and frames of %s", (name, nodes, clusters) => {
    const diagram = diagramOf(stacks[name], undefined);
    expect(counted(diagram.nodes)).toEqual(nodes);
    expect(counted(diagram.clusters)).toEqual(clusters);
  });

  it("says of production what a reader needs", () => {
    const diagram = diagramOf(stacks.production, undefined);
    const said = [...diagram.clusters, ...diagram.nodes].map((one) => [one.id, textsOf(one)]);
    expect(Object.fromEntries(said)).toMatchObject({
      "aws_vpc.network": ["VPC 10.20.0.0/16, ap-northeast-1", "internet gateway"],
      "aws_vpc.network/public": [
        "Public subnets",
        "ap-northeast-1a 10.20.32.0/20",
        "ap-northeast-1c 10.20.96.0/20",
        "ap-northeast-1d 10.20.160.0/20",
      ],
      "aws_lb.load_balancer": [
        "Load balancer shop",
        "security group LoadBalancer",
        "443, 80 from anywhere",
        "8443 from 203.0.113.0/24",
      ],
      "aws_lb.load_balancer/front": ["DNS shop.example.com", "certificate for shop.example.com", "WAF shop: 4 rules"],
      "aws_lb_listener.listeners_production": [
        "HTTPS 443, production",
        "100: /api/* → shop-api",
        "1000: /* → shop-web",
        "else answer 404",
      ],
      "aws_lb_listener.listeners_redirect": ["HTTP 80", "→ redirect to HTTPS 443"],
      "aws_codedeploy_deployment_group.service_api_deployment_group": [
        "Blue/green pair of shop-api",
        "CodeDeploy: 20 % every 2 min",
        "rolls back on failure or one of 3 alarms",
      ],
      "aws_ecs_service.service_web": [
        "Service shop-web",
        "3 to 12 tasks",
        "scaled by cpu, requests",
        "0.5 vCPU, 1 GiB, ARM64",
        "on FARGATE",
        "security group Tasks-web",
        "8080 from LoadBalancer",
      ],
      endpoints: ["7 VPC endpoints", "ecr.api, ecr.dkr, kms, logs, s3,", "secretsmanager, ssmmessages"],
      alarms: ["Alarms (CloudWatch)", "shop-balancer-errors", "shop-api: 4", "shop-web: 4", "→ SNS shop-alerts"],
    });
  });

  it("leads from users through listeners to a pair as a pair, and to its service", () => {
    const diagram = diagramOf(stacks["hands-on"], undefined);
    expect(arrows(diagram, "production")).toEqual([
      "users → aws_lb_listener.listeners_production",
      "aws_lb_listener.listeners_production → aws_lb_target_group.targets_web_blue",
    ]);
    expect(arrows(diagram, "test")).toEqual([
      "users → aws_lb_listener.listeners_test",
      "aws_lb_listener.listeners_test → aws_lb_target_group.targets_web_green",
    ]);
    expect(arrows(diagram, "call")).toEqual([
      "aws_codedeploy_deployment_group.service_web_deployment_group → aws_ecs_service.service_web",
      "aws_ecs_cluster.cluster → endpoints",
      "endpoints → images",
      "endpoints → logs",
    ]);
  });

  it("leads through a service's own listeners, which the load balancer's box says are open, to its pair alone", () => {
    const api = must(production.services["api"]);
    const own = { ...api, route: undefined, listeners: { productionPort: 9443, testPort: 9444 } };
    const diagram = diagramOf(stackOf({ ...production, services: { ...production.services, api: own } }), undefined);
    const [forUsers, forTests] = ["production", "test"].map((id) => `aws_lb_listener.service_api_listeners_${id}`);
    expect([forUsers, forTests].map((id) => textsOf(node(diagram, must(id))))).toEqual([
      ["HTTPS 9443, production", "→ shop-api"],
      ["HTTPS 9444, test", "→ shop-api"],
    ]);
    expect(textsOf(node(diagram, "aws_lb_listener.listeners_production"))).toEqual([
      "HTTPS 443, production",
      "1000: /* → shop-web",
      "else answer 404",
    ]);
    expect(textsOf(cluster(diagram, "aws_lb.load_balancer"))).toEqual([
      "Load balancer shop",
      "security group LoadBalancer",
      "443, 80, 9443 from anywhere",
      "8443, 9444 from 203.0.113.0/24",
    ]);
    expect(arrows(diagram, "production")).toEqual(
      expect.arrayContaining([
        `aws_lb.load_balancer/front → ${must(forUsers)}`,
        `${must(forUsers)} → aws_lb_target_group.targets_api_blue`,
      ]),
    );
    expect(arrows(diagram, "test")).toEqual(
      expect.arrayContaining([
        `users → ${must(forTests)}`,
        `${must(forTests)} → aws_lb_target_group.targets_api_green`,
      ]),
    );
  });

  it("lets private subnets out by NAT, and puts only the service on instances that asks for them", () => {
    expect(arrows(diagramOf(stacks.staging, undefined), "call")).toEqual(
      expect.arrayContaining([
        "aws_vpc.network/private → aws_nat_gateway.network_nat_1a",
        "aws_ecs_service.service_api → aws_autoscaling_group.instances",
      ]),
    );
    expect(arrows(diagramOf(stacks.staging, undefined), "call")).not.toContain(
      "aws_ecs_service.service_web → aws_autoscaling_group.instances",
    );
  });

  it("bears a stack of which it knows nothing, and blocks of any shape", () => {
    const odd: StackJson = {
      data: {},
      resource: {
        aws_unknown: { thing: { of: [1, null, { "${": "${" }] } },
        aws_vpc: { empty: {} },
        aws_lb: { lone: { name: 7, subnets: "x" } },
        aws_lb_listener: { lone: { load_balancer_arn: "${aws_lb.lone.arn}", default_action: "none" } },
        aws_codedeploy_deployment_group: { lone: { load_balancer_info: null } },
        aws_ecs_service: { lone: {} },
      },
    };
    expect(counted(diagramOf(odd, undefined).nodes)).toEqual({ internet: 1, listener: 1, service: 1 });
    expect(diagramOf({ data: {}, resource: {} }, undefined)).toMatchObject({ nodes: [], clusters: [], edges: [] });
  });

  it("holds nothing of a container's environment", () => {
    const secret = "do-not-draw-me";
    const definition = JSON.stringify([{ name: "web", environment: [{ name: "TOKEN", value: secret }] }]);
    const stack = structuredClone(stacks["hands-on"]);
    const tasks = stack.resource["aws_ecs_task_definition"] ?? {};
    expect(Object.keys(tasks)).toHaveLength(1);
    for (const task of Object.values(tasks)) task["container_definitions"] = definition;
    expect(JSON.stringify(diagramOf(stack, undefined))).not.toContain(secret);
  });
});

describe("the diagram of a plan", () => {
  const pair = "aws_lb_target_group.targets_web_";

  it.each([
    ["no-op", "● LIVE: 100 % of requests", "○ idle"],
    ["swapped", "○ idle", "● LIVE: 100 % of requests"],
  ])("knows which of a pair is live: %s", (name, blue, green) => {
    const diagram = diagramWith(recorded(name));
    expect(textsOf(node(diagram, `${pair}blue`)).at(-1)).toBe(blue);
    expect(textsOf(node(diagram, `${pair}green`)).at(-1)).toBe(green);
    expect(diagram.legend).toEqual({ counts: [], notes: ["Solid arrows: requests of users. Dashed: test traffic."] });
  });

  it("sends arrows where a release has moved the traffic", () => {
    expect(arrows(diagramWith(recorded("swapped")), "production")).toContain(
      `aws_lb_listener.listeners_production → ${pair}green`,
    );
  });

  it("shows what it changes line by line, and counts what is not drawn", () => {
    const diagram = diagramWith(recorded("subnet-removed"));
    expect(textsOf(cluster(diagram, "aws_vpc.network/private"))).toEqual([
      "Private subnets",
      "ap-northeast-1a 10.0.2.0/24",
      "delete: ap-northeast-1c 10.0.3.0/24",
    ]);
    expect(textsOf(node(diagram, "endpoints"))).toEqual([
      "4 VPC endpoints",
      "s3",
      "update: ecr.api",
      "update: ecr.dkr",
      "update: logs",
    ]);
    expect(diagram.legend).toEqual({
      counts: [
        { mark: "delete", count: 2 },
        { mark: "update", count: 4 },
      ],
      notes: [
        "Solid arrows: requests of users. Dashed: test traffic.",
        "Not drawn:",
        "- aws_route_table_association.network_private_1c_routes",
      ],
    });
  });

  it("shows what is not declared any more, in its place", () => {
    const gone = { id: "subnet-0123456789abcdef0", vpc_id: "vpc-0123456789abcdef0", cidr_block: "10.0.9.0/24" };
    const diagram = diagramWith(
      plan({
        prior: { "aws_vpc.network": { id: "vpc-0123456789abcdef0" } },
        changes: { "aws_subnet.gone": { actions: ["delete"], before: { ...gone, availability_zone: "zone-9" } } },
      }),
    );
    expect(textsOf(cluster(diagram, "aws_vpc.network/private")).at(-1)).toBe("delete: zone-9 10.0.9.0/24");
  });

  it("says what it replaces", () => {
    const diagram = diagramWith(recorded("cluster-renamed"));
    expect(textsOf(cluster(diagram, "aws_ecs_cluster.cluster"))).toEqual(["replace: ECS cluster ContainerHandsOn"]);
    expect(textsOf(node(diagram, "aws_ecs_service.service_web"))[0]).toBe("replace: Service ContainerHandsOn");
  });

  it("names a few of many changes that are not drawn", () => {
    const roles = Array.from({ length: 7 }, (_, index) => [`aws_unknown.a${index}`, { actions: ["create"] }] as const);
    expect(diagramWith(plan({ changes: Object.fromEntries(roles) })).legend.notes.slice(-6)).toEqual([
      "Not drawn:",
      "+ aws_unknown.a0",
      "+ aws_unknown.a1",
      "+ aws_unknown.a2",
      "+ aws_unknown.a3",
      "and 3 more, which the review lists",
    ]);
  });
});
