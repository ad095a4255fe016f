import fc from "fast-check";
import {
  type EndpointNeeds,
  endpointNeeds,
  interfaceServices,
  type ServiceUse,
} from "../../../src/lib/aws/endpoint-services";

const anyNeeds: fc.Arbitrary<EndpointNeeds> = fc.record({
  secretsManager: fc.boolean(),
  parameterStore: fc.boolean(),
  executeCommand: fc.constantFrom("off", "on", "on-with-customer-key"),
  containerInstances: fc.boolean(),
});

/** What every service needs, without anything beyond. */
const noNeeds: EndpointNeeds = {
  secretsManager: false,
  parameterStore: false,
  executeCommand: "off",
  containerInstances: false,
};

describe("interfaceServices", () => {
  it("are what every task needs to pull its image and to write its log", () => {
    expect(interfaceServices(noNeeds)).toEqual(["ecr.dkr", "ecr.api", "logs"]);
  });

  it.each<[needs: Partial<EndpointNeeds>, more: readonly string[]]>([
    [{ secretsManager: true }, ["secretsmanager"]],
    [{ parameterStore: true }, ["ssm"]],
    [{ executeCommand: "on" }, ["ssmmessages"]],
    [{ executeCommand: "on-with-customer-key" }, ["ssmmessages", "kms"]],
    [{ containerInstances: true }, ["ecs-agent", "ecs-telemetry", "ecs"]],
  ])("for %j are, beyond these, %j", (needs, more) => {
    expect(interfaceServices({ ...noNeeds, ...needs })).toEqual([...interfaceServices(noNeeds), ...more]);
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

describe("endpointNeeds", () => {
  const plain: ServiceUse = { secretArns: [], executeCommand: false, onInstances: false };
  const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/database-a1b2c3";
  const parameter = "arn:aws:ssm:ap-northeast-1:123456789012:parameter/shop/secretsmanager";

  it("are none without services, and none of services that use nothing", () => {
    expect(endpointNeeds([], true)).toEqual(noNeeds);
    expect(endpointNeeds([plain, plain], true)).toEqual(noNeeds);
  });

  it.each<[use: Partial<ServiceUse>, sessionKey: boolean, needs: Partial<EndpointNeeds>]>([
    [{ secretArns: [secret] }, false, { secretsManager: true }],
    [{ secretArns: [parameter] }, false, { parameterStore: true }],
    [{ secretArns: [parameter, secret] }, false, { secretsManager: true, parameterStore: true }],
    [{ executeCommand: true }, false, { executeCommand: "on" }],
    [{ executeCommand: true }, true, { executeCommand: "on-with-customer-key" }],
    [{ onInstances: true }, false, { containerInstances: true }],
  ])("of one service among others that uses %j (session key: %s) are %j", (use, sessionKey, needs) => {
    expect(endpointNeeds([plain, { ...plain, ...use }, plain], sessionKey)).toEqual({ ...noNeeds, ...needs });
  });
});
