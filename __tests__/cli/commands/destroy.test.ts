import { destroy } from "../../../src/cli/commands/destroy";
import { parse } from "../../../src/cli/parse";
import { rememberInvocation } from "../../../src/lib/command-line";
import { UsageError } from "../../../src/lib/errors";

function prepare(...args: readonly string[]) {
  const command = parse(["destroy", ...args], {})?.command;
  if (command === undefined) throw new Error("It asks for help.");
  return destroy.prepare(command);
}

describe("destroy", () => {
  const isTTY = process.stdin.isTTY;

  beforeEach(() => {
    rememberInvocation({ launcher: "./bluegreen", local: false });
    process.stdin.isTTY = false;
  });

  afterEach(() => {
    rememberInvocation({ launcher: undefined, local: false });
    process.stdin.isTTY = isTTY;
  });

  it("keeps --empty-images from CDKTF, which does not know it", () => {
    const command = parse(["destroy", "hands-on", "--empty-images", "--auto-approve"], {})?.command;
    expect(command?.args).toEqual(["hands-on", "--auto-approve"]);
    expect(() => prepare("hands-on", "--empty-images", "--auto-approve")).not.toThrow();
  });

  it.each<[args: readonly string[], message: string]>([
    [
      ["--empty-images"],
      "--empty-images: it is for one environment. Allowed: hands-on, staging, production. " +
        "Name one: ./bluegreen destroy <environment> --empty-images",
    ],
    [
      ["hands-on", "--empty-images"],
      "--empty-images asks before it deletes, and there is no terminal to ask on. " +
        "Add --auto-approve to delete and destroy.",
    ],
  ])("refuses %j before it looks at anything", (args, message) => {
    expect(() => prepare(...args)).toThrow(new UsageError(message));
  });
});
