import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDiagram } from "../../../src/operations/pipeline/diagram-file";
import type { ReviewedPlan } from "../../../src/operations/pipeline/reviewed-plan";
import type { StackJson } from "../../../src/lib/terraform/stack-json";
import { readPlanJson } from "../../../src/operations/review/plan/plan-json";
import { review } from "../../../src/operations/review/review";
import { handsOn } from "../../support/synthesized";

const plan = readPlanJson('{"format_version":"1.2","resource_changes":[]}', "a plan");
const reviewed = { session: { environment: handsOn }, plan, review: review(plan) } as unknown as ReviewedPlan;

describe("the picture of a plan", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "picture-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is drawn for files and for comments, and says of what it is", async () => {
    await writeDiagram(folder, { data: {}, resource: {} }, reviewed);
    expect(readdirSync(folder).sort()).toEqual(["diagram.mmd", "diagram.svg"]);
    expect(readFileSync(join(folder, "diagram.svg"), "utf8")).toMatch(/^<svg /);
    expect(readFileSync(join(folder, "diagram.mmd"), "utf8")).toContain("Plan of hands-on");
  });

  it("is done without where it cannot be drawn: the plan is as good", async () => {
    const shown = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const broken: StackJson = {
      data: {},
      get resource(): never {
        throw new Error("no ink");
      },
    };
    await writeDiagram(folder, broken, reviewed);
    const said = shown.mock.calls.map(([text]) => text);
    shown.mockRestore();
    expect(said).toEqual(["pipeline: there is no picture of this plan: no ink\n"]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
