import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type SuspendedState,
} from "@aws-sdk/client-application-auto-scaling";
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import { z } from "zod";
import { isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import { finding } from "../plan/problems";
import { commandLine, type ServiceReference } from "../target/service-reference";

const suspensionSchema = z.object({
  resourceId: z.string(),
  /** What was suspended before, and has to be again. */
  previous: z.object({ scaleIn: z.boolean(), scaleOut: z.boolean() }),
  since: z.string(),
  /** ARN of who suspended it. */
  by: z.string(),
});

/**
 * The note a release leaves before it suspends scaling and removes when scaling is restored: whatever is suspended while
 * the note is there is ours, and the note says how to put it back. It stands in a parameter beside the contract, not in
 * a tag of the scalable target, which Terraform would plan to remove.
 */
export type Suspension = z.output<typeof suspensionSchema>;

export interface ScalingState {
  readonly resourceId: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly scaleInSuspended: boolean;
  readonly scaleOutSuspended: boolean;
}

const kind = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;

function suspensionParameterName({ environment, serviceKey }: ServiceReference): string {
  return `/${environment}/${serviceKey}/suspended-scaling`;
}

/** How the service scales; undefined where nothing scales it. */
export async function loadScaling({ aws, contract }: Target): Promise<ScalingState | undefined> {
  const resourceId = contract.scalingResourceId;
  if (resourceId === null) return undefined;
  const { ScalableTargets } = await aws.scaling.send(
    new DescribeScalableTargetsCommand({ ...kind, ResourceIds: [resourceId] }),
  );
  const target = ScalableTargets?.[0];
  if (target === undefined) return undefined;
  return {
    resourceId,
    minimum: target.MinCapacity ?? 0,
    maximum: target.MaxCapacity ?? 0,
    scaleInSuspended: target.SuspendedState?.DynamicScalingInSuspended ?? false,
    scaleOutSuspended: target.SuspendedState?.DynamicScalingOutSuspended ?? false,
  };
}

/** The note of a release that has not restored scaling yet. */
export async function loadSuspension({ aws, contract }: Target): Promise<Suspension | undefined> {
  try {
    const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: suspensionParameterName(contract) }));
    return suspensionSchema.parse(JSON.parse(Parameter?.Value ?? ""));
  } catch (error) {
    if (isNamed(error, "ParameterNotFound")) return undefined;
    throw error;
  }
}

/**
 * Suspends scaling in and out for the time of a shift: CodeDeploy counts on a replacement that stays as large as it
 * was planned. Scheduled actions go on; one that is missed would not be made up for.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-auto-scaling.html
 *
 * @returns whether there was anything to suspend
 */
export async function suspendScaling(target: Target, by: string): Promise<boolean> {
  const { aws, contract } = target;
  const scaling = await loadScaling(target);
  if (scaling === undefined || (scaling.scaleInSuspended && scaling.scaleOutSuspended)) return false;
  const suspension: Suspension = {
    resourceId: scaling.resourceId,
    previous: { scaleIn: scaling.scaleInSuspended, scaleOut: scaling.scaleOutSuspended },
    since: new Date().toISOString(),
    by,
  };
  const name = suspensionParameterName(contract);
  try {
    // The note comes first: a crash between the two calls leaves a note too many, never a suspension without one.
    await aws.ssm.send(
      new PutParameterCommand({
        Name: name,
        Type: "String",
        Value: JSON.stringify(suspension),
        Description: "Scaling is suspended during a release; how it was before",
        Overwrite: false,
      }),
    );
  } catch (error) {
    if (isNamed(error, "ParameterAlreadyExists")) throw leftBehind(contract, scaling.resourceId);
    throw error;
  }
  try {
    await setSuspended(target, scaling.resourceId, { scaleIn: true, scaleOut: true });
  } catch (error) {
    await resumeScaling(target);
    throw error;
  }
  return true;
}

/**
 * Puts scaling back as the note says and removes the note. Safe to repeat.
 *
 * @returns the note, or undefined if there was none
 */
export async function resumeScaling(target: Target): Promise<Suspension | undefined> {
  const { aws, contract } = target;
  const suspension = await loadSuspension(target);
  if (suspension === undefined) return undefined;
  // Terraform may have removed the scaling meanwhile; then there is nothing to put back.
  if ((await loadScaling(target)) !== undefined) {
    await setSuspended(target, suspension.resourceId, suspension.previous);
  }
  try {
    await aws.ssm.send(new DeleteParameterCommand({ Name: suspensionParameterName(contract) }));
  } catch (error) {
    if (!isNamed(error, "ParameterNotFound")) throw error;
  }
  return suspension;
}

/** Refuses to begin while the note of another release is there. */
export async function requireNoSuspension(target: Target): Promise<void> {
  const suspension = await loadSuspension(target);
  if (suspension !== undefined) throw leftBehind(target.contract, suspension.resourceId, suspension);
}

function leftBehind(service: ServiceReference, resourceId: string, suspension?: Suspension): Error {
  const who = suspension === undefined ? "" : ` since ${suspension.since} by ${suspension.by}`;
  return finding(
    `Another release has suspended the scaling of ${resourceId}${who} and has not restored it.`,
    `If that release is no longer running, restore it: ${commandLine("release", service, "--resume-scaling")}`,
  );
}

async function setSuspended({ aws }: Target, resourceId: string, state: Suspension["previous"]): Promise<void> {
  const suspended: SuspendedState = {
    DynamicScalingInSuspended: state.scaleIn,
    DynamicScalingOutSuspended: state.scaleOut,
  };
  await aws.scaling.send(
    new RegisterScalableTargetCommand({ ...kind, ResourceId: resourceId, SuspendedState: suspended }),
  );
}
