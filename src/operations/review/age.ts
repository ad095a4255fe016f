const hour = 3_600_000;

/** Undefined where no time is given, or what is given is none. */
export function hoursSince(timestamp: string | undefined, now = Date.now()): number | undefined {
  const hours = (now - new Date(timestamp ?? "").getTime()) / hour;
  return Number.isNaN(hours) ? undefined : hours;
}
