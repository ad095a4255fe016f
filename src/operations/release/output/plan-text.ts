import { formatChange } from "../../../release-contract/revision-diff";
import { shortImage } from "../image-tags/image";
import type { Plan } from "../plan/plan";

/** A plan for a person to read before answering yes. */
export function formatPlan(plan: Plan): string {
  const { revision, image, changes, placement, waits } = plan;
  const to = revision.to ?? "a new revision";
  const lines = [
    `${plan.environment}: service ${plan.service} in cluster ${plan.cluster}, account ${plan.account}, ${plan.region}`,
    "",
    `  revision    ${revision.from === to ? `${to} again` : `${revision.from} -> ${to}`}`,
    ...imageLines(image),
    ...(changes.length === 0
      ? ["  definition  nothing else changes"]
      : changes.map((change, index) => `  ${index === 0 ? "definition" : "          "}  ${formatChange(change)}`)),
    ...placement.map(({ what, from, to: next }) => `  placement   ${what}: ${from} -> ${next}`),
    `  traffic     ${plan.config}${waits.shiftMinutes > 0 ? `, shifts within ${minutes(waits.shiftMinutes)}` : ""}`,
    ...(waits.readyMinutes > 0 ? [`  waits       up to ${minutes(waits.readyMinutes)} for somebody to continue`] : []),
    `  then        original tasks stop after ${minutes(waits.terminationMinutes)}`,
    ...(plan.suspendsScaling ? ["  scaling     in and out suspended until the traffic has shifted"] : []),
    ...plan.notices.map((notice) => `  note        ${notice}`),
  ];
  return `${lines.join("\n")}\n`;
}

function imageLines({ from, to, digest, asked }: Plan["image"]): string[] {
  const lines = [
    from === to ? `  image       ${shortImage(to)}, as now` : `  image       ${shortImage(from)} -> ${shortImage(to)}`,
  ];
  if (asked !== undefined && asked !== to) lines.push(`              asked for as ${shortImage(asked)}`);
  if (digest !== undefined) lines.push(`              ${digest}`);
  return lines;
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
