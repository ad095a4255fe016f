import { outcome } from "../support/outcome";
import { command } from "./support";

const entry = "src/commands/bootstrap.ts";
const usage =
  "usage: npm run bootstrap -- <environment>\n" +
  "Makes the bucket for an environment's Terraform state; safe to repeat. Environments: hands-on, staging, production\n";

test.each([[[]], [["hands-on", "staging"]]])("shows its usage when called with %j", async (args) => {
  expect(await outcome(command(entry, args))).toEqual({ code: 2, signal: null, stdout: "", stderr: usage });
});

test("lists the environments there are when asked for another", async () => {
  const { code, stdout, stderr } = await outcome(command(entry, ["nowhere"]));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    '"nowhere" is not an environment. Allowed: hands-on, staging, production. ' +
      "Choose one of these, or add a file to src/environments and a line to its index.ts.\n",
  );
});
