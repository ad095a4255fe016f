import type { Clash } from "./clash";
import type { Environment } from "./schema";

/**
 * An account knows an identity provider once: the second that makes it fails. Which account an environment without
 * `account` is in is known to its credentials only, so it may be in any.
 */
export function* githubClashes(environments: readonly Environment[]): Generator<Clash> {
  const makers = environments.filter(({ github }) => github?.provider === "create");
  for (const [index, { name, account }] of makers.entries()) {
    const other = makers
      .slice(0, index)
      .find((earlier) => earlier.account === undefined || account === undefined || earlier.account === account);
    if (other === undefined || other.name === name) continue;
    yield {
      environment: name,
      path: ["github", "provider"],
      explanation: {
        fault: `${other.name} already makes the identity provider of GitHub, ${account !== undefined && account === other.account ? `in the same account ${account}` : "maybe in the same account"}`,
        allowed: '"create" in one environment of an account, "existing" in the others',
        remedy: 'Write "existing" here, or set account in both if they are in different ones.',
      },
    };
  }
}
