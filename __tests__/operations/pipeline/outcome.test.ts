import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { UsageError } from "../../../src/lib/errors";
import { type PlanOutcome, readOutcome, writeOutcome } from "../../../src/operations/pipeline/outcome";
import { severities } from "../../../src/operations/review/finding";

const advice =
  "Allowed: what `npm run pipeline -- plan <environment>` writes. Run that first, and name its folder if it is another.";

const outcomes: fc.Arbitrary<PlanOutcome> = fc.record({
  environment: fc.string(),
  hash: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/), { nil: undefined }),
  severity: fc.option(fc.constantFrom(...severities), { nil: undefined }),
  verdict: fc.string(),
  changes: fc.nat(),
  failure: fc.option(fc.string(), { nil: undefined }),
});

describe("the outcome of a plan", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "outcome-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read as it was written, whatever is in it, and leaves no other file", () => {
    fc.assert(
      fc.property(outcomes, (outcome) => {
        writeOutcome(folder, outcome);
        expect(readOutcome(folder)).toEqual(outcome);
        expect(readdirSync(folder)).toEqual(["outcome.json"]);
      }),
      { numRuns: 50 },
    );
  });

  it("names only what there is, in a folder that it makes", () => {
    const inner = join(folder, "not", "there");
    writeOutcome(inner, { environment: "staging", verdict: "Nothing changes.", changes: 0 });
    expect(readFileSync(join(inner, "outcome.json"), "utf8")).toBe(
      '{\n  "environment": "staging",\n  "verdict": "Nothing changes.",\n  "changes": 0\n}\n',
    );
  });

  it("cannot be read where no plan was made", () => {
    const file = join(folder, "outcome.json");
    expect(() => readOutcome(folder)).toThrow(new UsageError(`${file}: there is no such file. ${advice}`));
  });

  it.each([
    ["text", "half"],
    ["another JSON", "[]"],
    ["a severity that is none", '{"environment":"a","verdict":"b","changes":0,"severity":"bad"}'],
    ["a hash that is none", '{"environment":"a","verdict":"b","changes":0,"hash":"--verify"}'],
  ])("is not taken from %s", (_, content) => {
    const file = join(folder, "outcome.json");
    writeFileSync(file, content);
    expect(() => readOutcome(folder)).toThrow(new UsageError(`${file}: this is not the outcome of a plan. ${advice}`));
  });

  it("leaves nothing half-written where it cannot be written", () => {
    mkdirSync(join(folder, "outcome.json"));
    expect(() => {
      writeOutcome(folder, { environment: "a", verdict: "b", changes: 0 });
    }).toThrow("outcome.json");
    expect(readdirSync(folder)).toEqual(["outcome.json"]);
  });
});
