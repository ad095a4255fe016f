import fc from "fast-check";
import { type EndpointNeeds, interfaceServices } from "../../src/lib/endpoint-services";

const least: EndpointNeeds = {
  secretsManager: false,
  parameterStore: false,
  executeCommand: "off",
  containerInstances: false,
};

const anyNeeds: fc.Arbitrary<EndpointNeeds> = fc.record({
  secretsManager: fc.boolean(),
  parameterStore: fc.boolean(),
  executeCommand: fc.constantFrom("off", "on", "on-with-customer-key"),
  containerInstances: fc.boolean(),
});

describe("interfaceServices", () => {
  it("are what every task needs to pull its image and to write its log", () => {
    expect(interfaceServices(least)).toEqual(["ecr.dkr", "ecr.api", "logs"]);
  });

  it.each<[needs: Partial<EndpointNeeds>, more: readonly string[]]>([
    [{ secretsManager: true }, ["secretsmanager"]],
    [{ parameterStore: true }, ["ssm"]],
    [{ executeCommand: "on" }, ["ssmmessages"]],
    [{ executeCommand: "on-with-customer-key" }, ["ssmmessages", "kms"]],
    [{ containerInstances: true }, ["ecs-agent", "ecs-telemetry", "ecs"]],
  ])("for %j are, beyond these, %j", (needs, more) => {
    expect(interfaceServices({ ...least, ...needs })).toEqual([...interfaceServices(least), ...more]);
  });

  it("are each there once, in an order that needs do not change", () => {
    const all = interfaceServices({
      secretsManager: true,
      parameterStore: true,
      executeCommand: "on-with-customer-key",
      containerInstances: true,
    });
    expect(all).toHaveLength(10);
    fc.assert(
      fc.property(anyNeeds, (needs) => {
        const services = interfaceServices(needs);
        expect(services).toEqual(all.filter((service) => services.includes(service)));
      }),
    );
  });
});
