import fc from "fast-check";
import { markers } from "../../../script/record-plans/edits";
import { readPlanJson } from "../../../src/operations/review/plan/plan-json";
import { renderJson } from "../../../src/operations/review/render/json";
import { renderMarkdown } from "../../../src/operations/review/render/markdown";
import { renderText } from "../../../src/operations/review/render/text";
import { review } from "../../../src/operations/review/review";
import { recordedNames, recordedText } from "./support";

const marker = "MARKER-of-a-secret";

function everyRendering(text: string): string {
  const found = review(readPlanJson(text, "plan.json"));
  return [renderText(found), renderMarkdown(found), renderJson(found)].join("\n");
}

/** A value, and the mask that says which parts of it are sensitive: those that hold the marker. */
interface Masked {
  readonly value: unknown;
  readonly mask: unknown;
}

/** Names that rules look for, so that generated values get as far as the rules' inside. */
const attributes = fc.constantFrom(
  ..."action actions alarm_configuration alarms arn assume_role_policy auto_rollback_configuration before cidr_blocks cidr_ipv4".split(
    " ",
  ),
  ..."condition default_action deployment_config_name deployment_controller enable_deletion_protection enabled encrypted forward".split(
    " ",
  ),
  ..."from_port id ingress kms_key_id listener_arn listener_arns load_balancer_info name network_configuration policy policy_arn".split(
    " ",
  ),
  ..."port priority prod_traffic_route protocol subnets tags target_group target_group_arn target_group_pair_info type weight".split(
    " ",
  ),
  "__proto__",
  "constructor",
);

const masked = fc.letrec<{ tree: Masked; leaf: Masked; secret: Masked; list: Masked; block: Masked }>((tie) => ({
  leaf: fc
    .oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom("0.0.0.0/0", "CODE_DEPLOY", "*"))
    .map((value) => ({ value, mask: false })),
  secret: fc.constantFrom(marker, [marker], { value: marker }).map((value) => ({ value, mask: true })),
  list: fc
    .array(tie("tree"), { maxLength: 3 })
    .map((parts) => ({ value: parts.map(({ value }) => value), mask: parts.map(({ mask }) => mask) })),
  block: fc.dictionary(attributes, tie("tree"), { maxKeys: 5 }).map(block),
  tree: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("secret"), tie("list"), tie("block")),
}));

function block(parts: Readonly<Record<string, Masked>>): Masked {
  const each = (pick: (part: Masked) => unknown) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, pick(part)]));
  return { value: each(({ value }) => value), mask: each(({ mask }) => mask) };
}

/** What people write into containers; AWS would refuse some of it, but only at the apply. */
const containers = fc
  .array(
    fc.record(
      {
        name: fc.constantFrom("web", "proxy", null),
        image: fc.constantFrom("web:1", "web:2"),
        environment: fc.array(
          fc.oneof(fc.record({ name: fc.constantFrom("A", "B"), value: fc.constant(marker) }), fc.constant(marker)),
          { maxLength: 2 },
        ),
        secrets: fc.array(fc.record({ name: fc.constant("S"), valueFrom: fc.constant(marker) }), { maxLength: 1 }),
        command: fc.constant([marker]),
        dockerLabels: fc.constant({ label: marker }),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  )
  .map((list) => JSON.stringify(list));

const side = fc
  .tuple(masked.block, fc.option(fc.oneof(containers, fc.string()), { nil: undefined }))
  .map(([{ value, mask }, definitions]) => ({
    value: { ...(value as object), ...(definitions !== undefined && { container_definitions: definitions }) },
    mask,
  }));

const types =
  "aws_codedeploy_deployment_group aws_ecs_cluster aws_ecs_service aws_ecs_task_definition aws_iam_role_policy aws_lb " +
  "aws_lb_listener aws_lb_listener_rule aws_lb_target_group aws_s3_bucket_public_access_block aws_security_group aws_subnet " +
  "aws_vpc_security_group_ingress_rule aws_whatever";

const resource = fc
  .tuple(fc.constantFrom(...types.split(" ")), fc.constantFrom("a", "b", "c"))
  .map(([type, name]) => ({ address: `${type}.${name}`, mode: "managed", type, name }));

const actions = fc.constantFrom(
  ...[
    ["create"],
    ["update"],
    ["delete"],
    ["no-op"],
    ["create", "delete"],
    ["delete", "create"],
    ["forget"],
    [],
    ["new"],
  ],
);

const change = fc
  .tuple(resource, actions, side, side, fc.jsonValue({ maxDepth: 2 }), fc.array(fc.array(attributes, { maxLength: 2 })))
  .map(([which, verbs, before, after, unknown, paths]) => ({
    ...which,
    change: {
      actions: verbs,
      before: verbs.includes("create") && verbs.length === 1 ? null : before.value,
      before_sensitive: before.mask,
      after: verbs.includes("delete") && verbs.length === 1 ? null : after.value,
      after_sensitive: after.mask,
      after_unknown: unknown,
      replace_paths: paths,
    },
  }));

const prior = fc
  .tuple(resource, masked.block)
  .map(([which, { value, mask }]) => ({ ...which, values: value, sensitive_values: mask }));

const plans = fc
  .record({
    errored: fc.boolean(),
    complete: fc.boolean(),
    applyable: fc.boolean(),
    resource_changes: fc.array(change, { maxLength: 8 }),
    resource_drift: fc.array(change, { maxLength: 4 }),
    resources: fc.array(prior, { maxLength: 8 }),
  })
  .map(({ resources, ...plan }) =>
    JSON.stringify({ format_version: "1.2", ...plan, prior_state: { values: { root_module: { resources } } } }),
  );

describe("a review of any plan", () => {
  it("ends, and prints no value that is sensitive or may be", () => {
    fc.assert(
      fc.property(plans, (text) => {
        expect(everyRendering(text)).not.toContain("MARKER");
      }),
      { numRuns: 1000 },
    );
  });

  it("ends for any JSON in a plan's places", () => {
    const fields = [
      "resource_changes",
      "resource_drift",
      "prior_state",
      "output_changes",
      "checks",
      "deferred_changes",
    ];
    const anything = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(anything, (plan) => {
        const text = JSON.stringify({ ...plan, format_version: "1.2", errored: false });
        expect(everyRendering(text)).toContain("Plan");
      }),
    );
  });
});

describe("a review of a real plan with secrets", () => {
  it.each(recordedNames)("%s prints none of them", (name) => {
    const text = recordedText(name);
    for (const one of Object.values(markers)) {
      if (name === "secrets") expect(text).toContain(one);
      expect(everyRendering(text)).not.toContain(one);
    }
  });
});
