import { outcome } from "../support/outcome";
import { command } from "./support";

const usage =
  "usage: npm run scan [-- <environment>...] [--if-installable]\n" +
  "Checks the Terraform JSON with checkov. Without environments: all that the security rules hold for. " +
  "--if-installable: success where checkov cannot be installed.\n";

describe("npm run scan", () => {
  it("names an environment that is not there, with exit code 2", async () => {
    const { code, stdout, stderr } = await outcome(command("src/commands/scan.ts", ["nowhere"]));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^"nowhere" is not an environment\. Allowed: hands-on/);
  });

  it("names an option that it does not know, with exit code 2 and the usage", async () => {
    const { code, stdout, stderr } = await outcome(command("src/commands/scan.ts", ["--fix"]));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Unknown option '--fix'/);
    expect(stderr).toContain(usage);
  });
});
