import { deployCommand } from "../../../lib/command-line";
import { formatAppSpec } from "../../../release-contract/app-spec";
import { appSpecOf } from "../../../release-contract/contract";
import { UsageError } from "../../../lib/errors";
import type { RevisionContent } from "../../../release-contract/revision-content";
import { loadDeploymentSettings, type DeploymentSettings } from "../service/deployment-group";
import { requireCodeDeploy } from "../service/deployment-controller";
import { findRunningDeployment } from "../deployment/deployments";
import type { Target } from "../target/environment-contract";
import { finding, collectProblems } from "./problems";
import { parseImage, type ImageReference } from "../image-tags/image";
import { checkPassRole, loadCaller, type Caller } from "../service/pass-role";
import { changesBetween, placementChanges, placementNotices, revisionStep, type Plan } from "./plan";
import { resolveImage, type ResolvedImage } from "../image-tags/registry";
import { retainedNotices } from "../service/retained";
import { latestRevision, loadRevision, reusable, runningDigest } from "../service/revisions";
import { loadScaling, requireNoSuspension, type ScalingState } from "../service/scaling";
import { loadService, placementOf, requireHealthy, type ServiceState } from "../service/service";
import { commandLine } from "../target/service-reference";
import { contentOf, imageOf, withImage, type Revision } from "../service/task-definition";

export interface ReleaseRequest {
  /** As typed: tag, digest or URI. @default what runs now */
  readonly image?: string;
  readonly config?: string;
  readonly allowUnhealthy: boolean;
}

/** A deployment that may begin: checked, planned, nothing changed yet. */
export interface Prepared {
  readonly plan: Plan;
  readonly caller: Caller;
  readonly rollout: DeploymentSettings;
  /** The revision that serves now. */
  readonly running: Revision;
  /** What to register, unless a revision that says the same is there. */
  readonly content: RevisionContent;
  readonly existing?: Revision;
  readonly appSpec: (revisionArn: string) => string;
}

/**
 * Checks everything that would make a release fail and plans it. Reads only.
 *
 * @throws Findings with every reason at once
 */
export async function prepareRelease(target: Target, request: ReleaseRequest): Promise<Prepared> {
  const { contract } = target;
  if (request.image !== undefined) parseImage(request.image, contract.repositoryUrl);
  const service = loadService(target);
  const running = service.then(({ runningRevisionArn }) => loadRevision(target, runningRevisionArn, "which runs"));
  const declared = loadRevision(target, contract.taskDefinitionArn, "which Terraform declares");
  const rollout = loadDeploymentSettings(target, request.config);
  const caller = loadCaller(target);
  const latest = declared.then(({ definition }) => latestRevision(target, definition.family ?? ""));
  const image = running.then(async (revision) => resolveImage(target, await wantedImage(target, request, revision)));
  const doubts = Promise.all([declared, rollout, caller]).then(([revision, { serviceRoleArn }, { arn }]) =>
    checkPassRole(target, rolesOf(revision), [arn, serviceRoleArn]),
  );
  const facts = await collectProblems({
    caller,
    service,
    running,
    declared,
    rollout,
    latest,
    image,
    scaling: loadScaling(target),
    doubts,
    controller: service.then((state) => {
      requireCodeDeploy(target, state);
    }),
    healthy: service.then(async (state) => request.allowUnhealthy || requireHealthy(target, state)),
    container: declared.then((revision) => {
      requireContainer(target, revision);
    }),
    idle: requireNoDeployment(target),
    scalingIsOurs: requireNoSuspension(target),
    history: target.appSpecs.refusal(),
  });
  return assemble(target, facts);
}

interface Facts {
  readonly caller: Caller;
  readonly service: ServiceState;
  readonly running: Revision;
  readonly declared: Revision;
  readonly latest: Revision | undefined;
  readonly image: ResolvedImage;
  readonly rollout: DeploymentSettings;
  readonly scaling: ScalingState | undefined;
  readonly doubts: readonly string[];
  /** Why the AppSpecs of past deployments cannot be read. */
  readonly history: string | undefined;
}

function assemble({ contract }: Target, facts: Facts): Prepared {
  const { running, declared, latest, image, rollout, caller } = facts;
  const content = withImage(contentOf(declared), contract.container.name, image.uri);
  const existing = reusable([running, latest, declared], content);
  const placement = placementOf(facts.service);
  const plan: Plan = {
    environment: contract.environment,
    serviceKey: contract.serviceKey,
    account: contract.account,
    region: contract.region,
    cluster: contract.cluster,
    service: contract.service,
    revision: revisionStep(running, existing),
    image: {
      from: imageOf(running.definition, contract.container.name) ?? "none",
      to: image.uri,
      digest: image.digest,
      asked: image.reference,
    },
    changes: changesBetween(running, content, contract.container.name),
    placement: placementChanges(placement, contract),
    config: rollout.config,
    waits: {
      readyMinutes: rollout.readyWaitMinutes,
      shiftMinutes: rollout.shiftMinutes,
      terminationMinutes: rollout.terminationWaitMinutes,
    },
    suspendsScaling: facts.scaling !== undefined,
    notices: [
      ...placementNotices(placement, contract),
      ...retainedNotices(contract),
      ...facts.doubts,
      ...historyNotices(facts.history),
    ],
  };
  return {
    plan,
    caller,
    rollout,
    running,
    content,
    ...(existing !== undefined && { existing }),
    appSpec: (revisionArn) => formatAppSpec(appSpecOf(contract, revisionArn)),
  };
}

function historyNotices(refusal: string | undefined): readonly string[] {
  if (refusal === undefined) return [];
  return [
    `What past deployments carried cannot be read, so a rollback needs --to, and no image tag of an old release is removed. ${refusal}`,
  ];
}

async function wantedImage(target: Target, request: ReleaseRequest, running: Revision): Promise<ImageReference> {
  const { container, repositoryUrl } = target.contract;
  if (request.image !== undefined) return parseImage(request.image, repositoryUrl);
  const uri = imageOf(running.definition, container.name);
  if (uri === undefined) {
    throw finding(
      `The running revision has no container ${container.name}, so there is no image that runs now.`,
      "Name one: --image <tag>.",
    );
  }
  const image = readRunning(uri, repositoryUrl);
  const digest = image.digest ?? (await runningDigest(target, running.arn));
  return digest === undefined ? image : { ...image, digest };
}

function readRunning(uri: string, repositoryUrl: string): ImageReference {
  try {
    return parseImage(uri, repositoryUrl);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw finding(`The image that runs now, ${uri}, is not in ECR.`, "Name one that is: --image <tag>.");
  }
}

export function rolesOf({ definition }: Revision): string[] {
  return [definition.executionRoleArn, definition.taskRoleArn].flatMap((arn) => arn ?? []);
}

function requireContainer({ contract }: Target, { definition }: Revision): void {
  const { name, port } = contract.container;
  const ports = definition.containerDefinitions?.find((container) => container.name === name)?.portMappings ?? [];
  if (ports.some(({ containerPort }) => containerPort === port)) return;
  throw finding(
    `The declared task definition has no container ${name} that listens on port ${port}.`,
    `Let Terraform declare it: ${deployCommand(contract.environment)}.`,
  );
}

/** CodeDeploy refuses a second deployment on a group; this says which one is in the way and what can be done. */
export async function requireNoDeployment(target: Target): Promise<void> {
  const running = await findRunningDeployment(target);
  if (running === undefined) return;
  const { contract } = target;
  throw finding(
    `Deployment ${running.id} is running (${running.status}).`,
    [
      `Watch it: ${commandLine("status", contract, "--watch")}.`,
      ...(running.status === "Ready" ? [`Shift its traffic: ${commandLine("release", contract, "--continue")}.`] : []),
      `Stop it and roll back: ${commandLine("rollback", contract)}.`,
    ].join(" "),
  );
}
