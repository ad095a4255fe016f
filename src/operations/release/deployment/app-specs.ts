import {
  BatchGetApplicationRevisionsCommand,
  type DeploymentInfo,
  type RevisionLocation,
} from "@aws-sdk/client-codedeploy";
import { formatAppSpec, parseAppSpec, type AppSpec } from "../../../release-contract/app-spec";
import { chunks } from "../../../lib/chunks";
import { messageOf } from "../../../lib/errors";
import { appSpecOf, type ReleaseContract } from "../../../release-contract/contract";
import {
  batchSize,
  inlineOf,
  keyOf,
  readRevisions,
  revisionOf,
  unknown,
  type CallOptions,
  type Content,
  type UnknownContent,
} from "./application-revisions";
import { explainRefusal } from "../../../lib/aws/errors";
import type { AwsClients } from "../target/clients";
import { isPinned, readRevisionObject, uriOf, type RevisionObject } from "./revision-object";

/** What a deployment carries, or why that is not known. */
export type FoundAppSpec =
  | {
      readonly kind: "found";
      readonly spec: AppSpec;
      /** As it was deployed, to the letter. */
      readonly content: string;
    }
  | UnknownContent;

/** A deployment and what it carries. */
export interface WithAppSpec<D> {
  readonly deployment: D;
  readonly appSpec: FoundAppSpec;
}

type Deployed = Pick<DeploymentInfo, "revision" | "createTime">;

/**
 * The AppSpecs of a service's deployments. CodeDeploy does not answer them with a deployment: `content` is always null, and
 * only the application's revisions tell it, by sha256. One for each run of a command: nothing is asked twice.
 *
 * Needs codedeploy:BatchGetApplicationRevisions and codedeploy:GetApplicationRevision on the application.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html
 */
export class AppSpecs {
  private readonly contents = new Map<string, Promise<Content>>();
  private readonly objects = new Map<string, Promise<RevisionObject>>();

  constructor(
    private readonly aws: AwsClients,
    private readonly contract: ReleaseContract,
  ) {}

  async of(deployment: Deployed, options: CallOptions = {}): Promise<FoundAppSpec> {
    this.request([deployment], options);
    return this.parse(await this.contentOf(deployment));
  }

  /** Each of these deployments with its AppSpec, in their order. */
  async ofAll<D extends Deployed>(deployments: readonly D[]): Promise<readonly WithAppSpec<D>[]> {
    this.request(deployments, {});
    return Promise.all(
      deployments.map(async (deployment) => ({ deployment, appSpec: this.parse(await this.contentOf(deployment)) })),
    );
  }

  /** What this run deploys itself need not be asked for. */
  remember(content: string): void {
    this.contents.set(keyOf(revisionOf(content)), Promise.resolve({ kind: "content", content }));
  }

  /**
   * Why AppSpecs cannot be read; undefined where they can. The revision that it asks for need not exist: AWS looks at the
   * caller's permissions first.
   */
  async refusal(): Promise<string | undefined> {
    const { codeDeploy, taskDefinitionArn } = this.contract;
    const declared = formatAppSpec(appSpecOf(this.contract, taskDefinitionArn));
    const command = new BatchGetApplicationRevisionsCommand({
      applicationName: codeDeploy.application,
      revisions: [revisionOf(declared)],
    });
    try {
      await this.aws.codeDeploy.send(command);
      return undefined;
    } catch (error) {
      return explainRefusal(error);
    }
  }

  /** Asks for what has not been asked for yet, 25 at a time. */
  private request(deployments: readonly Deployed[], options: CallOptions): void {
    const wanted = new Map<string, RevisionLocation>();
    for (const { revision } of deployments) {
      const { content, sha256 } = (revision && inlineOf(revision)) ?? {};
      if (revision === undefined || content || sha256 === undefined) continue;
      const key = keyOf(revision);
      if (!this.contents.has(key)) wanted.set(key, revision);
    }
    for (const some of chunks([...wanted], batchSize)) {
      const answers = readRevisions(this.aws.codeDeploy, this.contract.codeDeploy.application, new Map(some), options);
      for (const [key] of some) {
        const nothing = unknown("empty", "CodeDeploy answers nothing about its revision.");
        void keep(
          this.contents,
          key,
          answers.then((answer) => answer.get(key) ?? nothing),
        );
      }
    }
  }

  private async contentOf({ revision, createTime }: Deployed): Promise<Content> {
    if (revision === undefined) return unknown("none", "CodeDeploy records no revision for it.");
    if (revision.revisionType === "S3") return this.storedContent(revision.s3Location ?? {}, createTime);
    const content = inlineOf(revision)?.content;
    if (content) return { kind: "content", content };
    return (await this.contents.get(keyOf(revision))) ?? unknown("none", "CodeDeploy names no AppSpec of it.");
  }

  private async storedContent(
    location: NonNullable<RevisionLocation["s3Location"]>,
    createTime: Date | undefined,
  ): Promise<Content> {
    const { bucket, key, version, eTag } = location;
    const id = JSON.stringify([bucket, key, version, eTag]);
    const object = await (this.objects.get(id) ?? keep(this.objects, id, readRevisionObject(this.aws, location)));
    if (object.kind === "unknown") return object;
    const { content, lastModified } = object;
    const isSame = isPinned(location) || (lastModified !== undefined && createTime && lastModified <= createTime);
    if (isSame) return { kind: "content", content };
    return unknown("replaced", `${uriOf(location)} was written after the deployment began.`);
  }

  private parse(read: Content): FoundAppSpec {
    if (read.kind === "unknown") return read;
    const { content } = read;
    try {
      const spec = parseAppSpec(content);
      return { kind: "found", content, spec: { ...spec, taskDefinitionArn: this.arnOf(spec.taskDefinitionArn) } };
    } catch (error) {
      return unknown("unreadable", `Its AppSpec cannot be read: ${messageOf(error)}`);
    }
  }

  /** Other clients may name a revision as "family:7". */
  private arnOf(taskDefinition: string): string {
    if (/^arn:.*:\d+$/.test(taskDefinition)) return taskDefinition;
    const { taskDefinitionArn: declared } = this.contract;
    if (/^[\w-]+:\d+$/.test(taskDefinition)) return declared.slice(0, declared.indexOf("/") + 1) + taskDefinition;
    throw new Error(`${taskDefinition} names no revision of a task definition.`);
  }
}

/** An answer that failed to come is asked for again the next time. */
function keep<T>(answers: Map<string, Promise<T>>, key: string, answer: Promise<T>): Promise<T> {
  const kept = answer.catch((error: unknown) => {
    answers.delete(key);
    throw error;
  });
  answers.set(key, kept);
  return kept;
}
