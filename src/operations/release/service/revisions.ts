import { deployCommand } from "../../../lib/command-line";
import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import type { RevisionContent } from "../../../release-contract/revision-content";
import { isNamed } from "../../../lib/aws/errors";
import type { Target } from "../target/environment-contract";
import { finding } from "../plan/problems";
import { contentOf, revisionName, revisionNumber, sameContent, type Revision } from "./task-definition";

/**
 * Reads a revision that a deployment could run.
 *
 * @param arn ARN, or "family:revision"
 * @param what how the error calls it: "that Terraform declares", "that runs"
 */
export async function loadRevision(target: Target, arn: string, what: string): Promise<Revision> {
  const revision = await findRevision(target, arn);
  const name = revisionName(arn);
  if (revision === undefined) {
    throw finding(
      `The task definition ${name}, ${what}, does not exist.`,
      `Let Terraform register it anew: ${deployCommand(target.contract.environment)}.`,
    );
  }
  return revision;
}

export async function findRevision({ aws }: Target, arn: string): Promise<Revision | undefined> {
  try {
    const { taskDefinition, tags = [] } = await aws.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ["TAGS"] }),
    );
    if (taskDefinition === undefined) return undefined;
    return { arn: taskDefinition.taskDefinitionArn ?? arn, definition: taskDefinition, tags };
  } catch (error) {
    if (isNamed(error, "ClientException") && /Unable to describe task definition/i.test(String(error))) {
      return undefined;
    }
    throw error;
  }
}

/** An INACTIVE revision keeps running where it runs, but starts nowhere anew. */
export function requireActive(revision: Revision): void {
  const { status } = revision.definition;
  if (status === "ACTIVE") return;
  throw finding(
    `The task definition ${revisionName(revision.arn)} is ${status ?? "unknown"}: somebody deregistered it.`,
    "Choose another revision, or release the image anew.",
  );
}

/** The newest ACTIVE revision of a family. */
export async function latestRevision(target: Target, family: string): Promise<Revision | undefined> {
  const { taskDefinitionArns = [] } = await target.aws.ecs.send(
    new ListTaskDefinitionsCommand({ familyPrefix: family, status: "ACTIVE", sort: "DESC" }),
  );
  // AWS answers the newest first; the local AWS does not sort.
  const [newest] = [...taskDefinitionArns].sort((a, b) => revisionNumber(b) - revisionNumber(a));
  return newest === undefined ? undefined : findRevision(target, newest);
}

/** The first of these revisions that already says what is wanted. */
export function reusable(candidates: readonly (Revision | undefined)[], wanted: RevisionContent): Revision | undefined {
  return candidates.find(
    (revision) => revision?.definition.status === "ACTIVE" && sameContent(contentOf(revision), wanted),
  );
}

export async function register({ aws }: Target, content: RevisionContent): Promise<string> {
  const { taskDefinition } = await aws.ecs.send(new RegisterTaskDefinitionCommand(content));
  const arn = taskDefinition?.taskDefinitionArn;
  if (arn === undefined) throw new Error("ECS registered a task definition without telling its ARN.");
  return arn;
}

/**
 * Digest of the image that the tasks of a revision really run. A tag can have moved since they were started: then
 * "what runs now" is not what the tag names.
 */
export async function runningDigest({ aws, contract }: Target, revisionArn: string): Promise<string | undefined> {
  const { cluster, service, container } = contract;
  const { taskArns = [] } = await aws.ecs.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "RUNNING" }),
  );
  if (taskArns.length === 0) return undefined;
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks
    .filter(({ taskDefinitionArn }) => taskDefinitionArn === revisionArn)
    .flatMap(({ containers = [] }) => containers)
    .find(({ name, imageDigest }) => name === container.name && imageDigest !== undefined)?.imageDigest;
}
