import type { Conflict } from "./conflict";
import type { Environment } from "../schema";

/** An account knows an identity provider once: the second that makes it fails. */
export function* githubClashes(environments: readonly Environment[]): Generator<Conflict> {
  const makers = environments.flatMap(({ name, account, github }) =>
    github?.provider === "create" && account !== undefined ? [{ name, account }] : [],
  );
  for (const [index, { name, account }] of makers.entries()) {
    const other = makers.slice(0, index).find((earlier) => earlier.account === account);
    if (other === undefined || other.name === name) continue;
    yield {
      environment: name,
      path: ["github", "provider"],
      explanation: {
        fault: `${other.name} already makes the identity provider of GitHub, in the same account ${account}`,
        allowed: '"create" in one environment of an account, "existing" in the others',
        remedy: 'Write "existing" here.',
      },
    };
  }
}
