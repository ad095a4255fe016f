import type { Action, Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import { meets } from "./conditions";
import type { ListenerRequest } from "./listener-request";

/** The rule that decides: of those whose conditions are all met, the one with the lowest priority number. */
export function chooseRule(rules: readonly Rule[], request: ListenerRequest): Rule | undefined {
  return [...rules]
    .sort((one, other) => priorityOf(one) - priorityOf(other))
    .find((rule) => rule.Conditions?.every((condition) => meets(request, condition)) ?? true);
}

/** The default rule, whose priority is the word "default", comes last. */
function priorityOf(rule: Rule): number {
  return rule.IsDefault === true ? Infinity : Number(rule.Priority);
}

/** A rule's actions in the order in which they are performed: what authenticates a caller comes before what answers it. */
export function actionsInOrder(rule: Rule): Action[] {
  return [...(rule.Actions ?? [])].sort((one, other) => (one.Order ?? 0) - (other.Order ?? 0));
}
