import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import { UsageError } from "../lib/errors";
import type { AppSpec } from "../lib/app-spec";
import { appSpecOfDeployment } from "./deployments";
import { revisionName, revisionNumber } from "./task-definition";

/** A deployment that succeeded and can be repeated. */
export interface Success {
  readonly deploymentId: string;
  readonly appSpec: AppSpec;
  /** As it was deployed, to the letter. */
  readonly content: string;
}

/** Those of these deployments whose AppSpec can be read, in their order. */
export function successes(deployments: readonly DeploymentInfo[]): Success[] {
  return deployments.flatMap((info) => {
    const appSpec = appSpecOfDeployment(info);
    const content = info.revision?.appSpecContent?.content;
    if (info.status !== "Succeeded" || appSpec === undefined || content === undefined) return [];
    return [{ deploymentId: info.deploymentId ?? "", appSpec, content }];
  });
}

/** What a rollback deploys: a success of the past, or a revision that no deployment carried. */
export type RollbackTarget =
  { readonly kind: "success"; readonly success: Success } | { readonly kind: "revision"; readonly arn: string };

/**
 * The last revision that succeeded before the one that is live.
 *
 * @param history newest first
 * @param declaredArn revision that Terraform declares
 */
export function previousRevision(
  history: readonly Success[],
  liveArn: string,
  declaredArn: string,
): RollbackTarget | undefined {
  const success = history.find(({ appSpec }) => appSpec.taskDefinitionArn !== liveArn);
  if (success !== undefined) return { kind: "success", success };
  // The revision with which Terraform created the service was never deployed, yet it ran. One that is declared later
  // has a higher number than those deployed, and has never run.
  const deployed = [liveArn, ...history.map(({ appSpec }) => appSpec.taskDefinitionArn)];
  const first = deployed.every((arn) => revisionNumber(declaredArn) < revisionNumber(arn));
  return first ? { kind: "revision", arn: declaredArn } : undefined;
}

/**
 * The revision that `--to` names: "7", "family:7" or an ARN. Its last success is repeated as it was, network and
 * platform included.
 *
 * @throws UsageError when it is no revision of the service's family
 */
export function namedRevision(history: readonly Success[], wanted: string, liveArn: string): RollbackTarget {
  const family = revisionName(liveArn).replace(/:\d+$/, "");
  const match = /^(?:(?:arn:[^/]+\/)?([\w-]+):)?(\d+)$/.exec(wanted);
  if (match === null || (match[1] !== undefined && match[1] !== family)) {
    throw new UsageError(`--to "${wanted}" is no revision of ${family}. Write its number, for example --to 7.`);
  }
  const arn = `${liveArn.slice(0, liveArn.lastIndexOf(":"))}:${match[2] ?? ""}`;
  const success = history.find(({ appSpec }) => appSpec.taskDefinitionArn === arn);
  return success === undefined ? { kind: "revision", arn } : { kind: "success", success };
}
