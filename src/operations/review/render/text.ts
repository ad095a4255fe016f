import type { Finding } from "../finding";
import type { Review, ReviewedChange } from "../review";

/** For a terminal: everything, without marks. */
export function renderText(review: Review): string {
  const { verdict, findings, changes, hash } = review;
  return [
    `${subjectOf(review)}: ${verdict}`,
    "",
    ...findings.flatMap((finding) => [...findingLines(finding), ""]),
    ...(changes.length === 0 ? [] : [...changes.flatMap(changeLines), ""]),
    `Plan ${hash}`,
    "",
  ].join("\n");
}

export function subjectOf({ environment }: Pick<Review, "environment">): string {
  return environment === undefined ? "Plan" : `Plan of ${environment}`;
}

function findingLines({ severity, id, constructPath, address, what, why, todo, details = [] }: Finding): string[] {
  const where = address ?? "the plan";
  const path =
    constructPath === undefined || address?.endsWith(`.${constructPath}`) === true ? "" : ` (${constructPath})`;
  return [
    `${severity.toUpperCase()} ${where}${path} [${id}]`,
    `  ${what}`,
    `  Why: ${why}`,
    `  Do: ${todo}`,
    ...details.map((line) => `    ${line}`),
  ];
}

function changeLines({ address, action, outage, diff }: ReviewedChange): string[] {
  const effect = outage === "none" ? "" : ` (outage: ${outage})`;
  return [`${action} ${address}${effect}`, ...diff.map((line) => `    ${line}`)];
}
