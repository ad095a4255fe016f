import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentInputs } from "../../../src/environments";
import { parseEnvironments } from "../../../src/environments/parse";
import { UsageError } from "../../../src/lib/errors";
import { must } from "../../support/must";
import { evaluate } from "../../../src/operations/scaffold/environment-source";
import { newEnvironment } from "../../../src/operations/scaffold/new-environment";
import { CheckoutCopy } from "./checkout-copy";

let copy: CheckoutCopy;
beforeEach(() => {
  copy = new CheckoutCopy();
});
afterEach(() => {
  copy.dispose();
});

const file = join("src", "environments", "qa-2.ts");
const index = join("src", "environments", "index.ts");

describe("a new environment", () => {
  it.each(["hands-on", "staging", "production"])("of %s is valid, formatted and apart from all others", (from) => {
    newEnvironment({ name: "qa-2", from }, copy.root);
    const parsed = parseEnvironments([...environmentInputs, evaluate(copy.read(file))]);
    const [source, made] = [must(parsed.find(({ name }) => name === from)), must(parsed.at(-1))];
    expect(made.name).toBe("qa-2");
    expect(made.project).not.toBe(source.project);
    expect(made.backend).toMatchObject({
      bucket: `${made.project.toLowerCase()}-terraform-state`,
      key: "qa-2/terraform.tfstate",
    });
    expect(Object.keys(made.services)).toEqual(Object.keys(source.services));
    expect(made.network).toEqual(source.network);
    expect(copy.read(file)).toContain("export const qa2: EnvironmentInput = {");
  });

  it("takes no service's own names over, also where nothing follows them", () => {
    const source = join("src", "environments", "hands-on.ts");
    writeFileSync(
      join(copy.root, source),
      copy
        .read(source)
        .replace(
          /services: \{[^]*\n {2}\},\n\};/,
          'services: {web: {desiredCount: 1, cpu: 256, memory: 512, names: {service: "X"}}}};',
        ),
    );
    newEnvironment({ name: "qa-2", from: "hands-on" }, copy.root);
    expect(copy.read(file)).toContain("services: { web: { desiredCount: 1, cpu: 256, memory: 512 } },");
  });

  it("has locks and a line in the index", () => {
    newEnvironment({ name: "qa-2", from: "production" }, copy.root);
    expect(copy.read(index)).toContain('import { qa2 } from "./qa-2";\n');
    expect(copy.read(index)).toContain("[handsOn, staging, production, qa2];");
    for (const stack of ["", "-state"]) {
      const lock = (name: string) => copy.read(join("locks", `${name}${stack}.terraform.lock.hcl`));
      expect(lock("qa-2")).toBe(lock("production"));
    }
  });

  it("is told with the line of every value to change", () => {
    const report = newEnvironment({ name: "qa-2", from: "production" }, copy.root);
    const lines = copy.read(file).split("\n");
    const places = [...report.matchAll(/^ {2}(\S+):(\d+) {2}(\S+) {2}(".*")$/gm)];
    expect(places.map(([, , , path]) => path)).toEqual(
      expect.arrayContaining([
        "account",
        "backend.bucket",
        "network.cidr",
        "alerts.emails",
        "github.repository",
        "github.provider",
      ]),
    );
    expect(places.length).toBeGreaterThan(12);
    for (const [, path, line, , value = ""] of places) {
      expect(path).toBe(file);
      expect(lines[Number(line) - 1]).toContain(value);
    }
  });

  it("takes the identity provider of GitHub as the other environment made it", () => {
    newEnvironment({ name: "qa-2", from: "production" }, copy.root);
    expect(copy.read(file)).toContain('github: { provider: "existing", repository: "example/shop" },');
  });

  it.each([
    [
      "production",
      "staging",
      "production is an environment already. Choose another name, or edit src/environments/production.ts.",
    ],
    ["QA", "staging", '"QA" is not a name for an environment. Allowed: up to 64 lower-case letters,'],
    ["qa", "nowhere", '"nowhere" is not an environment. Allowed: hands-on, staging, production.'],
  ])("named %s from %s is refused, and nothing is written", (name, from, message) => {
    const before = copy.contents();
    const refused = () => newEnvironment({ name, from }, copy.root);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
    expect(copy.contents()).toEqual(before);
  });

  it("does not overwrite a file that is something else", () => {
    writeFileSync(join(copy.root, file), "// mine\n");
    const before = copy.contents();
    expect(() => newEnvironment({ name: "qa-2", from: "staging" }, copy.root)).toThrow(
      `${file} is there already and is something else. Remove it, or choose another name.`,
    );
    expect(copy.contents()).toEqual(before);
  });

  it("is finished by the same command where it was interrupted before the index was written", () => {
    const indexBefore = copy.read(index);
    newEnvironment({ name: "qa-2", from: "staging" }, copy.root);
    const whole = copy.contents();
    writeFileSync(join(copy.root, index), indexBefore);
    newEnvironment({ name: "qa-2", from: "staging" }, copy.root);
    expect(copy.contents()).toEqual(whole);
  });
});
