/** Least and greatest number of tasks. */
export interface TaskLimits {
  readonly min: number;
  readonly max: number;
}

interface Schedule {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What a schedule sets: what it leaves open is as in scaling itself, not as the schedule before left it. */
export function scheduledLimits(schedule: Schedule, { min, max }: TaskLimits): TaskLimits {
  return { min: schedule.min ?? min, max: schedule.max ?? max };
}

/** The fewest tasks that a service is ever meant to have, whatever load and clock say. */
export function fewestTasks({
  desiredCount,
  scaling,
}: {
  readonly desiredCount: number;
  readonly scaling?: (TaskLimits & { readonly schedules: Readonly<Record<string, Schedule>> }) | undefined;
}): number {
  if (scaling === undefined) return desiredCount;
  const scheduled = Object.values(scaling.schedules).map((schedule) => scheduledLimits(schedule, scaling).min);
  return Math.min(desiredCount, scaling.min, ...scheduled);
}
