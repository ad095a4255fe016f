import { z } from "zod";
import { errorOf, section, text, wholeBetween, type Rule } from "../rule";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions */
const host: Rule<string> = {
  kind: "a host name that a rule can match",
  allowed: 'up to 128 letters, digits and the characters - . * ? with at least one "."; without port and path',
  remedy: 'Write the name that clients use, such as "api.example.com" or "*.example.com".',
  test: (name) => name.length <= 128 && /^[a-zA-Z0-9*?-]+(\.[a-zA-Z0-9*?-]+)+$/.test(name),
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions */
const path: Rule<string> = {
  kind: "a path that a rule can match",
  allowed: 'up to 128 letters, digits and the characters _ - . $ / ~ " \' @ : + & * ?, "/" first',
  remedy: 'Write the path alone, such as "/api/*"; "/*" matches everything.',
  test: (pattern) => pattern.length <= 128 && /^\/[\w.$/~"'@:+&*?-]*$/.test(pattern),
};

/** A rule takes five values in all its conditions together, so no list is longer. */
function patterns(rule: Rule<string>) {
  const error = errorOf({
    kind: "a list of patterns",
    allowed: "1 to 5 texts in a list",
    remedy: "Write [ ... ] here, or leave it out.",
  });
  return z.array(text(rule), { error }).refine((list) => list.length >= 1 && list.length <= 5, { error });
}

/**
 * Which requests a service gets, where several share the load balancer. With hosts and paths a request must match one of each.
 * Free of charge up to the balancer's capacity units.
 */
export const route = section({
  /** Rules are tried from the lowest number to the highest; each is given once. */
  priority: wholeBetween(1, 50_000, {
    kind: "a priority of a listener rule",
    remedy: "Leave gaps, such as 100, 200, so that another fits between.",
  }),
  /** Host names, with the wildcards * and ?. @default any host */
  hosts: patterns(host).optional(),
  /** Paths, with the wildcards * and ?. @default any path */
  paths: patterns(path).optional(),
});
