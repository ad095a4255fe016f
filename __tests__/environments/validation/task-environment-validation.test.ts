import { describe as worded, formatPath } from "../../../src/lib/problem";
import { taskEnvironmentProblems } from "../../../src/environments/validation/task-environment-validation";
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

describe("the image of a sidecar", () => {
  const ecr = (region: string) => `123456789012.dkr.ecr.${region}.amazonaws.com/shop/proxy:1`;
  const problemsOf = (egress: "none" | "single-nat", image: string) =>
    [
      ...taskEnvironmentProblems({
        region: "ap-northeast-1",
        network: { egress },
        services: { web: parseTask({ sidecars: { proxy: { image } } }) },
      }),
    ].map(({ path, explanation }) => `${formatPath(path)}: ${worded(explanation)}`);

  it.each(["envoyproxy/envoy:v1.30.0", "public.ecr.aws/docker/library/nginx:1", ecr("us-east-1")])(
    "is not %s where tasks reach nothing but AWS in their region",
    (image) => {
      expect(problemsOf("none", image)).toEqual([
        `services.web.sidecars.proxy.image: "${image}" is in a registry that tasks cannot reach while network.egress is "none". Allowed: images in ECR in ap-northeast-1, or any with a NAT gateway. Copy it to a repository of ECR, or set network.egress to "single-nat" or "nat-per-zone".`,
      ]);
      expect(problemsOf("single-nat", image)).toEqual([]);
    },
  );

  it("may be one of ECR in the region", () => {
    expect(problemsOf("none", ecr("ap-northeast-1"))).toEqual([]);
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
