import type { DeploymentSettings } from "../release/service/deployment-group";
import type { Target } from "../release/target/environment-contract";
import type { Output } from "../release/output/output";
import type { Prepared } from "../release/plan/preflight";
import type { Colour } from "../release/service/snapshot";
import type { Recorder } from "./recorder";

/** What was seen at one moment, in words of AWS's and of CodeDeploy's two roles: original and replacement. */
export type Facts = Readonly<Record<string, string>>;

/** A run of the scenarios against one service. */
export interface ConformanceRun {
  /** With clients that the recorder listens to. */
  readonly target: Target;
  readonly recorder: Recorder;
  readonly output: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The revision that is live, checked and planned: what every scenario deploys. */
  readonly prepared: Prepared;
  /** Scenario and moment to what was seen. */
  readonly scenarios: Record<string, Record<string, Facts>>;
  /** Ids of the deployments that the run created. */
  readonly deployments: string[];
}

/** The colour that is not this one. */
export function otherColour(colour: Colour): Colour {
  return colour === "blue" ? "green" : "blue";
}

/** Every deployment of a run has a description that begins so. */
export const descriptionPrefix = "conformance:";

/** Thrown after Ctrl-C: what was changed is put back, and the command ends. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("Interrupted.");
  }
}

/** How long the deployments of a run wait: a group without one of the waits has no such moment. */
export function hasReadyWait({ readyWaitMinutes }: DeploymentSettings): boolean {
  return readyWaitMinutes > 0;
}
