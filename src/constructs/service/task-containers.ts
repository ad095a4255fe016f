import type { Task } from "../../environments/settings/service/task";
import type { ContainerSettings } from "./container-definitions";

/** The service's own container as AWS knows it. */
export interface MainContainer {
  readonly name: string;
  /** `<reference to the repository's URI>:<tag>` */
  readonly image: string;
}

/** The containers of a task, its own first, then the sidecars by name. */
export function taskContainers(
  { container, sidecars }: Pick<Task, "container" | "sidecars">,
  main: MainContainer,
): readonly ContainerSettings[] {
  const others = Object.entries(sidecars).sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    { ...container, ...main, ...inAwsTerms(container, main.name) },
    ...others.map(([name, sidecar]) => ({ ...sidecar, name, ...inAwsTerms(sidecar, main.name) })),
  ];
}

/** Settings that say something about the task which AWS says in another way. */
function inAwsTerms(
  { user, startAfter }: Pick<Task["container"], "user" | "startAfter">,
  mainName: string,
): Pick<ContainerSettings, "user" | "startAfter"> {
  return {
    user: user === "image" ? undefined : user,
    startAfter: Object.fromEntries(
      Object.entries(startAfter).map(([name, condition]) => [name === "main" ? mainName : name, condition]),
    ),
  };
}
