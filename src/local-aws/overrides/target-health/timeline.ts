import type { TargetHealth } from "@aws-sdk/client-elastic-load-balancing-v2";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface HealthCheck {
  readonly intervalSeconds: number;
  /** Checks in a row until an unhealthy target is healthy. */
  readonly healthyThreshold: number;
  /** Checks in a row until a healthy target is unhealthy. */
  readonly unhealthyThreshold: number;
}

export type State = "initial" | "healthy" | "unhealthy";

/** Since when a target answers its health checks, or does not, and what its state was before. */
export interface Observation {
  readonly answers: boolean;
  /** In milliseconds. */
  readonly since: number;
  readonly before: State;
}

/**
 * What is seen of a target now, after what was seen before. A new target that answers is healthy at once: on AWS it takes as
 * many checks as one that was unhealthy.
 */
export function observe(last: Observation | undefined, answers: boolean, now: number, check: HealthCheck): Observation {
  if (last?.answers === answers) return last;
  if (last === undefined) return { answers, since: now, before: answers ? "healthy" : "initial" };
  return { answers, since: now, before: stateAt(last, now, check) };
}

/** A target's state changes after as many checks in a row as its target group asks for. */
export function stateAt({ answers, since, before }: Observation, now: number, check: HealthCheck): State {
  const checks = answers ? check.healthyThreshold : check.unhealthyThreshold;
  if (now - since < checks * check.intervalSeconds * 1000) return before;
  return answers ? "healthy" : "unhealthy";
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export function healthOf(state: State): TargetHealth {
  switch (state) {
    case "healthy":
      return { State: "healthy" };
    case "initial":
      return {
        State: "initial",
        Reason: "Elb.InitialHealthChecking",
        Description: "Initial health checks in progress",
      };
    case "unhealthy":
      return { State: "unhealthy", Reason: "Target.Timeout", Description: "Request timed out" };
  }
}
