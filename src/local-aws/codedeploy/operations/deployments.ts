import type { DeploymentInfo, DeploymentOverview } from "@aws-sdk/client-codedeploy";
import { z } from "zod";
import { endedStatuses, runningStatuses } from "../../../lib/aws/deployment-status";
import { AwsError } from "../../protocol/call";
import { findGroup } from "./deployment-groups";
import { groupName } from "../checks/names";
import { operation, type Context, type Operation } from "./operation";
import { page } from "./paging";
import type { Deployment } from "../run/deployment";
import { isOver, type MachineState } from "../run/machine-state";

const STATUSES: readonly string[] = [...runningStatuses, ...endedStatuses];

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html */
const MAX_BATCH = 25;

/** The deployment that a call names. */
export function findDeployment({ state }: Context, id: string | undefined): Deployment {
  const deployment = state.deployments.get(checkedId(id));
  if (deployment === undefined) {
    throw new AwsError("DeploymentDoesNotExistException", `The deployment ${id ?? ""} could not be found`);
  }
  return deployment;
}

function checkedId(id: string | undefined): string {
  if (id === undefined || id === "") throw idRequired();
  if (/^d-[A-Z0-9]{9}$/.test(id)) return id;
  throw new AwsError("InvalidDeploymentIdException", `The deployment id "${id}" is not of the form d-ABCDEF123.`);
}

function idRequired(): AwsError {
  return new AwsError("DeploymentIdRequiredException", "At least one deployment ID must be specified.");
}

/** A deployment as GetDeployment shows it. */
export function showDeployment({ info, state, rollbackInfo }: Deployment): DeploymentInfo {
  const { status, startTime, completeTime, ending } = state;
  return {
    ...info,
    status,
    startTime: startTime === undefined ? undefined : new Date(startTime),
    completeTime: completeTime === undefined ? undefined : new Date(completeTime),
    deploymentOverview: overview(state),
    instanceTerminationWaitTimeStarted: state.terminationWaitStarted,
    errorInformation:
      ending !== undefined && isOver(state) ? { code: ending.code, message: ending.message } : undefined,
    rollbackInfo,
    deploymentStatusMessages: [],
    fileExistsBehavior: "DISALLOW",
  };
}

/** A deployment to ECS has one target: the service. */
function overview({ status }: MachineState): DeploymentOverview {
  const one = (...statuses: readonly MachineState["status"][]): number => (statuses.includes(status) ? 1 : 0);
  return {
    Pending: one("Created"),
    InProgress: one("InProgress"),
    Ready: one("Ready"),
    Succeeded: one("Succeeded"),
    Failed: one("Failed", "Stopped"),
    Skipped: 0,
  };
}

const listInput = z.object({
  applicationName: z.string().optional(),
  deploymentGroupName: z.string().optional(),
  externalId: z.string().optional(),
  includeOnlyStatuses: z.array(z.string()).optional(),
  // Seconds since 1970.
  createTimeRange: z.object({ start: z.number().optional(), end: z.number().optional() }).optional(),
  nextToken: z.string().optional(),
});

function candidates(context: Context, input: z.output<typeof listInput>): readonly Deployment[] {
  const { applicationName, deploymentGroupName } = input;
  if (applicationName === undefined && deploymentGroupName === undefined)
    return [...context.state.deployments.values()];
  // Both or none: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
  return context.state.deploymentsOf(findGroup(context, applicationName, groupName(deploymentGroupName)).info);
}

function matching(input: z.output<typeof listInput>): (deployment: Deployment) => boolean {
  const { start = -Infinity, end = Infinity } = input.createTimeRange ?? {};
  if (start > end) throw new AwsError("InvalidTimeRangeException", "The time range ends before it starts.");
  const unknown = input.includeOnlyStatuses?.find((status) => !STATUSES.includes(status));
  if (unknown !== undefined) {
    throw new AwsError(
      "InvalidDeploymentStatusException",
      `The status "${unknown}" is not one of ${STATUSES.join(", ")}.`,
    );
  }
  return ({ state, info }) => {
    const created = (info.createTime?.getTime() ?? 0) / 1000;
    const wanted = input.includeOnlyStatuses?.includes(state.status) ?? true;
    // Only CloudFormation gives deployments external ids, and it made none of these.
    return wanted && created >= start && created <= end && (input.externalId ?? "") === "";
  };
}

export const deploymentOperations: Readonly<Record<string, Operation>> = {
  GetDeployment: operation(z.object({ deploymentId: z.string().optional() }), (context, input) => ({
    deploymentInfo: showDeployment(findDeployment(context, input.deploymentId)),
  })),

  BatchGetDeployments: operation(z.object({ deploymentIds: z.array(z.string()).optional() }), (context, input) => {
    const ids = input.deploymentIds ?? [];
    if (ids.length === 0) throw idRequired();
    if (ids.length > MAX_BATCH) {
      throw new AwsError(
        "BatchLimitExceededException",
        `A batch takes at most ${MAX_BATCH} deployments; ${ids.length} were given.`,
      );
    }
    // Unknown ones are left out: the API model lists no DeploymentDoesNotExistException for this action.
    return {
      deploymentsInfo: ids.flatMap((id) => {
        const found = context.state.deployments.get(checkedId(id));
        return found === undefined ? [] : [showDeployment(found)];
      }),
    };
  }),

  // Newest first.
  ListDeployments: operation(listInput, (context, input) => {
    const found = candidates(context, input).filter(matching(input));
    found.sort((a, b) => (b.info.createTime?.getTime() ?? 0) - (a.info.createTime?.getTime() ?? 0));
    const { names, nextToken } = page(
      found.map(({ id }) => id),
      input.nextToken,
    );
    return { deployments: names, nextToken };
  }),
};
