import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformEnvironment } from "../../../src/operations/terraform/environment";
import { plain, plainPlatform, plainService, serviceJson } from "../../support/services";
import { type Block, resource, type TerraformJson } from "../../support/synthesized";

const database = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:database-AbCdEf";
const parameter = "arn:aws:ssm:ap-northeast-1:123456789012:parameter/lab/features";
const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const role = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::pictures/*"] }] as const;
const definition = "data.aws_ecs_task_definition.service_web_revision_in_use_definition";

/** As AWS answers for the plain service. */
const asDeclared = {
  ports: [80],
  providers: ["FARGATE"],
  executionRole: roleArn("Lab-web-execution"),
  taskRole: null as string | null,
  container: {
    portMappings: [{ containerPort: 80 }],
    logConfiguration: { options: { "awslogs-group": "/ecs/Lab-web" } },
  } as object,
};

/** What the preconditions of a plan say to what runs: the real Terraform evaluates them, with values in place of AWS. */
function refusals(json: TerraformJson, running: typeof asDeclared): readonly string[] {
  const { precondition } = resource(json, "aws_ssm_parameter.service_web_contract")["lifecycle"] as {
    readonly precondition: readonly Block[];
  };
  const { locals } = json as unknown as { readonly locals: Block };
  const folder = mkdtempSync(join(tmpdir(), "preconditions-"));
  const answers = {
    service: {
      load_balancer: running.ports.map((port) => ({ container_port: port })),
      capacity_provider_strategy: running.providers.map((name) => ({ capacity_provider: name })),
      task_definition: "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/Lab-web:1",
    },
    definition: {
      container_definitions: JSON.stringify([running.container, {}]),
      execution_role_arn: running.executionRole,
      task_role_arn: running.taskRole,
    },
  };
  const results = precondition.map(({ condition, error_message: message }) => ({ condition, message }));
  const text = JSON.stringify({ locals: { ...locals, ...answers, results } })
    .replaceAll(definition, "local.definition")
    .replaceAll("aws_ecs_service.service_web.", "local.service.");
  try {
    writeFileSync(join(folder, "preconditions.tf.json"), text);
    const { stdout, stderr } = spawnSync("terraform", ["console"], {
      cwd: folder,
      env: terraformEnvironment(),
      input: "jsonencode(local.results)\n",
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const evaluated = JSON.parse(JSON.parse(stdout) as string) as readonly { condition: boolean; message: string }[];
    expect(evaluated.length).toBeGreaterThanOrEqual(3);
    return evaluated.filter(({ condition }) => !condition).map(({ message }) => message);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const stillUse = (what: string) =>
  `Running tasks of the service web still use the ${what}, which the environment lab no longer declares.`;
const retain = (entry: string) =>
  `Add retained: { services: { web: ${entry} } } to the environment lab and deploy, release the service, and remove it once npm ` +
  "run status says that no task uses it.";
const withSecrets = {
  ...asDeclared.container,
  secrets: [{ valueFrom: `${database}:password::` }, { valueFrom: parameter }],
};
const retaining = (kept: (typeof plain)["retained"]["services"][string]) => ({
  environment: { retained: { services: { web: kept } } },
});

describe("the plan of a service whose running revision", () => {
  it("is as declared, without role and secrets, is made", () => {
    expect(refusals(serviceJson(), asDeclared)).toEqual([]);
  });

  it("runs by launch type is made", () => {
    const platform = { capacity: { fargateCapacityProviders: false } };
    expect(refusals(serviceJson({ platform }), { ...asDeclared, providers: [] })).toEqual([]);
  });

  it("has roles and a log group that this project never had is made", () => {
    const container = { ...asDeclared.container, logConfiguration: { options: { "awslogs-group": "/others" } } };
    const others = { ...asDeclared, container, executionRole: roleArn("others"), taskRole: roleArn("others") };
    expect(refusals(serviceJson(), others)).toEqual([]);
  });

  it.each([
    [
      "listens on another port",
      serviceJson(),
      { ...asDeclared, ports: [8080] },
      `${stillUse("container port 8080")} ${retain("{ containerPort: 8080 }")}`,
    ],
    [
      "fetches secrets that are not declared",
      serviceJson(),
      { ...asDeclared, container: withSecrets },
      `${stillUse(`secrets ${database}, ${parameter}`)} ${retain(`{ secrets: ["${database}","${parameter}"] }`)}`,
    ],
    [
      "has a role where the next one has none",
      serviceJson(),
      { ...asDeclared, taskRole: roleArn("Lab-web-task") },
      `${stillUse("task role Lab-web-task")} ${retain("{ taskRole: [<the statements that it had>] }")}`,
    ],
    [
      "runs on instances that the cluster no longer has",
      serviceJson(),
      { ...asDeclared, providers: ["FARGATE", "instances-Lab"] },
      `${stillUse("capacity providers instances-Lab")} Put cluster.ec2Capacity (or cluster.fargateCapacityProviders) back and ` +
        "deploy. Instances can go once a release has moved every service to another compute.",
    ],
    [
      "has the execution role whose name is changed",
      serviceJson({ settings: { names: { taskExecutionRole: "other" } } }),
      asDeclared,
      `${stillUse("execution role Lab-web-execution")} A service keeps its execution role: remove ` +
        "services.web.names.taskExecutionRole.",
    ],
    [
      "writes to the log group whose name is changed",
      serviceJson({ settings: { names: { logGroup: "other" } } }),
      asDeclared,
      `${stillUse("log group /ecs/Lab-web")} A service keeps its log group: remove services.web.names.logGroup.`,
    ],
  ])("%s is refused", (_, json, running, message) => {
    expect(refusals(json, running)).toEqual([message]);
  });

  it.each([
    [
      "listens on a port that is retained",
      serviceJson(retaining({ containerPort: 8080 })),
      { ...asDeclared, ports: [8080] },
    ],
    [
      "fetches keys of secrets that are retained",
      serviceJson(retaining({ secrets: [database, parameter] })),
      { ...asDeclared, container: withSecrets },
    ],
    [
      "has a role that is retained",
      serviceJson(retaining({ taskRole: role })),
      { ...asDeclared, taskRole: roleArn("Lab-web-task") },
    ],
    [
      "has a role that the next one has",
      serviceJson({ settings: { taskRole: role } }),
      { ...asDeclared, taskRole: roleArn("Lab-web-task") },
    ],
    [
      "runs on instances that the cluster still has",
      serviceJson({ platform: { capacity: { ...plainPlatform.capacity, ec2CapacityProvider: "instances-Lab" } } }),
      { ...asDeclared, providers: ["instances-Lab"] },
    ],
    [
      "fetches other keys of secrets that the next one fetches",
      serviceJson({
        settings: { container: { ...plainService.container, secrets: { A: `${database}:other::`, B: parameter } } },
      }),
      { ...asDeclared, container: withSecrets },
    ],
  ])("%s is made", (_, json, running) => {
    expect(refusals(json, running)).toEqual([]);
  });
});
