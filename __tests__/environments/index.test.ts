import { environment, environments } from "../../src/environments";
import { UsageError } from "../../src/lib/errors";

describe("environments", () => {
  it("are these", () => {
    expect(environments().map(({ name }) => name)).toEqual(["hands-on", "staging", "production"]);
  });

  it("are read once", () => {
    expect(environments()).toBe(environments());
  });
});

describe("environment", () => {
  it("finds one by its name", () => {
    expect(environment("hands-on").name).toBe("hands-on");
  });

  it.each(["prod", "", "Hands-On", "toString"])("answers %j with the names there are", (name) => {
    const message =
      `"${name}" is not an environment. Allowed: hands-on, staging, production. ` +
      "Choose one of these, or make one: npm run new -- environment <name> --from <environment>";
    expect(() => environment(name)).toThrow(new UsageError(message));
    expect(() => environment(name)).toThrow(UsageError);
  });
});
