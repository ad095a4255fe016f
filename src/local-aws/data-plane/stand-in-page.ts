import type { ContainerDefinition, TaskDefinition } from "@aws-sdk/client-ecs";
import type { Reply } from "../protocol/call";
import type { StandInTask } from "../ecs/stand-in-tasks";

/** The paths that the sample image in app/ answers; all others it does not know. */
export const PAGE_PATHS: readonly string[] = ["/", "/index.php"];

/** The parts of a stand-in task that its page shows. */
export type ShownTask = Pick<StandInTask, "arn" | "owner" | "taskSetId" | "definition" | "network">;

/**
 * What a stand-in task answers: the page of the sample image (app/server.mjs), and in it image and revision, since no
 * image runs that could show its own.
 *
 * @param container name of the container behind the target group
 */
export function standInPage(task: ShownTask, container: string | undefined): Reply {
  const definition = task.definition.containerDefinitions?.find(({ name }) => name === container) ?? {};
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: page(task, definition),
  };
}

/** What the sample image answers to all other paths. */
export const PAGE_NOT_FOUND: Reply = { status: 404, headers: { "content-type": "text/plain" }, body: "not found\n" };

function page(task: ShownTask, container: ContainerDefinition): string {
  const title = escapeHtml(task.definition.family ?? "");
  return `<!doctype html>
<html lang="en">
  <title>${title}</title>
  <h1>${title}</h1>
  <p>Version: ${escapeHtml(versionOf(container))}</p>
  <p>Host: ${hostName(task)}</p>
  <p>Image: ${escapeHtml(container.image ?? "")}</p>
  <p>Task definition: ${escapeHtml(revisionOf(task.definition))}</p>
</html>
`;
}

/** What the image would say of itself, as far as its name tells: its tag, or the start of its digest. */
function versionOf({ environment, image = "" }: ContainerDefinition): string {
  const declared = environment?.find(({ name }) => name === "APP_VERSION")?.value;
  if (declared !== undefined) return declared;
  const [name = "", digest] = image.split("@");
  if (digest !== undefined) return digest.slice(0, "sha256:".length + 12);
  return /:([^/:]+)$/.exec(name)?.[1] ?? "latest";
}

/** The host name of a task in awsvpc mode: that of its network interface. */
export function hostName({ owner, network }: ShownTask): string {
  return `ip-${(network?.address ?? "0.0.0.0").replaceAll(".", "-")}.${owner.region}.compute.internal`;
}

/** "family:revision" */
export function revisionOf({ family = "", revision = 0 }: TaskDefinition): string {
  return `${family}:${revision}`;
}

const HTML_ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => HTML_ESCAPES[character] ?? character);
}
