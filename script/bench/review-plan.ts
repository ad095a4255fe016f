import { loadPlan } from "../../src/operations/review/plan/load";
import { readPlanJson } from "../../src/operations/review/plan/plan-json";
import { renderMarkdown } from "../../src/operations/review/render/markdown";
import { review } from "../../src/operations/review/review";

/** Reviews the plan in a file as the command does; prints milliseconds from its text on, and the peak memory in MiB. */
async function reviewPlan(file: string): Promise<void> {
  const text = await loadPlan(file, undefined);
  const start = process.hrtime.bigint();
  renderMarkdown(review(readPlanJson(text, file)));
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(JSON.stringify({ milliseconds, mebibytes: process.resourceUsage().maxRSS / 1024 }));
}

void reviewPlan(process.argv[2] ?? "");
