import { outcome } from "../../support/outcome";
import { command } from "../support";

describe("npm run scan", () => {
  it("names an environment that is not there, with exit code 2", async () => {
    const { code, stdout, stderr } = await outcome(command(["scan", "nowhere"]));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^"nowhere" is not an environment\. Allowed: hands-on/);
  });

  it("names an option that it does not know, with exit code 2 and the usage", async () => {
    expect(await outcome(command(["scan", "--fix"]))).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr:
        "Unknown option '--fix'.\n" +
        "Usage: npm run scan -- [options] [environments...]. All options: npm run scan -- --help\n",
    });
  });
});
