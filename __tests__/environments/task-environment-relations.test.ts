import { describe as worded, formatPath } from "../../src/lib/problem";
import { taskEnvironmentProblems } from "../../src/environments/task-environment-relations";
import { parseTask } from "./task";

const secrets = { KEY: "arn:aws:ssm:ap-northeast-1:123456789012:parameter/shop/key" };

function problems(
  permissions: "aws-managed-policies" | "least-privilege",
  task: Readonly<Record<string, unknown>>,
  names: { readonly service?: string } = {},
): readonly string[] {
  const known = { project: "Shop", permissions, services: { web: { ...parseTask(task), names } } };
  return [...taskEnvironmentProblems(known)].map(
    ({ path, explanation }) => `${formatPath(path)}: ${worded(explanation)}`,
  );
}

describe("secrets", () => {
  const task = { container: { secrets }, sidecars: { proxy: { image: "envoy:1", secrets }, agent: { image: "a:1" } } };

  it("can be read with rights that are made for the service", () => {
    expect(problems("least-privilege", task)).toEqual([]);
  });

  it("cannot be read with AWS's own policies", () => {
    const rest =
      'given with permissions "aws-managed-policies", which let no task read a secret. Allowed: secrets with permissions "least-privilege". Set permissions to "least-privilege", or do without secrets.';
    expect(problems("aws-managed-policies", task)).toEqual([
      `services.web.container.secrets: ${rest}`,
      `services.web.sidecars.proxy.secrets: ${rest}`,
    ]);
  });

  it("are not asked for", () => {
    expect(problems("aws-managed-policies", {})).toEqual([]);
  });
});

describe("a sidecar", () => {
  const named = (name: string) => ({ sidecars: { [name]: { image: "envoy:1" } } });
  const message = (name: string) =>
    `services.web.sidecars.${name}: "${name}" is the name of the service's own container in AWS. Allowed: a name of its own for each container of a task. Rename the sidecar.`;

  it("has another name than the service's own container, derived or given", () => {
    expect(problems("least-privilege", named("Shop-web"))).toEqual([message("Shop-web")]);
    expect(problems("least-privilege", named("Portal"), { service: "Portal" })).toEqual([message("Portal")]);
  });

  it("may have any other", () => {
    expect(problems("least-privilege", named("web"))).toEqual([]);
    expect(problems("least-privilege", named("Shop-web"), { service: "Portal" })).toEqual([]);
  });
});
