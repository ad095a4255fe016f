import { UsageError } from "../../../lib/errors";
import { show } from "../../../lib/problem";
import { testListenersIn } from "../network/configured-listeners";
import { isRecord, getList, getString, type Values } from "./values";

/** What `terraform show -json` prints of a plan, as far as a review reads it. https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly terraformVersion: string | undefined;
  /** When it was made. Nothing else tells a plan's age, neither the serial nor the lineage of the state it was made of. */
  readonly timestamp: string | undefined;
  readonly errored: boolean;
  /** Terraform before 1.8 does not say; then it is undefined. */
  readonly complete: boolean | undefined;
  readonly applyable: boolean | undefined;
  readonly resourceChanges: readonly ChangeJson[];
  readonly resourceDrift: readonly ChangeJson[];
  /** Put off until what they depend on is known. */
  readonly deferred: readonly ChangeJson[];
  readonly outputChanges: Values;
  /** All resources as they are now, after the refresh, those of modules too. */
  readonly priorResources: readonly PriorResource[];
  /** Addresses of listeners that are for tests alone, those that the plan creates included. */
  readonly testListeners: ReadonlySet<string>;
  /** Objects of `check` blocks and conditions that did not pass. */
  readonly failedChecks: readonly string[];
}

export interface ChangeJson {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly previousAddress: string | undefined;
  readonly reason: string | undefined;
  readonly change: Values;
}

export interface PriorResource {
  readonly address: string;
  readonly type: string;
  readonly values: unknown;
  readonly sensitive: unknown;
}

/**
 * Reads the JSON of a plan.
 *
 * @param source what a message calls it: the path of the file
 * @throws UsageError for what is no plan, or a plan in a format that this reader does not know
 */
export function readPlanJson(text: string, source: string): PlanJson {
  const plan = parsed(text, source);
  const format = getString(plan, "format_version");
  if (format === undefined || !isPlan(plan)) {
    throw new UsageError(
      `${source}: this is JSON, but not a plan's. Allowed: what \`terraform show -json <plan file>\` prints. ` +
        "Make a plan with `terraform plan -out=plan`, then give this command the file.",
    );
  }
  if (!format.startsWith("1.")) {
    throw new UsageError(
      `${source}: format_version ${show(format)} is not one that this review reads. Allowed: 1.x, which Terraform writes ` +
        "since 1.1. Use a Terraform that writes it, or a newer version of this project.",
    );
  }
  return {
    terraformVersion: getString(plan, "terraform_version"),
    timestamp: getString(plan, "timestamp"),
    errored: plan["errored"] === true,
    complete: flag(plan["complete"]),
    applyable: flag(plan["applyable"]),
    resourceChanges: changesIn(plan["resource_changes"]),
    resourceDrift: changesIn(plan["resource_drift"]),
    deferred: changesIn(getList(plan, "deferred_changes").map((one) => (isRecord(one) ? one["resource_change"] : one))),
    outputChanges: isRecord(plan["output_changes"]) ? plan["output_changes"] : {},
    priorResources: priorResources(plan["prior_state"]),
    testListeners: testListenersIn(plan["configuration"]),
    failedChecks: failedChecks(plan["checks"]),
  };
}

function parsed(text: string, source: string): Values {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    // The parser's own message quotes what it stumbled over, which may be a secret.
    throw new UsageError(
      `${source}: this is not JSON. Allowed: what \`terraform show -json <plan file>\` prints, or the plan file itself. ` +
        "Was the output cut, or mixed with messages on standard error?",
    );
  }
}

/** A state has a format_version too. A plan of an empty stack may have no resource_changes. */
function isPlan(plan: Values): boolean {
  return ["resource_changes", "planned_values", "output_changes", "errored"].some((field) => field in plan);
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function changesIn(value: unknown): readonly ChangeJson[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown): ChangeJson[] => {
    const address = getString(one, "address");
    if (!isRecord(one) || address === undefined || !isRecord(one["change"])) return [];
    return [
      {
        address,
        mode: one["mode"] === "data" ? "data" : "managed",
        type: getString(one, "type") ?? "",
        name: getString(one, "name") ?? "",
        previousAddress: getString(one, "previous_address"),
        reason: getString(one, "action_reason"),
        change: one["change"],
      },
    ];
  });
}

function priorResources(prior: unknown): readonly PriorResource[] {
  const found: PriorResource[] = [];
  const modules: unknown[] = [
    isRecord(prior) && isRecord(prior["values"]) ? prior["values"]["root_module"] : undefined,
  ];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const resource of getList(module, "resources")) {
      const address = getString(resource, "address");
      if (!isRecord(resource) || address === undefined || resource["mode"] === "data") continue;
      const { values, sensitive_values: sensitive } = resource;
      found.push({ address, type: getString(resource, "type") ?? "", values, sensitive });
    }
    for (const child of getList(module, "child_modules")) modules.push(child);
  }
  return found;
}

function failedChecks(checks: unknown): readonly string[] {
  if (!Array.isArray(checks)) return [];
  return checks.flatMap((check: unknown) => {
    const status = getString(check, "status");
    return status === "fail" || status === "error" ? [getString(check, "address", "to_display") ?? "a check"] : [];
  });
}
