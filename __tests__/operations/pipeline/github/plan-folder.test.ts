import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../../src/lib/errors";
import { readPlanFolder } from "../../../../src/operations/pipeline/github/plan-folder";
import { writeOutcome } from "../../../../src/operations/pipeline/outcome";
import { plan } from "./samples";

describe("what a plan left for GitHub", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is the outcome, the review, and the picture where there is one", () => {
    const { outcome, review } = plan();
    writeOutcome(folder, outcome);
    writeFileSync(join(folder, "review.md"), review);
    expect(readPlanFolder(folder, "staging")).toEqual({ outcome, review, diagram: undefined });
    writeFileSync(join(folder, "diagram.mmd"), "graph LR");
    expect(readPlanFolder(folder, "staging")).toEqual({ outcome, review, diagram: "graph LR" });
  });

  it("is the reason where the plan failed, as it is", () => {
    const { outcome } = plan({ hash: undefined, failure: "Error: no <credentials>\nfor @you" });
    writeOutcome(folder, outcome);
    writeFileSync(join(folder, "diagram.mmd"), "graph LR");
    expect(readPlanFolder(folder, "staging")).toEqual({
      outcome,
      review: "## Plan of staging: it failed\n\n```text\nError: no <credentials>\nfor @you\n```\n",
      diagram: undefined,
    });
  });

  it("is not taken from the plan of another environment", () => {
    writeOutcome(folder, plan({ environment: "production" }).outcome);
    expect(() => readPlanFolder(folder, "staging")).toThrow(
      new UsageError(
        `${folder}: it has the plan of "production". Allowed: one of "staging". ` +
          "Name the folder of that, or the other environment.",
      ),
    );
  });

  it("has to be whole", () => {
    writeOutcome(folder, plan().outcome);
    expect(() => readPlanFolder(folder, "staging")).toThrow("ENOENT");
  });
});
