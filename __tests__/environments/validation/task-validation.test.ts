import fc from "fast-check";
import { parseTask, wrongRelations } from "./task";
import { taskProblems } from "../../../src/environments/validation/task-validation";

const check = { command: ["CMD", "true"] };
const agentMounts = { agent: "/managed-agents", lib: "/var/lib/amazon/ssm", log: "/var/log/amazon/ssm" };

describe("a task whose settings go together", () => {
  it.each<[string, Record<string, unknown>]>([
    ["that is as small as can be", {}],
    [
      "that waits for a migration to end and for a proxy to be healthy",
      {
        container: { startAfter: { migration: "SUCCESS", proxy: "HEALTHY" } },
        sidecars: {
          migration: { image: "shop:1", essential: false, startAfter: { proxy: "START" } },
          proxy: { image: "envoy:1", healthCheck: check },
        },
      },
    ],
    [
      "with a sidecar that waits for the service's own container",
      { container: { healthCheck: check }, sidecars: { warmer: { image: "curl:1", startAfter: { main: "HEALTHY" } } } },
    ],
    ["that fills the task to the last unit", { container: { cpu: 512, memoryMiB: 1024, memoryReservationMiB: 512 } }],
    [
      "with words in names that are no secrets",
      { container: { environment: { TOKEN_TTL: "60", SECRETS_PATH: "/x" } } },
    ],
    ["with ECS Exec and folders for its agent", { executeCommand: true, container: { writableMounts: agentMounts } }],
    [
      "with ECS Exec and files that can be changed",
      { executeCommand: true, container: { readonlyRootFilesystem: false } },
    ],
    [
      "with the same folder in two containers",
      {
        container: { writableMounts: { tmp: "/tmp" } },
        sidecars: { proxy: { image: "envoy:1", writableMounts: { run: "/tmp" } } },
      },
    ],
  ])("%s has nothing wrong", (_case, settings) => {
    expect(wrongRelations(settings)).toEqual([]);
  });
});

const messages: readonly (readonly [settings: Record<string, unknown>, messages: readonly string[]])[] = [
  [
    { sidecars: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`s${index}`, { image: "envoy:1" }])) },
    [
      "services.web.sidecars: 10 are too many for one task. Allowed: up to 9 beside the service's own container. Take some out, or make them a service of their own.",
    ],
  ],
  [
    { container: { cpu: 400 }, sidecars: { proxy: { image: "envoy:1", cpu: 113 } } },
    [
      "services.web.cpu: 512 is less than the 513 CPU units that the containers reserve. Allowed: 513 or more with these containers. Give the task more, or the containers less.",
    ],
  ],
  [
    {
      container: { memoryMiB: 800 },
      sidecars: { proxy: { image: "envoy:1", memoryMiB: 900, memoryReservationMiB: 225 } },
    },
    [
      "services.web.memory: 1024 is less than the 1025 MiB that the containers reserve. Allowed: 1025 or more with these containers. Give the task more, or the containers less.",
    ],
  ],
  [
    { container: { memoryMiB: 2048, memoryReservationMiB: 512 } },
    [
      "services.web.container.memoryMiB: 2048 is more than the task has. Allowed: up to 1024 MiB. Lower it, or raise services.web.memory.",
    ],
  ],
  [
    { container: { memoryMiB: 512, memoryReservationMiB: 512 } },
    [
      "services.web.container.memoryReservationMiB: 512 is not less than services.web.container.memoryMiB. Allowed: less than 512 MiB. Lower the reservation, raise the limit, or leave one of the two out.",
    ],
  ],
  [
    { container: { port: 8080 }, sidecars: { proxy: { image: "envoy:1", port: 8080 } } },
    [
      "services.web.sidecars.proxy.port: 8080 is also services.web.container.port. Allowed: a port of its own for each container of a task. Choose another port for one of the two.",
    ],
  ],
  [
    { container: { startAfter: { porxy: "START" } }, sidecars: { proxy: { image: "envoy:1" } } },
    [
      'services.web.container.startAfter.porxy: "porxy" is not a container of the task. Allowed: main, proxy. Correct the name, or add the sidecar.',
    ],
  ],
  [
    { container: { startAfter: { proxy: "HEALTHY" } }, sidecars: { proxy: { image: "envoy:1" } } },
    [
      'services.web.container.startAfter.proxy: HEALTHY can never be reached by "proxy", which has no health check. Allowed: START, or HEALTHY for containers with a healthCheck. Add services.web.sidecars.proxy.healthCheck, or wait for START.',
    ],
  ],
  [
    { sidecars: { proxy: { image: "envoy:1", startAfter: { main: "COMPLETE" } } } },
    [
      'services.web.sidecars.proxy.startAfter.main: COMPLETE means the end of "main", and with an essential container the task ends. Allowed: START or HEALTHY for essential containers. Wait for START or HEALTHY, or set essential to false where "main" does its work and ends.',
    ],
  ],
  [
    { container: { startAfter: { migration: "SUCCESS" } }, sidecars: { migration: { image: "shop:1" } } },
    [
      'services.web.container.startAfter.migration: SUCCESS means the end of "migration", and with an essential container the task ends. Allowed: START or HEALTHY for essential containers. Wait for START or HEALTHY, or set essential to false where "migration" does its work and ends.',
    ],
  ],
  [
    { container: { startAfter: { main: "START" } } },
    [
      'services.web.container.startAfter: "main" waits for itself: main waits for main. Allowed: an order in which each container can start. Take one of these out.',
    ],
  ],
  [
    {
      container: { startAfter: { a: "START" } },
      sidecars: {
        a: { image: "envoy:1", startAfter: { b: "START" } },
        b: { image: "envoy:1", startAfter: { a: "START" } },
      },
    },
    [
      'services.web.sidecars.a.startAfter: "a" waits for itself: a waits for b waits for a. Allowed: an order in which each container can start. Take one of these out.',
      'services.web.sidecars.b.startAfter: "b" waits for itself: b waits for a waits for b. Allowed: an order in which each container can start. Take one of these out.',
    ],
  ],
  [
    { container: { environment: { DATABASE_PASSWORD: "hunter2" } } },
    [
      "services.web.container.environment.DATABASE_PASSWORD: by its name it is a secret, and whoever may describe the task definition could read it. Allowed: plain texts that anyone may know. Keep the value in Secrets Manager or SSM and give its ARN in services.web.container.secrets.",
    ],
  ],
  [
    { sidecars: { proxy: { image: "envoy:1", environment: { UPSTREAM: "https://me:hunter2@example.com" } } } },
    [
      "services.web.sidecars.proxy.environment.UPSTREAM: its value looks like an address with a password in it, and whoever may describe the task definition could read it. Allowed: plain texts that anyone may know. Keep the value in Secrets Manager or SSM and give its ARN in services.web.sidecars.proxy.secrets.",
    ],
  ],
  [
    {
      container: {
        environment: { HOST: "db" },
        secrets: { HOST: "arn:aws:ssm:ap-northeast-1:123456789012:parameter/host" },
      },
    },
    [
      'services.web.container.secrets.HOST: "HOST" is also in services.web.container.environment. Allowed: each variable once. Take it out of one of the two.',
    ],
  ],
  [
    { container: { writableMounts: { a: "/tmp", b: "/tmp" } } },
    [
      'services.web.container.writableMounts.b: "/tmp" is also services.web.container.writableMounts.a. Allowed: a folder of its own for each volume. Take one of the two out.',
    ],
  ],
  [
    { executeCommand: true, container: { writableMounts: { agent: "/managed-agents" } } },
    [
      "services.web.container.readonlyRootFilesystem: true keeps the agent of ECS Exec, which executeCommand asks for, from writing to /var/lib/amazon/ssm, /var/log/amazon/ssm. Allowed: true with /managed-agents, /var/lib/amazon/ssm, /var/log/amazon/ssm among services.web.container.writableMounts, or false. Mount these folders, or do without executeCommand.",
    ],
  ],
  [
    { taskRole: [{ actions: ["s3:GetObject"] }] },
    [
      "services.web.taskRole[0]: neither resources nor anyResource. Allowed: one of the two. Name the resources, or say in anyResource why the actions take none.",
    ],
  ],
  [
    {
      taskRole: [
        { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"], anyResource: "because it is easier" },
      ],
    },
    [
      "services.web.taskRole[0]: both resources and anyResource. Allowed: one of the two. Name the resources, or say in anyResource why the actions take none.",
    ],
  ],
];

describe("settings of a task that do not go together", () => {
  it.each(messages)("%j are answered in full", (settings, expected) => {
    expect(wrongRelations(settings)).toEqual(expected);
  });

  it("are looked for as far as the settings are known", () => {
    expect([...taskProblems({}, ["services", "web"])]).toEqual([]);
    expect([...taskProblems({ ...parseTask(), sidecars: { proxy: undefined } }, ["services", "web"])]).toEqual([]);
  });

  it("are no circle as long as containers wait only for earlier ones", () => {
    const count = 9;
    const order = fc.array(fc.array(fc.nat(count - 1)), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(order, (awaited) => {
        const sidecars = awaited.map((indices, index) => [
          `s${index}`,
          {
            image: "envoy:1",
            startAfter: Object.fromEntries(
              indices.filter((other) => other < index).map((other) => [`s${other}`, "START"]),
            ),
          },
        ]);
        expect(wrongRelations({ sidecars: Object.fromEntries(sidecars) as unknown })).toEqual([]);
      }),
    );
  });
});
