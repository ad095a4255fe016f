import { RegisterTaskDefinitionCommand, type RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { AwsError } from "../../../../src/local-aws/protocol/call";
import { checkContainers } from "../../../../src/local-aws/ecs/checks/check-containers";
import { startTestGateway, type TestGateway } from "../../../support/gateway";

type Request = Partial<Pick<RegisterTaskDefinitionRequest, "containerDefinitions" | "volumes">>;

const migration = { name: "migration", image: "shop:1", essential: false };
const waiting = (condition: "START" | "COMPLETE" | "SUCCESS" | "HEALTHY", containerName = "migration") => ({
  name: "web",
  image: "shop:1",
  dependsOn: [{ containerName, condition }],
});

describe("the containers of a task definition", () => {
  test.each<[string, Request]>([
    ["none at all", {}],
    ["one that waits for another to end", { containerDefinitions: [waiting("SUCCESS"), migration] }],
    [
      "one that waits for an essential one to start",
      { containerDefinitions: [waiting("START"), { ...migration, essential: true }] },
    ],
    [
      "two that mount one volume",
      {
        volumes: [{ name: "tmp" }],
        containerDefinitions: [
          { name: "web", mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }] },
          { name: "proxy", mountPoints: [{ sourceVolume: "tmp", containerPath: "/run" }] },
        ],
      },
    ],
    [
      "one with a variable and a secret of different names",
      {
        containerDefinitions: [
          { environment: [{ name: "A", value: "1" }], secrets: [{ name: "B", valueFrom: "arn:secret" }] },
        ],
      },
    ],
  ])("may be %s", (_case, request) => {
    expect(() => {
      checkContainers(request);
    }).not.toThrow();
  });

  test.each<[Request, string]>([
    [
      { containerDefinitions: [waiting("START", "init"), migration] },
      "Cannot depend on container + 'init' because it does not exist",
    ],
    [
      { containerDefinitions: [waiting("COMPLETE"), { name: "migration" }] },
      "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    ],
    [
      { containerDefinitions: [waiting("SUCCESS"), { name: "migration", essential: true }] },
      "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    ],
    [
      { volumes: [{ name: "tmp" }], containerDefinitions: [{ mountPoints: [{ sourceVolume: "cache" }] }] },
      "Unknown volume 'cache'.",
    ],
    [
      {
        containerDefinitions: [
          { environment: [{ name: "A", value: "1" }], secrets: [{ name: "A", valueFrom: "arn:secret" }] },
        ],
      },
      "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.",
    ],
  ])("such as %j are refused", (request, message) => {
    expect(() => {
      checkContainers(request);
    }).toThrow(new AwsError("ClientException", message));
  });
});

describe("RegisterTaskDefinition", () => {
  let local: TestGateway;

  beforeAll(async () => {
    local = await startTestGateway();
  }, 60_000);

  afterAll(() => local.close());

  const register = (containerDefinitions: RegisterTaskDefinitionRequest["containerDefinitions"]) =>
    local.aws.ecs.send(new RegisterTaskDefinitionCommand({ family: "web", containerDefinitions }));

  it("is refused with AWS's words", async () => {
    await expect(register([waiting("START", "init")])).rejects.toMatchObject({
      name: "ClientException",
      message: "Cannot depend on container + 'init' because it does not exist",
    });
  });

  it("goes through with containers that fit together", async () => {
    const { taskDefinition } = await register([
      { ...waiting("SUCCESS"), memory: 128 },
      { ...migration, memory: 128 },
    ]);
    expect(taskDefinition?.containerDefinitions).toHaveLength(2);
  });
});
