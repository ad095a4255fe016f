import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkout } from "../../src/lib/checkout";
import { environments } from "../../src/environments";
import { matrix } from "../../src/operations/pipeline/environments";
import { npmRuns, readArguments } from "./command-lines";
import { everyJob, everyScript, workflow, workflows } from "./workflow";

const npmScripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(checkout.root, "package.json"), "utf8"))).scripts;

describe("what the workflows run", () => {
  it("holds no expression: what others wrote reaches a shell as a variable only", () => {
    expect(everyScript().length).toBeGreaterThan(20);
    expect(everyScript().filter(({ value }) => value.includes("${{"))).toEqual([]);
  });

  it("is there, and takes its arguments", () => {
    const runs = everyScript().flatMap(({ value }) => npmRuns(value));
    // As many as a plain look at the text finds: none was missed.
    const plain = everyScript().flatMap(({ value }) => [...value.matchAll(/npm (run|test)\b|node bluegreen/g)]);
    expect(runs).toHaveLength(plain.length);
    for (const run of runs) {
      expect(Object.keys(npmScripts)).toContain(run.script);
      expect(() => readArguments(run)).not.toThrow();
    }
    expect(new Set(runs.map(({ script }) => script))).toEqual(
      new Set(["pipeline", "synth", "release", "rollback", "test"]),
    );
  });

  it("would be refused if it were wrong", () => {
    const [run] = npmRuns('npm run --silent pipeline -- plan "$ENVIRONMENT" --nonsense | tee log');
    expect(run).toEqual({ script: "pipeline", args: ["plan", "production", "--nonsense"] });
    expect(() => run && readArguments(run)).toThrow("Unknown option '--nonsense'");
  });

  it("has Terraform where it runs Terraform, and nowhere else", () => {
    const needs = everyJob().filter(({ value: { steps } }) =>
      steps.some(({ run = "" }) => /npm run synth\b/.test(run)),
    );
    const has = everyJob().filter(({ value: { steps } }) => steps.some((step) => step.with["terraform"] === "true"));
    expect(needs).toHaveLength(4);
    expect(has.map(({ place }) => place)).toEqual(needs.map(({ place }) => place));
  });

  it("asks of an environment what the matrix knows", () => {
    const known = new Set(matrix(environments()).include.flatMap((entry) => Object.keys(entry)));
    const asked = workflows
      .filter(({ name }) => name !== "ci.yml")
      .flatMap(({ text }) => [...text.matchAll(/\bmatrix\.(\w+)/g)].map(([, key]) => key));
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((key = "") => !known.has(key))).toEqual([]);
  });

  it("runs on the Node that the project names", () => {
    const named = readFileSync(join(checkout.root, ".node-version"), "utf8").trim();
    expect(workflow("ci.yml").text).toContain(`node: ["20.19", "22", "${named}"]`);
  });
});
