import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "terraform-environment-"));
  mkdirSync(join(root, ".local"));
  jest.spyOn(process, "cwd").mockReturnValue(root);
  jest.resetModules();
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** The module reads its checkout's folders when it is loaded. */
function terraformEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const module = jest.requireActual<typeof import("../../../src/operations/terraform/environment")>(
    "../../../src/operations/terraform/environment",
  );
  return module.terraformEnvironment(environment);
}

function record(terraformConfig: string | null): void {
  writeFileSync(join(root, ".local", "setup.json"), JSON.stringify({ moto: { python: "/python" }, terraformConfig }));
}

test("takes providers from the mirror that set-up found, without copying them", () => {
  record("/ours.rc");
  expect(terraformEnvironment({ HOME: "/home" })).toEqual({
    HOME: "/home",
    TF_CLI_CONFIG_FILE: "/ours.rc",
    CHECKPOINT_DISABLE: "1",
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
  });
});

test("takes the user's own configuration where it is there", () => {
  record("/ours.rc");
  const own = join(root, "own.rc");
  writeFileSync(own, "");
  expect(terraformEnvironment({ TF_CLI_CONFIG_FILE: own })).toMatchObject({ TF_CLI_CONFIG_FILE: own });
});

test.each([
  ["/ours.rc", "/ours.rc"],
  [null, undefined],
])("replaces a user's configuration that is not there (ours: %s)", (ours, expected) => {
  record(ours);
  const environment = terraformEnvironment({ TF_CLI_CONFIG_FILE: "/nowhere.rc" });
  expect(environment["TF_CLI_CONFIG_FILE"]).toBe(expected);
});

test("keeps downloaded providers inside the checkout", () => {
  record(null);
  const cache = join(root, ".local", "plugin-cache");
  expect(terraformEnvironment({})).toEqual({ CHECKPOINT_DISABLE: "1", TF_PLUGIN_CACHE_DIR: cache });
  expect(existsSync(cache)).toBe(true);
});

test("leaves the user's own plugin cache in force", () => {
  record(null);
  expect(terraformEnvironment({ TF_PLUGIN_CACHE_DIR: "/cache" })).toEqual({
    CHECKPOINT_DISABLE: "1",
    TF_PLUGIN_CACHE_DIR: "/cache",
  });
  expect(existsSync(join(root, ".local", "plugin-cache"))).toBe(false);
});

test("says what to run when set-up has not run", () => {
  expect(() => terraformEnvironment({})).toThrow(
    `${join(root, ".local", "setup.json")}: set-up has not run in this checkout. Run: npm run setup`,
  );
});
