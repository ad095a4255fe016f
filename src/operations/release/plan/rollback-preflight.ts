import { formatAppSpec } from "../../../release-contract/app-spec";
import { appSpecOf } from "../../../release-contract/contract";
import { requireCodeDeploy } from "../service/deployment-controller";
import { loadDeploymentSettings } from "../service/deployment-group";
import type { Target } from "../target/environment-contract";
import { collectProblems } from "./problems";
import { liveOf } from "../deployment/history";
import { parseImage } from "../image-tags/image";
import { checkPassRole, loadCaller } from "../service/pass-role";
import { changesBetween, placementChanges, placementNotices, revisionStep, type Plan } from "./plan";
import { requireNoDeployment, rolesOf, type Prepared } from "./preflight";
import { resolveImage } from "../image-tags/registry";
import { requireNetwork } from "../service/retained";
import { loadRevision, requireActive } from "../service/revisions";
import { chooseRevision, type RollbackChoice } from "./rollback-choice";
import { loadScaling } from "../service/scaling";
import { loadService, placementOf } from "../service/service";
import { contentOf, imageOf, type Revision } from "../service/task-definition";

export interface RollbackRequest {
  /** Revision to deploy. @default the last that succeeded before the live one */
  readonly to?: string;
  readonly config?: string;
}

/**
 * Plans the deployment of a revision that has served before. Unlike a release it does not ask whether the service is
 * healthy: that it is not is the usual reason to roll back.
 *
 * @throws Findings with every reason against it at once
 */
export async function prepareRollback(target: Target, request: RollbackRequest): Promise<Prepared> {
  const { contract } = target;
  const service = loadService(target);
  const running = service.then(({ runningRevisionArn }) => loadRevision(target, runningRevisionArn, "which runs"));
  const rollout = loadDeploymentSettings(target, request.config);
  const caller = loadCaller(target);
  const choice = service.then((state) => chooseRevision(target, request.to, liveOf(state)));
  const revision = choice.then((chosen) => loadRevision(target, arnOf(chosen), "to roll back to"));
  const doubts = Promise.all([revision, rollout, caller]).then(([wanted, { serviceRoleArn }, { arn }]) =>
    checkPassRole(target, rolesOf(wanted), [arn, serviceRoleArn]),
  );
  const facts = await collectProblems({
    caller,
    service,
    running,
    rollout,
    choice,
    revision,
    doubts,
    controller: service.then((state) => {
      requireCodeDeploy(target, state);
    }),
    scaling: loadScaling(target),
    active: revision.then(requireActive),
    image: revision.then((wanted) => requireImage(target, wanted)),
    network: Promise.all([choice, revision]).then(([chosen, wanted]) => {
      if (chosen.kind === "success") requireNetwork(contract, chosen.success.appSpec.network, wanted);
    }),
    idle: requireNoDeployment(target),
  });
  const content = contentOf(facts.revision);
  const spec = facts.choice.kind === "success" ? facts.choice.success.appSpec : appSpecOf(contract, facts.revision.arn);
  const placement = placementOf(facts.service);
  const carried = {
    ...(spec.network !== undefined && { network: spec.network }),
    ...(spec.platformVersion !== undefined && { platformVersion: spec.platformVersion }),
    ...(spec.capacityProviders.length > 0 && { capacityProviders: spec.capacityProviders }),
  };
  const plan: Plan = {
    environment: contract.environment,
    serviceKey: contract.serviceKey,
    account: contract.account,
    region: contract.region,
    cluster: contract.cluster,
    service: contract.service,
    revision: revisionStep(facts.running, facts.revision),
    image: {
      from: imageOf(facts.running.definition, contract.container.name) ?? "none",
      to: imageOf(facts.revision.definition, contract.container.name) ?? "none",
    },
    changes: changesBetween(facts.running, content, contract.container.name),
    placement: placementChanges(placement, carried),
    config: facts.rollout.config,
    waits: {
      readyMinutes: facts.rollout.readyWaitMinutes,
      shiftMinutes: facts.rollout.shiftMinutes,
      terminationMinutes: facts.rollout.terminationWaitMinutes,
    },
    suspendsScaling: facts.scaling !== undefined,
    notices: [facts.choice.note, ...placementNotices(placement, carried), ...facts.doubts],
  };
  return {
    plan,
    caller: facts.caller,
    rollout: facts.rollout,
    running: facts.running,
    content,
    existing: facts.revision,
    appSpec: (arn) =>
      facts.choice.kind === "success" ? facts.choice.success.content : formatAppSpec(appSpecOf(contract, arn)),
  };
}

function arnOf(choice: RollbackChoice): string {
  return choice.kind === "success" ? choice.success.appSpec.taskDefinitionArn : choice.arn;
}

/** A lifecycle policy may have removed the image; then the tasks would never start. */
async function requireImage(target: Target, { definition }: Revision): Promise<void> {
  const { container, repositoryUrl } = target.contract;
  const uri = imageOf(definition, container.name);
  // An image outside ECR cannot be looked up; it ran before.
  if (uri?.includes(".dkr.ecr.") === true) await resolveImage(target, parseImage(uri, repositoryUrl));
}
