import { running, service } from "../../running";
import { brief, type ChangeDraft, findingsIn, type PlanDraft } from "../../support";

const gone = (before: object): ChangeDraft => ({ actions: ["delete"], before: { ...before } });

function held(changes: NonNullable<PlanDraft["changes"]>, prior: PlanDraft["prior"] = running) {
  return findingsIn({ prior, changes }).filter(({ id }) => id.endsWith("-in-use"));
}

const resources: readonly (readonly [finding: string, what: string, address: string, values: object])[] = [
  [
    "refuse security-group-in-use",
    "The security group sg-tasks is taken away, and running tasks of aws_ecs_service.web carry it.",
    "aws_security_group.tasks",
    { id: "sg-tasks" },
  ],
  [
    "refuse subnet-in-use",
    "The subnet subnet-a is taken away, and running tasks of aws_ecs_service.web may be in it.",
    "aws_subnet.a",
    { id: "subnet-a" },
  ],
  [
    "refuse capacity-provider-in-use",
    "The capacity provider instances is taken away, and running tasks of aws_ecs_service.web run on it.",
    "aws_ecs_capacity_provider.instances",
    { name: "instances" },
  ],
  [
    "hard-outage task-role-in-use",
    "The task role task is taken away, and running tasks of aws_ecs_service.web have its credentials.",
    "aws_iam_role.task",
    { name: "task", arn: "arn:aws:iam::123456789012:role/task" },
  ],
  [
    "warn execution-role-in-use",
    "The execution role execution is taken away, and running tasks of aws_ecs_service.web were started with it.",
    "aws_iam_role.execution",
    { name: "execution", arn: "arn:aws:iam::123456789012:role/execution" },
  ],
  [
    "warn log-group-in-use",
    "The log group /web is taken away, and running tasks of aws_ecs_service.web write to it.",
    "aws_cloudwatch_log_group.web",
    { name: "/web" },
  ],
  [
    "warn secret-in-use",
    "The secret db is taken away, and running tasks of aws_ecs_service.web read it when they started.",
    "aws_secretsmanager_secret.db",
    { name: "db", arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf" },
  ],
  [
    "warn secret-in-use",
    "The secret /web/mode is taken away, and running tasks of aws_ecs_service.web read it when they started.",
    "aws_ssm_parameter.mode",
    { name: "/web/mode", arn: "arn:aws:ssm:eu-west-1:123456789012:parameter/web/mode" },
  ],
];

describe("what running tasks hold", () => {
  it.each(resources)("%s: %s", (finding, what, address, values) => {
    const found = held({ [address]: gone(values) });
    expect(brief(found)).toEqual([`${finding} ${address}`]);
    expect(found[0]?.what).toBe(what);
    const replaced = { actions: ["delete", "create"], before: { ...values }, after: { ...values } };
    expect(brief(held({ [address]: replaced }))).toEqual([`${finding} ${address}`]);
  });

  it.each(resources)(
    "%s: nothing of it where the service goes, or where nothing runs yet",
    (_, __, address, values) => {
      expect(held({ [address]: gone(values), "aws_ecs_service.web": gone(service) })).toEqual([]);
      expect(held({ [address]: gone(values) }, {})).toEqual([]);
    },
  );

  it.each([
    ["aws_security_group.other", { id: "sg-other" }],
    ["aws_subnet.other", { id: "subnet-other" }],
    ["aws_ecs_capacity_provider.other", { name: "other" }],
    ["aws_iam_role.other", { name: "other", arn: "arn:aws:iam::123456789012:role/other" }],
    ["aws_cloudwatch_log_group.other", { name: "/web/other" }],
    ["aws_secretsmanager_secret.other", { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-Ab" }],
  ])("is not %s, which they do not use", (address, values) => {
    expect(held({ [address]: gone(values) })).toEqual([]);
  });

  it("is not what a rolling update moves in the same apply", () => {
    const rolling = { ...service, deployment_controller: [{ type: "ECS" }] };
    const network_configuration = [{ subnets: ["subnet-b"], security_groups: ["sg-new"] }];
    const capacity_provider_strategy = [{ capacity_provider: "FARGATE", base: 0, weight: 1 }];
    const changes = {
      "aws_ecs_service.web": {
        actions: ["update"],
        before: rolling,
        after: { ...rolling, network_configuration, capacity_provider_strategy },
      },
      "aws_security_group.tasks": gone({ id: "sg-tasks" }),
      "aws_subnet.a": gone({ id: "subnet-a" }),
      "aws_ecs_capacity_provider.instances": gone({ name: "instances" }),
    };
    expect(held(changes, { ...running, "aws_ecs_service.web": rolling })).toEqual([]);
    const kept = { ...changes, "aws_subnet.b": gone({ id: "subnet-b" }) };
    expect(brief(held(kept, { ...running, "aws_ecs_service.web": rolling }))).toEqual([
      "refuse subnet-in-use aws_subnet.b",
    ]);
  });
});

describe("a cluster's capacity providers", () => {
  const address = "aws_ecs_cluster_capacity_providers.main";
  const before = { cluster_name: "main", capacity_providers: ["FARGATE", "instances"] };

  it.each([
    ["one that tasks run on", ["FARGATE"], [`refuse capacity-provider-in-use ${address}`]],
    ["one that nothing runs on", ["instances"], []],
  ])("let go of %s", (_, capacity_providers, expected) => {
    const change = { actions: ["update"], before, after: { ...before, capacity_providers } };
    expect(brief(held({ [address]: change }))).toEqual(expected);
  });

  it("all go with their resource, and stay where it is of another cluster", () => {
    expect(brief(held({ [address]: gone(before) }))).toEqual([`refuse capacity-provider-in-use ${address}`]);
    expect(held({ [address]: gone({ ...before, cluster_name: "other" }) })).toEqual([]);
  });
});
