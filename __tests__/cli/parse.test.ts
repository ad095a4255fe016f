import { commands } from "../../src/cli/commands/index";
import { createProgram, nameOf, parse } from "../../src/cli/parse";
import { rememberInvocation } from "../../src/lib/command-line";
import { UsageError } from "../../src/lib/errors";

afterEach(() => {
  rememberInvocation({ launcher: undefined, local: false });
});

describe("a command line", () => {
  it("of every command has a description and an example", () => {
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter(({ description, examples }) => description === "" || examples.length === 0)).toEqual([]);
  });

  it.each(commands.flatMap(({ name, examples }) => examples.map((example) => `${name} ${example}`.trim())))(
    "can be read as the help shows it: %s",
    (line) => {
      const name = commands.map((one) => one.name).findLast((one) => line === one || line.startsWith(`${one} `)) ?? "";
      const chosen = parse(line.split(" "), {});
      expect(chosen).toBeDefined();
      expect(chosen?.definition.name).toBe(name);
    },
  );

  it.each([
    ["relase production", "Unknown command 'relase'. Did you mean release?"],
    ["stauts production", "Unknown command 'stauts'. Did you mean status?"],
    ["deploi production", "Unknown command 'deploi'. Did you mean deploy?"],
  ])("%s is refused, with the command that was meant", (line, fault) => {
    rememberInvocation({ launcher: "./bluegreen", local: false });
    expect(() => parse(line.split(" "), {})).toThrow(
      new UsageError(`${fault}\nUsage: ./bluegreen [options] [command]. All commands: ./bluegreen --help`),
    );
  });

  it("without a command is refused with the list of all", () => {
    expect(() => parse([], {})).toThrow(UsageError);
    expect(() => parse([], {})).toThrow(/\n {2}start .*\n[^]*\n {2}release /);
  });

  it("keeps the arguments of a program that is run against the local AWS as they are", () => {
    const line = ["local", "--", "aws", "ecs", "list-services", "--cluster", "x", "--help", "--version"];
    expect(parse(line, {})?.command.args).toEqual(line.slice(2));
    expect(parse(["local", ...line.slice(2)], {})?.command.args).toEqual(line.slice(2));
  });

  it("passes on to CDKTF what is CDKTF's, in its order, and keeps --local", () => {
    const chosen = parse(["deploy", "hands-on", "--local", "--auto-approve", "--parallelism", "2"], {});
    expect(chosen?.command.args).toEqual(["hands-on", "--auto-approve", "--parallelism", "2"]);
    expect(chosen?.command.opts()).toEqual({ local: true });
  });
});

describe("--help", () => {
  let printed: string;

  beforeEach(() => {
    printed = "";
    jest.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(commands.map(({ name }) => name))("of %s is answered, with examples, and chooses nothing to run", (name) => {
    rememberInvocation({ launcher: "./bluegreen", local: false });
    for (const help of ["--help", "-h"]) expect(parse([...name.split(" "), help], {})).toBeUndefined();
    expect(printed.startsWith(`Usage: ./bluegreen ${name} `)).toBe(true);
    expect(printed).toContain(`\nExamples:\n  ./bluegreen ${name}`);
  });

  it("comes first, whatever else is there", () => {
    expect(parse(["release", "production", "--yes", "--help", "--image", "3"], {})).toBeUndefined();
    expect(printed).toContain("Usage: npm run release -- [options] <environment>");
  });

  it("of a pipeline names its steps", () => {
    expect(parse(["pipeline", "--help"], {})).toBeUndefined();
    for (const step of ["environments", "plan", "comment", "reviewed", "apply", "drift"]) {
      expect(printed).toContain(`\n  ${step} `);
    }
  });

  it("has --version beside it", () => {
    expect(parse(["--version"], {})).toBeUndefined();
    expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("options that npm took for its own", () => {
  const npm = (script: string, options: NodeJS.ProcessEnv) => ({ npm_lifecycle_event: script, ...options });

  it.each<[line: string, variables: NodeJS.ProcessEnv, message: string]>([
    [
      "release production --image 3",
      npm("release", { npm_config_dry_run: "true" }),
      "npm took --dry-run for an option of its own, and release did not get it. Nothing was done. " +
        "Put -- before the options: npm run release -- production --image 3 --dry-run",
    ],
    [
      "rollback production",
      npm("rollback", { npm_config_service: "web", npm_config_wait_for: "traffic" }),
      "npm took --service web --wait-for traffic for an option of its own, and rollback did not get it. Nothing was done. " +
        "Put -- before the options: npm run rollback -- production --service web --wait-for traffic",
    ],
    [
      "local image hands-on",
      npm("local:image", { npm_config_service: "web" }),
      "npm took --service web for an option of its own, and local image did not get it. Nothing was done. " +
        "Put -- before the options: npm run local:image -- hands-on --service web",
    ],
    [
      "pipeline plan production",
      npm("pipeline", { npm_config_live: "true" }),
      "npm took --live for an option of its own, and pipeline plan did not get it. Nothing was done. " +
        "Put -- before the options: npm run pipeline -- plan production --live",
    ],
  ])("are refused: %s with %j", (line, variables, message) => {
    expect(() => parse(line.split(" "), variables)).toThrow(new UsageError(message));
  });

  it.each<[why: string, line: string, variables: NodeJS.ProcessEnv]>([
    [
      "it was given to the command too",
      "release production --service web --yes",
      npm("release", { npm_config_yes: "true" }),
    ],
    ["npm started another command", "release production --service web", npm("local", { npm_config_dry_run: "true" })],
    ["npm did not start it", "release production --service web", { npm_config_dry_run: "true" }],
    ["npm says that it is off", "release production --service web", npm("release", { npm_config_dry_run: "" })],
    ["the command has no such option", "release production", npm("release", { npm_config_loglevel: "silent" })],
  ])("are none where %s", (_, line, variables) => {
    expect(parse(line.split(" "), variables)?.definition.name).toBe("release");
  });
});

it("finds the name of each command in the tree", () => {
  const names = (program = createProgram()): readonly string[] =>
    program.commands.flatMap((child) => [nameOf(child), ...names(child)]);
  expect(new Set(names())).toEqual(new Set(["new", "pipeline", ...commands.map(({ name }) => name)]));
});
