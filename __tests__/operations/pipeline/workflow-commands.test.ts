import { withoutCommands } from "../../../src/operations/pipeline/workflow-commands";

describe("what a step prints", () => {
  let lines: string[];

  beforeEach(() => {
    lines = [];
    jest.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const work = () => {
    process.stderr.write("::set-output name=hash::abc\n");
    return Promise.resolve(7);
  };

  it("is no command to GitHub's runner, until it is over", async () => {
    expect(await withoutCommands({ GITHUB_ACTIONS: "true" }, work)).toBe(7);
    const [stop, printed, go] = lines;
    const [, token = ""] = /^::stop-commands::([0-9a-f-]{36})\n$/.exec(stop ?? "") ?? [];
    expect(token).not.toBe("");
    expect([printed, go, lines.length]).toEqual(["::set-output name=hash::abc\n", `::${token}::\n`, 3]);
  });

  it("ends with another word each time, so that nobody can say it", async () => {
    await withoutCommands({ GITHUB_ACTIONS: "true" }, work);
    await withoutCommands({ GITHUB_ACTIONS: "true" }, work);
    expect(new Set(lines).size).toBe(5);
  });

  it("is let through again after a failure", async () => {
    const failing = () => Promise.reject(new Error("cut"));
    await expect(withoutCommands({ GITHUB_ACTIONS: "true" }, failing)).rejects.toThrow("cut");
    expect(lines).toHaveLength(2);
  });

  it("is as it is elsewhere", async () => {
    expect(await withoutCommands({}, work)).toBe(7);
    expect(lines).toEqual(["::set-output name=hash::abc\n"]);
  });
});
