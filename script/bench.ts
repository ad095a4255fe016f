import { runCommand } from "../src/cli/run-command";
import { benchModelCheck } from "./bench/model-check";
import { benchPlan } from "./bench/plan";
import { benchReview } from "./bench/review";
import { benchCopies, benchSynthesis } from "./bench/synthesis";

/** Speed as ratios measured in one run: figures of one machine mean nothing on another. */
const pairs = 5;

async function bench(): Promise<void> {
  await benchSynthesis(pairs);
  await benchCopies([1, 10, 100, 400, 1000], pairs);
  await benchReview(pairs);
  await benchPlan(pairs);
  await benchModelCheck(pairs);
}

void runCommand(async () => {
  await bench();
  return 0;
});
