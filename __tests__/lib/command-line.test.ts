import { calledAs, commandLine, rememberInvocation } from "../../src/lib/command-line";

afterEach(() => {
  rememberInvocation({ launcher: undefined, local: false });
});

type Row = readonly [name: string, options: readonly string[], line: string];

describe("a command to type", () => {
  it.each<Row>([
    ["release", ["production", "--continue"], "npm run release -- production --continue"],
    ["synth", [], "npm run synth"],
    ["start", [], "npm start"],
    ["deploy", ["production"], "npx cdktf deploy production"],
    ["local image", ["hands-on", "2"], "npm run local:image -- hands-on 2"],
    ["local down", [], "npm run local:down"],
    ["local up", [], "npm run local -- up"],
    ["pipeline apply", ["production"], "npm run pipeline -- apply production"],
  ])("under npm: %s %j", (name, options, line) => {
    expect(commandLine(name, ...options)).toBe(line);
  });

  it.each<Row>([
    ["release", ["hands-on", "--continue"], "npm run release -- hands-on --continue --local"],
    ["deploy", ["hands-on"], "npm run local -- npx cdktf deploy hands-on"],
    ["local image", ["hands-on", "2"], "npm run local:image -- hands-on 2"],
    ["start", [], "npm start"],
  ])("under npm, against the local AWS: %s %j", (name, options, line) => {
    rememberInvocation({ launcher: undefined, local: true });
    expect(commandLine(name, ...options)).toBe(line);
  });

  it.each<Row>([
    ["release", ["hands-on", "--continue"], "./bluegreen release hands-on --continue --local"],
    ["destroy", ["hands-on"], "./bluegreen destroy hands-on --local"],
    ["local image", ["hands-on", "2"], "./bluegreen local image hands-on 2"],
    ["start", [], "./bluegreen start"],
    ["synth", [], "./bluegreen synth"],
  ])("for the launcher, against the local AWS: %s %j", (name, options, line) => {
    rememberInvocation({ launcher: "./bluegreen", local: true });
    expect(commandLine(name, ...options)).toBe(line);
  });

  it("is shown in the usage as it was called", () => {
    expect(calledAs("local image")).toBe("npm run local:image --");
    rememberInvocation({ launcher: "../bluegreen", local: false });
    expect(calledAs("local image")).toBe("../bluegreen local image");
    expect(calledAs("")).toBe("../bluegreen");
  });
});
