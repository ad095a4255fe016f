import { ignoredAttributes } from "../../../../lib/terraform/ignored-attributes";
import { type Declared, resources } from "../../../../lib/terraform/stack-json";
import { about, type Finding } from "../../finding";
import type { Subject } from "../../plan/subject";
import { getValue, isRecord, getString, getStrings } from "../../plan/values";

/**
 * What the code should leave to CodeDeploy, and does not. A plan says nothing of ignore_changes: this looks at the
 * synthesized JSON, where there is one.
 */
export function ignoreListFindings({ stack, constructPaths }: Subject): readonly Finding[] {
  if (stack === undefined) return [];
  const types = new Set(always.map(({ resource }) => resource));
  return resources(stack, ...types).flatMap((declared) => {
    const ignored = getStrings(declared.block, "lifecycle", "ignore_changes");
    const ofType = always.filter(({ resource }) => resource === declared.type);
    const missing = ofType.map(({ attribute }) => attribute).filter((attribute) => !ignored.includes(attribute));
    if (missing.length === 0 || !isDeployed(declared)) return [];
    const { address, id } = declared;
    return [
      {
        id: "ignore-list-missing",
        severity: "warn",
        ...about({ address, constructPath: constructPaths.get(address) ?? id }),
        what: `The code does not ignore changes of ${missing.join(", ")}.`,
        why: "After the next release a plan undoes what it did: AWS refuses that, or live traffic moves.",
        todo: `Add ${missing.join(", ")} to ignore_changes, as this project's constructs do.`,
      },
    ];
  });
}

const always = ignoredAttributes.filter(({ when }) => when === "always");

/** A service of another controller, and a listener that only redirects, are no release's. */
function isDeployed({ type, block }: Declared): boolean {
  if (type === "aws_ecs_service") return getString(first(block["deployment_controller"]), "type") === "CODE_DEPLOY";
  const actions = block[type === "aws_lb_listener" ? "default_action" : "action"];
  return getString(first(actions), "type") === "forward";
}

/** Terraform JSON has a block as an object, or as a list of one. */
function first(blocks: unknown): unknown {
  return isRecord(blocks) ? blocks : getValue(blocks, 0);
}
