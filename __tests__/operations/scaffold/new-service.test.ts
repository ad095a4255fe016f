import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentInputs } from "../../../src/environments";
import { parseEnvironments } from "../../../src/environments/parse";
import type { Environment } from "../../../src/environments/schema";
import { UsageError } from "../../../src/lib/errors";
import { must } from "../../support/must";
import { evaluate } from "../../../src/operations/scaffold/environment-source";
import { newService } from "../../../src/operations/scaffold/new-service";
import { CheckoutCopy } from "./checkout-copy";

let copy: CheckoutCopy;
beforeEach(() => {
  copy = new CheckoutCopy();
});
afterEach(() => {
  copy.dispose();
});

const fileOf = (environment: string) => join("src", "environments", `${environment}.ts`);

function parsed(environment: string): Environment {
  const others = environmentInputs.filter(({ name }) => name !== environment);
  return must(parseEnvironments([...others, evaluate(copy.read(fileOf(environment)))]).at(-1));
}

describe("a new service", () => {
  it.each([
    ["staging", 110, false],
    ["production", 110, true],
  ])(
    "of %s gets priority %d, which is free, and alarms where the others have them",
    (environment, priority, alarms) => {
      newService({ environment, name: "orders" }, copy.root);
      const { services } = parsed(environment);
      expect(Object.keys(services).at(-1)).toBe("orders");
      const { route, alarms: own } = must(services["orders"]);
      expect(route).toEqual({ priority, paths: ["/orders/*"] });
      expect(own !== undefined).toBe(alarms);
    },
  );

  it.each(["network", "container", "constructor"])("may be named %s, and is told with its own line", (name) => {
    const report = newService({ environment: "production", name }, copy.root);
    const [, line = ""] = /:(\d+)$/m.exec(report) ?? [];
    expect(copy.read(fileOf("production")).split("\n")[Number(line) - 1]).toBe(`    ${name}: {`);
    expect(copy.read(fileOf("production")).split("\n")[Number(line)]).toContain(`paths: ["/${name}/*"]`);
  });

  it("leaves the rest of the file as it was", () => {
    const before = copy.read(fileOf("production")).split("\n");
    newService({ environment: "production", name: "orders" }, copy.root);
    const after = copy.read(fileOf("production")).split("\n");
    expect(after.length).toBeGreaterThan(before.length + 5);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
  });

  it("is told with its line", () => {
    const report = newService({ environment: "staging", name: "orders" }, copy.root);
    const told = /^Added the service orders to staging: src\/environments\/staging\.ts:(\d+)$/m.exec(report);
    expect(copy.read(fileOf("staging")).split("\n")[Number(told?.[1]) - 1]).toBe("    orders: {");
  });

  it.each([
    // Its only service has the listeners' default actions, and so no route that says what the other one leaves it.
    [
      "hands-on",
      "orders",
      "hands-on: services.web.route: missing, though 2 services share the load balancer's listeners.",
    ],
    ["nowhere", "orders", '"nowhere" is not an environment.'],
    ["production", "Orders", '"Orders" is not a name for a service. Allowed: up to 24 lower-case letters,'],
    [
      "production",
      "api",
      "production has a service api already. Choose another name, or edit src/environments/production.ts.",
    ],
  ])("of %s named %s is refused, and nothing is written", (environment, name, message) => {
    const before = copy.contents();
    const refused = () => newService({ environment, name }, copy.root);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
    expect(copy.contents()).toEqual(before);
  });

  it("is refused where the file's services cannot be edited", () => {
    const file = fileOf("staging");
    const text = copy
      .read(file)
      .replace("services: {", "services: Object.assign({}, {")
      .replace(/\n {2}\},\n\};\n$/, "\n  }),\n};\n");
    writeFileSync(join(copy.root, file), text);
    expect(() => newService({ environment: "staging", name: "orders" }, copy.root)).toThrow(
      `${file} has no services that can be edited. Edit the file by hand.`,
    );
    expect(copy.read(file)).toBe(text);
  });
});
