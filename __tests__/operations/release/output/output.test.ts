import { createOutput } from "../../../../src/operations/release/output/output";
import { contract, snapshot, taskSets } from "../support/samples";

function streams(isTTY: boolean) {
  const written = { out: "", err: "" };
  return {
    written,
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { isTTY, write: (text: string) => (written.err += text) },
  };
}

const first = { deployment: snapshot({ events: [] }) };
const second = { deployment: snapshot({ events: [], taskSets: taskSets(100) }) };

describe("in a log", () => {
  it("each thing is a line, told once, with the time; the result alone is on standard output", () => {
    const { written, ...to } = streams(false);
    const output = createOutput(false, to);
    output.note("Scaling is suspended.");
    output.look(contract, first, 0);
    output.look(contract, first, 1_000, "AWS cannot be reached.");
    output.look(contract, first, 2_000, "AWS cannot be reached.");
    output.look(contract, second, 61_000);
    output.result(0, "Done.");
    expect(written.err).toBe(`Scaling is suspended.
00:00 d-1 InProgress
00:01 AWS cannot be reached.
01:01 tasks blue (original): 2 of 2 running
01:01 tasks green (replacement): 2 of 2 running
01:01 traffic ░░░░░░░░░░░░░░░░░░░░ original 100 %, replacement 0 %
`);
    expect(written.out).toBe("Done.\n");
  });
});

describe("for a program", () => {
  it("each thing is a JSON object on a line of standard output, the result the last", () => {
    const { written, ...to } = streams(true);
    const output = createOutput(true, to);
    output.note("Scaling is suspended.");
    output.look(contract, first, 0);
    output.look(contract, first, 1_000, "AWS cannot be reached.");
    output.result(3, "It failed.", { deployment: "d-1" });
    expect(written.err).toBe("");
    expect(
      written.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { type: "note", message: "Scaling is suspended." },
      { type: "deployment", elapsedSeconds: 0, deployment: "d-1", status: "InProgress" },
      { type: "trouble", elapsedSeconds: 1, message: "AWS cannot be reached." },
      { type: "result", exitCode: 3, message: "It failed.", deployment: "d-1" },
    ]);
  });
});

describe("on a terminal", () => {
  const before = process.env["NO_COLOR"];
  beforeEach(() => {
    process.env["NO_COLOR"] = "1";
  });
  afterEach(() => {
    if (before === undefined) delete process.env["NO_COLOR"];
    else process.env["NO_COLOR"] = before;
  });

  it("the picture is drawn over the one before, and a note starts a new one", () => {
    const { written, ...to } = streams(true);
    const output = createOutput(false, to);
    const draws: string[] = [];
    const drawn = (act: () => void): void => {
      written.err = "";
      act();
      draws.push(written.err);
    };
    drawn(() => {
      output.look(contract, first, 0);
    });
    drawn(() => {
      output.look(contract, second, 1_000);
    });
    drawn(() => {
      output.note("Scaling is restored.");
    });
    drawn(() => {
      output.look(contract, second, 2_000);
    });
    const [alone = "", over = "", note = "", fresh = ""] = draws;
    expect(alone).toBe("\u001B[?7ld-1  InProgress  00:00  CodeDeployDefault.ECSAllAtOnce\n\u001B[?7h");
    expect(over.startsWith("\u001B[1A\u001B[J\u001B[?7ld-1  InProgress  00:01")).toBe(true);
    expect(over.split("\n")).toHaveLength(4);
    expect(note).toBe("Scaling is restored.\n");
    expect(fresh.startsWith("\u001B[?7ld-1  InProgress  00:02")).toBe(true);
  });
});
