import {
  DeregisterTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import type { Target } from "../release/target/environment-contract";
import { latestRevision, register } from "../release/service/revisions";
import { contentOf, imageOf, revisionName, withImage, type Revision } from "../release/service/task-definition";

/** No image has this digest. */
const digest = `sha256:${"0".repeat(64)}`;

/** Registers the running revision with an image that does not exist. @returns its ARN */
export function registerMissingImage(target: Target, running: Revision): Promise<string> {
  const { container, repositoryUrl } = target.contract;
  return register(target, withImage(contentOf(running), container.name, `${repositoryUrl}@${digest}`));
}

/** Tasks of a revision that ECS has stopped. */
export async function findStoppedTask({ aws, contract }: Target, revisionArn: string): Promise<Task | undefined> {
  const { cluster, service } = contract;
  const { taskArns = [] } = await aws.ecs.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "STOPPED" }),
  );
  if (taskArns.length === 0) return undefined;
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks.find(
    ({ taskDefinitionArn, lastStatus }) => taskDefinitionArn === revisionArn && lastStatus === "STOPPED",
  );
}

/** Deregisters the revisions that a run has registered, those of a run that was killed too. */
export async function deregisterMissingImages(target: Target, family: string): Promise<readonly string[]> {
  const removed: string[] = [];
  for (;;) {
    const newest = await latestRevision(target, family);
    const image = newest && imageOf(newest.definition, target.contract.container.name);
    if (newest === undefined || image?.endsWith(digest) !== true) return removed;
    await target.aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: newest.arn }));
    removed.push(revisionName(newest.arn));
  }
}
