import type { SecurityRule } from "./rule";
import { securityRules } from "./rules";

const noFirewall =
  "It has no firewall, which costs 5 USD a month and one for each rule: it is open to testers, not to customers.";
const noCertificate = "It has no domain, and so no certificate: nothing that customers entered passes through it.";
const noKey = "It has no key of its own, which costs 1 USD a month: AWS's keys encrypt what it keeps.";
const noAlarms = "Nobody is to be woken by it: it has neither alarms nor a topic for them.";

/**
 * What one environment does without as a whole, and why: by the words of a security rule. It follows from what the
 * environment has chosen in its own file; a check that one resource fails in every environment is waived beside its code,
 * with `waive`.
 */
export const relaxed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  staging: {
    "VPC flow logs are on": "They cost by the GB, and there is no traffic of customers to look into.",
    "AWS's services are reached through endpoints":
      "One NAT gateway carries its calls, for less than endpoints in two zones cost.",
    "HTTPS; HTTP only redirects to it": noCertificate,
    "TLS 1.2 or newer, with strong ciphers": noCertificate,
    "it cannot be deleted by accident": "It is torn down and made again.",
    "requests are logged": "A test that fails is looked into in the tasks' own logs.",
    "a web application firewall stands before it": noFirewall,
    "the firewall blocks known attacks, Log4j's among them": noFirewall,
    "what the firewall does is logged": noFirewall,
    "the test listener is closed to the world":
      "Testers reach a release from everywhere, before and after traffic moves.",
    "ECS Exec is logged, and encrypted with a customer key": "None of its services can be entered by ECS Exec.",
    "images are encrypted with KMS": noKey,
    "keys rotate": noKey,
    "keys have a policy that names who may use them": noKey,
    "logs are encrypted with a customer key": noKey,
    "logs are kept for a year at least, and not for ever": "What a test wrote is of no use after a month.",
    "workflows on GitHub take a role from one repository, and one branch, environment or pull requests":
      "People apply it from their own machines: it has no roles for workflows.",
    "an alarm reaches someone": noAlarms,
    "topics are encrypted": noAlarms,
    "deployments watch alarms, and are rolled back by one": noAlarms,
    "access is logged": "Whoever may change staging may read its state: there is nothing to find out.",
  },
};

/** What an environment does without, and why. */
export function relaxedIn(environment: string): Readonly<Record<string, string>> {
  return relaxed[environment] ?? {};
}

/** checkov's checks that belong to it. */
export function relaxedChecks(environment: string): Readonly<Record<string, string>> {
  const rules = relaxedIn(environment);
  const checksOf = ({ ids }: SecurityRule) => ids.filter((id) => id.startsWith("CKV"));
  return Object.fromEntries(
    securityRules.flatMap((rule) => {
      const reason = rules[rule.rule];
      return reason === undefined ? [] : checksOf(rule).map((check) => [check, reason]);
    }),
  );
}
