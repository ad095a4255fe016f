import { messageOf } from "../../../lib/errors";
import type { ListenerRoute, Dependencies } from "../checks/ports";
import type { Deployment, DeploymentEnvironment } from "./deployment";
import { hookExecutionId } from "./hook-id";
import type { Effect } from "./program";
import { replacementSpecification, survey } from "./survey";
import { shifted } from "./traffic";
import { EffectError } from "./effect-error";

/** Milliseconds between two looks at a task set that is not steady yet. */
const LOOK_AGAIN = 200;

/**
 * Carries out what a deployment's state machine asks for.
 *
 * @param signal aborted when the deployment no longer waits for the effect
 * @returns whether the effect is done; a hook is not: it reports by PutLifecycleEventHookExecutionStatus
 */
export async function perform(
  world: Dependencies,
  deployment: Deployment,
  { id, effect }: { readonly id: number; readonly effect: Effect },
  signal: AbortSignal,
): Promise<boolean> {
  switch (effect.kind) {
    case "createReplacement":
      await createReplacement(world, deployment);
      return true;
    case "awaitSteadyState":
      await steadyState(world, deployment, signal);
      return true;
    case "routeTestTraffic":
      await route(world, deployment, (scene) => scene.testRoutes, 100);
      return true;
    case "routeProductionTraffic":
      await route(world, deployment, (scene) => scene.productionRoutes, effect.percent);
      return true;
    case "promoteReplacement":
      await world.services.makePrimary(deployment.service, replacementOf(sceneOf(deployment)));
      return true;
    case "terminateOriginal":
      await world.services.deleteTaskSet(deployment.service, sceneOf(deployment).originalTaskSetId);
      return true;
    case "restoreOriginal":
      await restoreOriginal(world, deployment);
      return true;
    case "removeReplacement":
      await removeReplacement(world, deployment);
      return true;
    case "invokeHook": {
      const payload = {
        DeploymentId: deployment.id,
        LifecycleEventHookExecutionId: hookExecutionId(deployment.id, id),
      };
      await world.hooks.invoke(deployment.region, effect.functionName, payload);
      return false;
    }
  }
}

async function createReplacement(world: Dependencies, deployment: Deployment): Promise<void> {
  const scene = await survey(world, deployment);
  deployment.scene = scene;
  // The idle target group joins the route with weight 0: without it, its health checks would not run.
  await route(world, deployment, () => scene.productionRoutes, 0);
  for (const taskSet of world.services.service(deployment.service)?.taskSets ?? []) {
    // What an earlier deployment left that was stopped without a rollback.
    if (taskSet.id !== scene.originalTaskSetId) await world.services.deleteTaskSet(deployment.service, taskSet.id);
  }
  const replacement = await world.services.createTaskSet(
    deployment.service,
    replacementSpecification(deployment, scene.pair.replacement),
    { externalId: deployment.id },
  );
  scene.replacementTaskSetId = replacement.id;
}

async function route(
  { loadBalancers }: Dependencies,
  deployment: Deployment,
  which: (scene: DeploymentEnvironment) => readonly ListenerRoute[],
  percent: number,
): Promise<void> {
  const scene = sceneOf(deployment);
  try {
    for (const found of which(scene)) {
      await loadBalancers.setActions(deployment.region, shifted(found, scene.pair, percent));
    }
  } catch (error) {
    const reason = messageOf(error);
    const message = `The ELB could not be updated due to the following error: ${reason}`;
    throw new EffectError("ELASTIC_LOAD_BALANCING_INVALID", message);
  }
}

async function steadyState({ services }: Dependencies, deployment: Deployment, signal: AbortSignal): Promise<void> {
  const id = replacementOf(sceneOf(deployment));
  while (!signal.aborted) {
    await services.observeHealth(deployment.service);
    const found = services.service(deployment.service)?.taskSets.find((taskSet) => taskSet.id === id);
    if (found === undefined) throw new EffectError("ECS_UPDATE_ERROR", `The replacement task set ${id} is gone.`);
    if (found.stabilityStatus === "STEADY_STATE") return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

async function restoreOriginal(
  { services, loadBalancers }: Dependencies,
  { region, service, scene }: Deployment,
): Promise<void> {
  if (scene === undefined) return;
  for (const found of [...scene.productionRoutes, ...scene.testRoutes]) await loadBalancers.setActions(region, found);
  const original = services.service(service)?.taskSets.find((taskSet) => taskSet.id === scene.originalTaskSetId);
  if (original !== undefined && original.status !== "PRIMARY") await services.makePrimary(service, original.id);
}

async function removeReplacement({ services }: Dependencies, { service, scene }: Deployment): Promise<void> {
  if (scene?.replacementTaskSetId !== undefined) await services.deleteTaskSet(service, scene.replacementTaskSetId);
}

function sceneOf({ id, scene }: Deployment): DeploymentEnvironment {
  if (scene === undefined) throw new Error(`Deployment ${id} has no scene before its Install.`);
  return scene;
}

function replacementOf({ replacementTaskSetId }: DeploymentEnvironment): string {
  if (replacementTaskSetId === undefined) throw new Error("There is no replacement task set before Install.");
  return replacementTaskSetId;
}
