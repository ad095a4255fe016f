import { task, type Task } from "../../../src/environments/settings/service/task";
import { taskProblems } from "../../../src/environments/validation/task-validation";
import { describe as worded, formatPath } from "../../../src/lib/problem";

type Settings = Readonly<Record<string, unknown>>;

const least = { cpu: 512, memory: 1024 };

/** The task that these settings give, with as little as possible beside them. */
export function parseTask(settings: Settings = {}): Task {
  return task.parse({ ...least, ...settings });
}

/** What is wrong with the settings of a task each by itself, a line for each problem. */
export function wrongSettings(settings: Settings): readonly string[] {
  const { error } = task.safeParse({ ...least, ...settings });
  return (error?.issues ?? []).map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

/** What is wrong with how the settings of a task go together. */
export function wrongRelations(settings: Settings): readonly string[] {
  const problems = [...taskProblems(parseTask(settings), ["services", "web"])];
  return problems.map(({ path, explanation }) => `${formatPath(path)}: ${worded(explanation)}`);
}
