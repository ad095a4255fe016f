import { environment } from "../environments";
import { hoursSince } from "../review/age";
import { readLive } from "../review/live";
import { loadPlan, loadStack } from "../review/load";
import { type Format, parseOptions } from "../review/options";
import { readPlanJson } from "../review/plan-json";
import { renderJson } from "../review/render/json";
import { renderMarkdown } from "../review/render/markdown";
import { renderText } from "../review/render/text";
import { exitCodeOf, review, type Review } from "../review/review";
import { type Command, runCommand } from "./run-command";

const renderers: Readonly<Record<Format, (review: Review) => string>> = {
  text: renderText,
  markdown: (one) => renderMarkdown(one),
  json: renderJson,
};

/** `npm run review -- <plan>`: what a plan does to live traffic. */
const reviewPlan: Command = async (args) => {
  const { file, environment: name, format, failOn, verify, live } = parseOptions(args);
  const target = name === undefined ? undefined : environment(name).name;
  const plan = readPlanJson(await loadPlan(file, target), file);
  const found = review(plan, {
    ...(target !== undefined && { environment: target }),
    stack: loadStack(target),
    ageHours: hoursSince(plan.timestamp),
    ...(live && target !== undefined && { live: await readLive(target) }),
  });
  process.stdout.write(renderers[format](found));
  if (verify !== undefined && verify !== found.hash) {
    process.stderr.write(
      `${file}: this is not the plan that was reviewed. Reviewed: ${verify}. This one: ${found.hash}. ` +
        "The code or the account changed in between: review this plan before you apply it.\n",
    );
    return 1;
  }
  return exitCodeOf(found, failOn);
};

void runCommand(reviewPlan);
