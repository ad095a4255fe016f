import { EcsCluster } from "../../../src/aws";
import { ServiceTask, type ServiceTaskProps } from "../../../src/constructs/service/service-task";
import { serviceNames } from "../../../src/environments/names";
import { plain, plainService } from "../../support/services";
import { addresses, type Block, jsonOf, ref, resource, type TerraformJson } from "../../support/synthesized";
import { statementsOf } from "../shared/roles";

type Statement = NonNullable<ServiceTaskProps["settings"]["taskRole"]>[number];

const first: Statement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] };

function synthesized(changes: Partial<ServiceTaskProps> = {}): TerraformJson {
  return jsonOf((stack) => {
    const task = new ServiceTask(stack, "task", {
      names: serviceNames(plain, "web", plainService),
      settings: plainService,
      environment: plain,
      account: "123456789012",
      repository: { arn: "arn:repository", url: "registry/lab/web" },
      ...changes,
    });
    new EcsCluster(stack, "waits", { name: task.taskRoleArn ?? "no role", dependsOn: [...task.ready] });
  });
}

const withSettings = (settings: Partial<ServiceTaskProps["settings"]>, changes: Partial<ServiceTaskProps> = {}) =>
  synthesized({ settings: { ...plainService, ...settings }, ...changes });
const json = synthesized();
const definitionOf = (of: TerraformJson) => resource(of, "aws_ecs_task_definition.task_definition");
const containersOf = (of: TerraformJson) =>
  JSON.parse(String(definitionOf(of)["container_definitions"])) as readonly Block[];
const waitsOf = (of: TerraformJson) => resource(of, "aws_ecs_cluster.waits");
const sidsOf = (of: TerraformJson, role: string) => statementsOf(of, role).map(({ Sid }) => Sid);
const logGroupOf = (of: TerraformJson) => resource(of, "aws_cloudwatch_log_group.task_log_group");

describe("ServiceTask", () => {
  it("makes a definition, a log and the role to start with; a first task waits for the latter two", () => {
    expect(addresses(json)).toEqual([
      "aws_cloudwatch_log_group.task_log_group",
      "aws_ecs_cluster.waits",
      "aws_ecs_task_definition.task_definition",
      "aws_iam_role.task_execution_role",
      "aws_iam_role_policy.task_execution_role_rights",
    ]);
    expect(waitsOf(json)).toEqual({
      name: "no role",
      depends_on: ["aws_iam_role_policy.task_execution_role_rights", "aws_cloudwatch_log_group.task_log_group"],
    });
  });

  it("runs the service's own image on Fargate, and logs to its own group", () => {
    expect(definitionOf(json)).toMatchObject({
      family: "Lab-web",
      requires_compatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      runtime_platform: { cpu_architecture: "X86_64" },
      execution_role_arn: ref("aws_iam_role.task_execution_role", "arn"),
    });
    expect(definitionOf(json)).not.toHaveProperty("task_role_arn");
    expect(containersOf(json)).toHaveLength(1);
    expect(containersOf(json)[0]).toMatchObject({
      name: "Lab-web",
      image: "registry/lab/web:latest",
      logConfiguration: { options: { "awslogs-group": "/ecs/Lab-web", "awslogs-stream-prefix": "web" } },
    });
  });

  it("has ECS make the log group where AWS's managed policies are wanted, as the hands-on, and nowhere else", () => {
    const createGroupOf = (of: TerraformJson) =>
      (containersOf(of)[0]?.["logConfiguration"] as { readonly options: Block }).options["awslogs-create-group"];
    expect(createGroupOf(json)).toBeUndefined();
    const managed = synthesized({ environment: { ...plain, permissions: "aws-managed-policies" } });
    expect(createGroupOf(managed)).toBe("true");
  });

  it.each([
    ["ec2", "EC2"],
    ["fargate", "FARGATE"],
  ] as const)("is for %s made to run on %s", (type, compatibility) => {
    expect(definitionOf(withSettings({ compute: { type } }))["requires_compatibilities"]).toEqual([compatibility]);
  });

  it("has the size, processor and disk that are asked for", () => {
    const large = withSettings({ cpu: 1024, memory: 2048, architecture: "ARM64", ephemeralStorageGiB: 50 });
    expect(definitionOf(large)).toMatchObject({
      cpu: "1024",
      memory: "2048",
      runtime_platform: { cpu_architecture: "ARM64" },
      ephemeral_storage: { size_in_gib: 50 },
    });
    expect(definitionOf(json)).not.toHaveProperty("ephemeral_storage");
  });

  it("keeps its log as long, and under the key, as it is told", () => {
    expect(logGroupOf(json)).toEqual({ name: "/ecs/Lab-web" });
    const kept = synthesized({ environment: { ...plain, logs: { retentionDays: 30 } }, kmsKeyArn: "arn:key" });
    expect(logGroupOf(kept)).toEqual({ name: "/ecs/Lab-web", retention_in_days: 30, kms_key_id: "arn:key" });
  });
});

describe("the role that starts tasks", () => {
  const pullsFrom = (of: TerraformJson) =>
    statementsOf(of, "task_execution_role").find(({ Sid }) => Sid === "PullImages")?.["Resource"];
  const sidecar = { ...plainService.container, essential: true };
  const image = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/proxy:1";

  it("has AWS's managed policy where the environment says so", () => {
    const managed = synthesized({ environment: { ...plain, permissions: "aws-managed-policies" } });
    expect(addresses(managed, "aws_iam_role_policy")).toEqual([]);
    expect(waitsOf(managed)["depends_on"]).toContain(
      "aws_iam_role_policy_attachment.task_execution_role_AmazonECSTaskExecutionRolePolicy",
    );
  });

  it("may else pull just the images of its containers, each repository once", () => {
    expect(pullsFrom(json)).toBe("arn:repository");
    const public1 = { ...sidecar, image: "public.ecr.aws/nginx/nginx:1.29" };
    const sidecars = { proxy: { ...sidecar, image }, migration: { ...sidecar, image }, nginx: public1 };
    expect(pullsFrom(withSettings({ sidecars }))).toEqual([
      "arn:repository",
      "arn:aws:ecr:ap-northeast-1:123456789012:repository/shop/proxy",
    ]);
  });

  it("may read the secrets of all containers, and decrypt them with the keys that are named", () => {
    const own = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:own-AbCdEf";
    const other = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:other-AbCdEf";
    const secret = withSettings({
      container: { ...plainService.container, secrets: { OWN: own } },
      sidecars: { proxy: { ...sidecar, image, secrets: { OTHER: other } } },
      secretsKmsKeyArns: ["arn:key"],
    });
    const statements = statementsOf(secret, "task_execution_role");
    expect(statements.find(({ Sid }) => Sid === "ReadSecrets")?.["Resource"]).toEqual([other, own]);
    expect(statements.find(({ Sid }) => Sid === "DecryptSecrets")?.["Resource"]).toBe("arn:key");
    expect(sidsOf(json, "task_execution_role")).toEqual(["LogInToEcr", "PullImages", "WriteLogs"]);
  });
});

describe("the role of tasks", () => {
  const executeCommandLog = { logGroupArn: "arn:sessions", kmsKeyArn: "arn:key" };
  const sessions = ["OpenSessions", "FindSessionLog", "WriteSessionLog", "DecryptSessions"];

  it.each<[what: string, of: TerraformJson, sids: unknown[]]>([
    ["what its statements say", withSettings({ taskRole: [first] }, { executeCommandLog }), [undefined]],
    ["sessions", withSettings({ executeCommand: true }, { executeCommandLog }), sessions],
    ["sessions that nobody records", withSettings({ executeCommand: true }), ["OpenSessions"]],
    [
      "both",
      withSettings({ taskRole: [first], executeCommand: true }, { executeCommandLog }),
      [undefined, ...sessions],
    ],
  ])("allows %s, and a first task waits for it", (_, of, sids) => {
    expect(sidsOf(of, "task_role")).toEqual(sids);
    expect(definitionOf(of)["task_role_arn"]).toBe(ref("aws_iam_role.task_role", "arn"));
    expect(waitsOf(of)).toEqual({
      name: ref("aws_iam_role.task_role", "arn"),
      depends_on: [
        "aws_iam_role_policy.task_execution_role_rights",
        "aws_iam_role_policy.task_role_rights",
        "aws_cloudwatch_log_group.task_log_group",
      ],
    });
  });

  it("is none where there is neither", () => {
    expect(addresses(json, "aws_iam_role")).toEqual(["aws_iam_role.task_execution_role"]);
    expect(addresses(synthesized({ executeCommandLog }), "aws_iam_role")).toEqual(addresses(json, "aws_iam_role"));
  });
});
