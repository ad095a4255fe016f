import type { LifecycleEventState } from "./machine-state";
import type { Stage } from "./program";

type Events = readonly LifecycleEventState[];

/** The stage's event begins, or is passed over. */
export function startEvent(events: Events, stage: Stage, now: number): Events {
  return events.map((event) => {
    if (event.name !== stage.event) return event;
    return stage.skipped === true
      ? { ...event, status: "Skipped" }
      : { ...event, status: "InProgress", startTime: now };
  });
}

export function finishEvent(events: Events, stage: Stage, now: number): Events {
  return events.map((event) =>
    event.name === stage.event && event.status === "InProgress"
      ? { ...event, status: "Succeeded", endTime: now }
      : event,
  );
}

/** The deployment ends before its last event: the running one has failed, those after it do not take place. */
export function giveUpEvents(events: Events, message: string, now: number): Events {
  return events.map((event) => {
    if (event.status === "InProgress") return { ...event, status: "Failed", endTime: now, message };
    return event.status === "Pending" ? { ...event, status: "Skipped" } : event;
  });
}
