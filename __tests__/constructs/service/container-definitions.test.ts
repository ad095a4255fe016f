import fc from "fast-check";
import {
  containerDefinitions,
  type ContainerSettings,
  volumesOf,
} from "../../../src/constructs/service/container-definitions";
import { normalize } from "../../../src/release-contract/revision-content";

const web = {
  name: "web",
  image: "${aws_ecr_repository.registry.repository_url}:v1",
  port: 3000,
} satisfies ContainerSettings;
const logs = { group: "shop", region: "eu-central-1", streamPrefix: "web" };

const logConfiguration = {
  logDriver: "awslogs",
  options: {
    "awslogs-group": "shop",
    "awslogs-region": "eu-central-1",
    "awslogs-stream-prefix": "web",
  },
};

const least = {
  name: "web",
  image: "${aws_ecr_repository.registry.repository_url}:v1",
  cpu: 0,
  essential: true,
  portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
  environment: [],
  mountPoints: [],
  volumesFrom: [],
  systemControls: [],
  logConfiguration,
};

describe("containerDefinitions", () => {
  it("describes one container with every default that AWS would fill in, and nothing else", () => {
    expect(containerDefinitions([web], logs)).toStrictEqual([least]);
    // Also in this order: another text of the same definition is a line in a reviewer's plan.
    expect(JSON.stringify(containerDefinitions([web], logs))).toBe(JSON.stringify([least]));
  });

  it("has ECS make the log group only where that is asked for", () => {
    const [container] = containerDefinitions([web], { ...logs, createGroup: true });
    expect(container?.logConfiguration.options).toEqual({
      "awslogs-create-group": "true",
      ...logConfiguration.options,
    });
    expect(containerDefinitions([web], { ...logs, createGroup: false })).toStrictEqual([least]);
  });

  it("says in the same words what is off and what is not given", () => {
    const off = {
      ...web,
      essential: true,
      cpu: 0,
      environment: {},
      secrets: {},
      writableMounts: {},
      startAfter: {},
      user: undefined,
      readonlyRootFilesystem: false,
      initProcess: false,
    };
    expect(JSON.stringify(containerDefinitions([off], logs))).toBe(JSON.stringify(containerDefinitions([web], logs)));
  });

  it.each<[string, Partial<ContainerSettings>, object]>([
    ["a container without a port", { port: undefined }, { portMappings: [] }],
    ["one that may end", { essential: false }, { essential: false }],
    ["a command", { command: ["node", "a b"] }, { command: ["node", "a b"] }],
    ["an entry point", { entryPoint: ["/init"] }, { entryPoint: ["/init"] }],
    ["a share of the CPU", { cpu: 128 }, { cpu: 128 }],
    ["a limit for memory", { memoryMiB: 256 }, { memory: 256 }],
    ["a reservation of memory", { memoryReservationMiB: 64 }, { memoryReservation: 64 }],
    [
      "environment variables, sorted",
      { environment: { B: "2", A: "1", a: "3" } },
      {
        environment: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
          { name: "a", value: "3" },
        ],
      },
    ],
    [
      "secrets, sorted",
      { secrets: { TOKEN: "arn:two", PASSWORD: "arn:one" } },
      {
        secrets: [
          { name: "PASSWORD", valueFrom: "arn:one" },
          { name: "TOKEN", valueFrom: "arn:two" },
        ],
      },
    ],
    ["a user", { user: "65534:65534" }, { user: "65534:65534" }],
    ["a read-only file system", { readonlyRootFilesystem: true }, { readonlyRootFilesystem: true }],
    [
      "a folder to write to",
      { writableMounts: { tmp: "/tmp" } },
      { mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }] },
    ],
    [
      "a health check",
      { healthCheck: { command: ["CMD", "true"], intervalSeconds: 30, timeoutSeconds: 5, retries: 3 } },
      { healthCheck: { command: ["CMD", "true"], interval: 30, timeout: 5, retries: 3 } },
    ],
    [
      "a health check that begins late",
      {
        healthCheck: {
          command: ["CMD-SHELL", "exit 0"],
          intervalSeconds: 10,
          timeoutSeconds: 2,
          retries: 1,
          startPeriodSeconds: 60,
        },
      },
      { healthCheck: { command: ["CMD-SHELL", "exit 0"], interval: 10, timeout: 2, retries: 1, startPeriod: 60 } },
    ],
    [
      "an order of starting, sorted",
      { startAfter: { proxy: "HEALTHY", migration: "SUCCESS" } },
      {
        dependsOn: [
          { containerName: "migration", condition: "SUCCESS" },
          { containerName: "proxy", condition: "HEALTHY" },
        ],
      },
    ],
    ["a time to stop in", { stopTimeoutSeconds: 90 }, { stopTimeout: 90 }],
    ["an init process", { initProcess: true }, { linuxParameters: { initProcessEnabled: true } }],
  ])("adds just what %s needs", (_case, settings, added) => {
    expect(containerDefinitions([{ ...web, ...settings }], logs)).toStrictEqual([{ ...least, ...added }]);
  });

  it("gives every container the service's log, each with streams of its own name", () => {
    const definitions = containerDefinitions([web, { name: "proxy", image: "envoy:1" }], logs);
    expect(definitions.map(({ name }) => name)).toEqual(["web", "proxy"]);
    expect(definitions.map((definition) => definition.logConfiguration)).toEqual([logConfiguration, logConfiguration]);
  });

  it("takes texts as they are and the image as a reference", () => {
    const [container] = containerDefinitions(
      [
        {
          ...web,
          name: "${name}",
          command: ["echo", "${HOME}"],
          entryPoint: ["%{sh}"],
          environment: { GREETING: "${hello}" },
          secrets: { KEY: "arn:${x}" },
          user: "${user}",
          writableMounts: { tmp: "/${tmp}" },
          healthCheck: { command: ["CMD", "${check}"], intervalSeconds: 30, timeoutSeconds: 5, retries: 3 },
          startAfter: { "${other}": "START" },
        },
      ],
      { ...logs, group: "%{group}", streamPrefix: "${prefix}" },
    );
    expect(container).toMatchObject({
      name: "$${name}",
      image: web.image,
      command: ["echo", "$${HOME}"],
      entryPoint: ["%%{sh}"],
      environment: [{ name: "GREETING", value: "$${hello}" }],
      secrets: [{ name: "KEY", valueFrom: "arn:$${x}" }],
      user: "$${user}",
      mountPoints: [{ containerPath: "/$${tmp}" }],
      healthCheck: { command: ["CMD", "$${check}"] },
      dependsOn: [{ containerName: "$${other}", condition: "START" }],
      logConfiguration: { options: { "awslogs-group": "%%{group}", "awslogs-stream-prefix": "$${prefix}" } },
    });
  });
});

const names = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const texts = fc.string();
const containers = fc.uniqueArray(
  fc.record(
    {
      name: names,
      image: names,
      essential: fc.boolean(),
      port: fc.integer({ min: 1, max: 65_535 }),
      command: fc.array(texts, { minLength: 1 }),
      entryPoint: fc.array(texts, { minLength: 1 }),
      cpu: fc.nat(4096),
      memoryMiB: fc.integer({ min: 6, max: 4096 }),
      memoryReservationMiB: fc.integer({ min: 6, max: 4096 }),
      environment: fc.dictionary(names, texts),
      secrets: fc.dictionary(names, names),
      user: names,
      readonlyRootFilesystem: fc.boolean(),
      writableMounts: fc.dictionary(names, names),
      healthCheck: fc.record({
        command: fc.array(texts, { minLength: 1 }),
        intervalSeconds: fc.integer({ min: 5, max: 300 }),
        timeoutSeconds: fc.integer({ min: 2, max: 60 }),
        retries: fc.integer({ min: 1, max: 10 }),
      }),
      startAfter: fc.dictionary(names, fc.constantFrom("START", "HEALTHY")),
      stopTimeoutSeconds: fc.integer({ min: 2, max: 120 }),
      initProcess: fc.boolean(),
    },
    { requiredKeys: ["name", "image"] },
  ),
  { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
);

/** What ECS adds to a container when it registers it (Amazon ECS API, ContainerDefinition: the defaults of its fields). */
function asAwsAnswers(definition: object): object {
  const {
    portMappings = [],
    healthCheck,
    ...rest
  } = definition as {
    readonly portMappings?: readonly { readonly containerPort: number }[];
    readonly healthCheck?: object;
  };
  return {
    cpu: 0,
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...rest,
    portMappings: portMappings.map((mapping) => ({ hostPort: mapping.containerPort, protocol: "tcp", ...mapping })),
    ...(healthCheck !== undefined && { healthCheck: { interval: 30, timeout: 5, retries: 3, ...healthCheck } }),
  };
}

describe("whatever the containers", () => {
  it("AWS finds nothing to fill in", () => {
    fc.assert(
      fc.property(containers, (settings) => {
        const definitions = containerDefinitions(settings, logs);
        expect(definitions.map(asAwsAnswers)).toEqual(definitions);
      }),
    );
  });

  it("the order in which the configuration names things is no difference", () => {
    fc.assert(
      fc.property(containers, (settings) => {
        const turned = settings.map((container) => ({
          ...container,
          ...(container.environment && { environment: reversed(container.environment) }),
          ...(container.secrets && { secrets: reversed(container.secrets) }),
          ...(container.writableMounts && { writableMounts: reversed(container.writableMounts) }),
          ...(container.startAfter && { startAfter: reversed(container.startAfter) }),
        }));
        expect(containerDefinitions(turned, logs)).toEqual(containerDefinitions(settings, logs));
      }),
    );
  });

  it("a release that registers the definition again finds no difference either", () => {
    fc.assert(
      fc.property(containers, (settings) => {
        const definitions = containerDefinitions(settings, logs);
        const answered = definitions.map((definition) => asAwsAnswers({ ...definition, secretOptions: [], links: [] }));
        expect(normalize(answered, "containerDefinitions")).toEqual(normalize(definitions, "containerDefinitions"));
      }),
    );
  });

  it("every mounted volume is one of the task's, each once", () => {
    fc.assert(
      fc.property(containers, (settings) => {
        const volumes = volumesOf(settings);
        const mounted = containerDefinitions(settings, logs).flatMap(({ mountPoints }) =>
          mountPoints.map(({ sourceVolume }) => sourceVolume),
        );
        expect(new Set(volumes).size).toBe(volumes.length);
        expect([...new Set(mounted)].sort()).toEqual(volumes);
      }),
    );
  });
});

function reversed<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).reverse());
}
