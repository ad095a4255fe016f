import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import fc from "fast-check";
import { diff, formatChange } from "../../src/release-contract/revision-diff";
import type { RevisionContent } from "../../src/release-contract/revision-content";
import { contentOf } from "../../src/operations/release/service/task-definition";
import { revision } from "../operations/release/support/samples";

const base = contentOf(revision(1));
const [web] = base.containerDefinitions ?? [];

function containers(...definitions: ContainerDefinition[]): RevisionContent {
  return { ...base, containerDefinitions: definitions };
}

function lines(before: RevisionContent, after: RevisionContent): string[] {
  return diff(before, after).map(formatChange);
}

const proxy: ContainerDefinition = {
  name: "proxy",
  image: "envoy:1",
  user: "101",
  environment: [{ name: "UPSTREAM", value: "v4lue" }],
  secrets: [{ name: "KEY", valueFrom: "arn:s3cr3t" }],
  healthCheck: { command: ["CMD", "check", "s3cr3t"], interval: 30 },
};

describe("the difference that a sidecar makes", () => {
  const before = { ...containers({ ...web }, proxy), volumes: [{ name: "tmp" }] };

  it.each<[string, RevisionContent, string[]]>([
    [
      "that is new",
      containers({ ...web }, proxy, { name: "agent", image: "agent:1" }),
      ["container agent: added", "volume tmp: removed"],
    ],
    ["that is gone", { ...containers({ ...web }), volumes: [{ name: "tmp" }] }, ["container proxy: removed"]],
    [
      "with another image, user, secret, command and folder is told without a value that may be secret",
      {
        ...containers(
          { ...web },
          {
            ...proxy,
            image: "envoy:2",
            user: "102",
            environment: [{ name: "UPSTREAM", value: "0ther" }],
            secrets: [{ name: "KEY", valueFrom: "arn:0ther" }],
            healthCheck: { command: ["CMD", "check", "0ther"], interval: 10 },
            mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }],
            dependsOn: [{ containerName: "web", condition: "START" }],
          },
        ),
        volumes: [{ name: "tmp" }, { name: "cache" }],
      },
      [
        "container proxy, dependsOn web: added",
        "container proxy, environment UPSTREAM: changed",
        "container proxy, healthCheck, command: changed",
        "container proxy, healthCheck, interval: 30 -> 10",
        "container proxy, image: envoy:1 -> envoy:2",
        "container proxy, mountPoints /tmp: added",
        "container proxy, secret KEY: changed",
        "container proxy, user: 101 -> 102",
        "volume cache: added",
      ],
    ],
  ])("%s", (_case, after, expected) => {
    expect(lines(before, after)).toEqual(expected);
  });
});

describe("the difference between two revisions", () => {
  it("is empty between equal ones, whatever the order of containers", () => {
    const sidecar = { name: "sidecar", image: "s" };
    expect(diff(base, base)).toEqual([]);
    expect(diff(containers({ ...web }, sidecar), containers(sidecar, { ...web }))).toEqual([]);
  });

  it.each<[string, RevisionContent, string[]]>([
    ["cpu and memory of the task", { ...base, cpu: "512", memory: "1024" }, ["cpu: 256 -> 512", "memory: 512 -> 1024"]],
    ["the CPU units of a container", containers({ ...web, cpu: 128 }), ["container web, cpu: 0 -> 128"]],
    [
      "a variable changed, added, removed: names alone",
      containers({
        ...web,
        environment: [
          { name: "LOG_LEVEL", value: "debug" },
          { name: "NEW", value: "s3cr3t" },
        ],
      }),
      [
        "container web, environment LOG_LEVEL: changed",
        "container web, environment NEW: added",
        "container web, environment PASSWORD: removed",
      ],
    ],
    [
      "a secret that points elsewhere",
      containers({ ...web, secrets: [{ name: "TOKEN", valueFrom: "arn:aws:secretsmanager:new" }] }),
      ["container web, secret TOKEN: changed"],
    ],
    ["all secrets gone", containers({ ...web, secrets: [] }), ["container web, secret TOKEN: removed"]],
    [
      "a port more",
      containers({ ...web, portMappings: [...(web?.portMappings ?? []), { containerPort: 9090, protocol: "tcp" }] }),
      ["container web, port 9090/tcp: added"],
    ],
    ["a container more", containers({ ...web }, { name: "sidecar", image: "s" }), ["container sidecar: added"]],
    ["a container less", containers(), ["container web: removed"]],
    [
      "a command, which can hold a secret",
      containers({ ...web, command: ["--token=s3cr3t"] }),
      ["container web, command: added"],
    ],
    [
      "labels, by their keys even where a key sounds harmless",
      containers({ ...web, dockerLabels: { cpu: "s3cr3t", user: "s3cr3t" } }),
      ["container web, dockerLabels: added"],
    ],
    ["a role", { ...base, taskRoleArn: "arn:role" }, ["taskRoleArn: added (arn:role)"]],
    ["a tag", { ...base, tags: [{ key: "team", value: "a" }] }, ["tag team: added"]],
    [
      "the log options",
      containers({ ...web, logConfiguration: { logDriver: "awslogs", options: { a: "1" } } }),
      ["container web, logConfiguration: added"],
    ],
    [
      "a container that bears the name of a field",
      containers({ ...web }, { name: "environment", image: "s" }),
      ["container environment: added"],
    ],
  ])("names %s", (_case, after, expected) => {
    expect(lines(base, after)).toEqual(expected);
  });

  it("names the changed keys of free-form maps without values", () => {
    const log = (options: Record<string, string>) =>
      containers({ ...web, logConfiguration: { logDriver: "splunk", options } });
    expect(lines(log({ "splunk-token": "old", user: "a" }), log({ "splunk-token": "s3cr3t", user: "b" }))).toEqual([
      "container web, logConfiguration, options, splunk-token: changed",
      "container web, logConfiguration, options, user: changed",
    ]);
  });

  it("never shows a value of the environment, a secret, a command or a label", () => {
    const secret = "s3cr3t-value";
    const name = fc.oneof(fc.constantFrom("cpu", "user", "image", "environment", "name"), fc.string({ minLength: 1 }));
    const container = fc.record({
      name: fc.constant("web"),
      environment: fc.array(fc.record({ name, value: fc.constantFrom(`${secret}1`, `${secret}2`) })),
      secrets: fc.array(fc.record({ name, valueFrom: fc.constantFrom(`${secret}1`, `${secret}2`) })),
      command: fc.array(fc.constantFrom(`${secret}1`, `${secret}2`)),
      dockerLabels: fc.dictionary(name, fc.constantFrom(`${secret}1`, `${secret}2`)),
    });
    fc.assert(
      fc.property(container, container, (one, other) => {
        expect(JSON.stringify(diff(containers(one), containers(other)))).not.toContain(secret);
      }),
    );
  });

  it("mirrors itself: what one way is added, the other way is removed", () => {
    const content = fc.record({
      cpu: fc.constantFrom("256", "512"),
      containerDefinitions: fc.uniqueArray(
        fc.record({ name: fc.constantFrom("a", "b", "c"), image: fc.constantFrom("x", "y") }),
        { selector: ({ name }) => name },
      ),
    });
    const mirrored = { added: "removed", removed: "added", changed: "changed" } as const;
    fc.assert(
      fc.property(content, content, (one, other) => {
        const there = diff({ ...base, ...one }, { ...base, ...other });
        const back = diff({ ...base, ...other }, { ...base, ...one });
        expect(back.map(({ path, kind }) => ({ path, kind }))).toEqual(
          there.map(({ path, kind }) => ({ path, kind: mirrored[kind] })),
        );
      }),
    );
  });
});
