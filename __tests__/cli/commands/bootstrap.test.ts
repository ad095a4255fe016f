import { outcome } from "../../support/outcome";
import { command } from "../support";

const usage = "Usage: npm run bootstrap -- [options] <environment>. All options: npm run bootstrap -- --help\n";

test.each([
  [[], "Missing required argument 'environment'."],
  [["hands-on", "staging"], "Too many arguments for 'bootstrap'. Expected 1 argument but got 2."],
])("shows its usage when called with %j", async (args, fault) => {
  expect(await outcome(command(["bootstrap", ...args]))).toEqual({
    code: 2,
    signal: null,
    stdout: "",
    stderr: `${fault}\n${usage}`,
  });
});

test("lists the environments there are when asked for another", async () => {
  const { code, stdout, stderr } = await outcome(command(["bootstrap", "nowhere"]));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    '"nowhere" is not an environment. Allowed: hands-on, staging, production. ' +
      "Choose one of these, or make one: npm run new -- environment <name> --from <environment>\n",
  );
});
