type Block = Readonly<Record<string, unknown>>;

/** Of what stays as it is, a review looks at these: where traffic goes, what runs behind it, who may talk to it, with which rights. */
const lookedAt = new Set([
  "aws_codedeploy_deployment_group",
  "aws_ecs_service",
  "aws_ecs_task_definition",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_security_group",
  "aws_security_group_rule",
  "aws_subnet",
  "aws_vpc_endpoint",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
]);

/**
 * A plan's JSON without the bulk that no review reads: what stays as it is and is not looked at, and the configuration.
 * One line for each resource, so that a difference is readable.
 */
export function scrubbed(text: string): string {
  const plan = JSON.parse(text) as Block;
  const prior = plan["prior_state"] as Block | undefined;
  const left = new Set(["configuration", "planned_values", "relevant_attributes"]);
  const small = {
    ...Object.fromEntries(Object.entries(plan).filter(([name]) => !left.has(name))),
    ...(plan["resource_changes"] !== undefined && {
      resource_changes: listOf(plan["resource_changes"]).filter(
        ({ change, previous_address: moved }) => changes(change) || moved !== undefined,
      ),
    }),
    ...(plan["output_changes"] !== undefined && {
      output_changes: Object.fromEntries(
        Object.entries(plan["output_changes"] as Block).filter(([, change]) => changes(change)),
      ),
    }),
    ...(prior !== undefined && { prior_state: { ...prior, values: withFewer(prior["values"]) } }),
  };
  const fields = Object.entries(small).map(([name, value]) => `${JSON.stringify(name)}: ${lines(value)}`);
  return `{\n${fields.join(",\n")}\n}\n`;
}

function withFewer(values: unknown): unknown {
  const root = ((values as Block | undefined)?.["root_module"] ?? {}) as Block;
  const resources = listOf(root["resources"]).filter(({ type }) => lookedAt.has(String(type)));
  return { root_module: { resources: resources.map((one) => ({ ...one, values: filled(one["values"]) })) } };
}

/** Without what says nothing, and without tags. */
function filled(values: unknown): unknown {
  return Object.fromEntries(
    Object.entries((values ?? {}) as Block).filter(
      ([name, value]) => !name.startsWith("tags") && !["null", '""', "[]", "{}"].includes(JSON.stringify(value)),
    ),
  );
}

function changes(change: unknown): boolean {
  const { actions } = change as { readonly actions: readonly string[] };
  return !actions.every((action) => action === "no-op" || action === "read");
}

function listOf(value: unknown): readonly Block[] {
  return (value ?? []) as readonly Block[];
}

function lines(value: unknown): string {
  return Array.isArray(value) && value.length > 0
    ? `[\n${value.map((element) => JSON.stringify(element)).join(",\n")}\n]`
    : JSON.stringify(value);
}
