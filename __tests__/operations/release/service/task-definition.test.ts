import fc from "fast-check";
import type { RevisionContent } from "../../../../src/release-contract/revision-content";
import {
  contentOf,
  imageOf,
  revisionName,
  revisionNumber,
  sameContent,
  withImage,
} from "../../../../src/operations/release/service/task-definition";
import { containerDefinitions } from "../../../../src/constructs/service/container-definitions";
import { arn, definition, revision } from "../support/samples";

describe("the content of a revision", () => {
  it("keeps what can be registered and leaves out what AWS computes", () => {
    const content = contentOf({ definition: definition(), tags: [{ key: "Name", value: "ContainerHandsOn" }] });
    expect(Object.keys(content).sort()).toEqual([
      "containerDefinitions",
      "cpu",
      "executionRoleArn",
      "family",
      "memory",
      "networkMode",
      "requiresCompatibilities",
      "tags",
      "volumes",
    ]);
    expect(content.tags).toEqual([{ key: "Name", value: "ContainerHandsOn" }]);
  });

  it("keeps fields that this program has never heard of", () => {
    const unknown = { ...definition(), enableFaultInjection: true, fieldOfTheFuture: { a: 1 } };
    expect(contentOf({ definition: unknown, tags: [] })).toMatchObject({
      enableFaultInjection: true,
      fieldOfTheFuture: { a: 1 },
    });
  });

  it("has no tags where there are none but AWS's own", () => {
    expect(
      contentOf({ definition: definition(), tags: [{ key: "aws:cloudformation:stack-id", value: "x" }] }),
    ).not.toHaveProperty("tags");
  });

  it("takes another image in the named container alone", () => {
    const sidecar = { name: "sidecar", image: "sidecar:1" };
    const two = definition({ containerDefinitions: [...(definition().containerDefinitions ?? []), sidecar] });
    const released = withImage(contentOf({ definition: two, tags: [] }), "web", "web:2");
    expect(released.containerDefinitions).toHaveLength(2);
    expect(imageOf(released, "web")).toBe("web:2");
    expect(imageOf(released, "sidecar")).toBe("sidecar:1");
    expect(imageOf(released, "absent")).toBeUndefined();
  });
});

describe("two contents are the same", () => {
  const same = contentOf(revision(1));

  it.each([
    ["when AWS answers empty lists for what was not given", { ...same, placementConstraints: [], volumes: [] }],
    ["when a field is undefined rather than absent", { ...same, taskRoleArn: undefined }],
    [
      "when environment variables come in another order",
      {
        ...same,
        containerDefinitions: same.containerDefinitions?.map((container) => ({
          ...container,
          environment: [...(container.environment ?? [])].reverse(),
        })),
      },
    ],
  ])("%s", (_case, other) => {
    expect(sameContent(same, other)).toBe(true);
  });

  it.each<[string, RevisionContent, RevisionContent?]>([
    ["cpu", { ...same, cpu: "512" }],
    ["the image", withImage(same, "web", "other")],
    ["a tag", { ...same, tags: [{ key: "team", value: "a" }] }],
    ["a port's protocol", withProtocol("udp")],
    ["the order of a command", withCommand(["a", "b"]), withCommand(["b", "a"])],
  ])("but not when %s differs", (_case, other, one: RevisionContent = same) => {
    expect(sameContent(one, other)).toBe(false);
  });

  function withCommand(command: string[]) {
    return {
      ...same,
      containerDefinitions: same.containerDefinitions?.map((container) => ({ ...container, command })),
    };
  }

  function withProtocol(protocol: "udp") {
    return {
      ...same,
      containerDefinitions: same.containerDefinitions?.map((container) => ({
        ...container,
        portMappings: [{ containerPort: 80, hostPort: 80, protocol }],
      })),
    };
  }

  it("whatever the order of their keyed lists", () => {
    const variable = fc.record({ name: fc.string({ minLength: 1 }), value: fc.string() });
    const variables = fc.uniqueArray(variable, { selector: ({ name }) => name, minLength: 1 });
    const shuffled = variables.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const content = (environment: typeof one) => ({
          ...same,
          containerDefinitions: [{ name: "web", environment }],
        });
        expect(sameContent(content(one), content(other))).toBe(true);
      }),
    );
  });
});

describe("a task with sidecars, volumes and secrets", () => {
  const secret = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop-AbCdEf";
  const containers = containerDefinitions(
    [
      {
        name: "web",
        image: "web:1",
        port: 80,
        secrets: { PASSWORD: secret },
        writableMounts: { tmp: "/tmp" },
        startAfter: { proxy: "HEALTHY" },
      },
      {
        name: "proxy",
        image: "web:1",
        writableMounts: { tmp: "/run" },
        healthCheck: { command: ["CMD", "true"], intervalSeconds: 30, timeoutSeconds: 5, retries: 3 },
      },
    ],
    { group: "shop", region: "ap-northeast-1", streamPrefix: "web" },
  ) as NonNullable<RevisionContent["containerDefinitions"]>;
  const declared = contentOf({
    definition: { ...definition({ containerDefinitions: containers }), volumes: [{ name: "tmp", host: {} }] },
    tags: [],
  });

  it("is released with all of them, another image in the service's own container alone", () => {
    const released = withImage(declared, "web", "web:2");
    const [web, proxy, ...others] = released.containerDefinitions ?? [];
    expect(others).toEqual([]);
    expect(web).toEqual({ ...containers[0], image: "web:2" });
    // Also one that has the same image.
    expect(proxy).toEqual(containers[1]);
    expect(released.volumes).toEqual([{ name: "tmp", host: {} }]);
    expect(sameContent(declared, released)).toBe(false);
    expect(sameContent(declared, withImage(released, "web", "web:1"))).toBe(true);
  });

  it("is another one with each thing that Terraform newly declares in a sidecar", () => {
    const proxy = containers[1] ?? { name: "proxy" };
    const changes: readonly (typeof proxy)[] = [
      { ...proxy, image: "envoy:2" },
      { ...proxy, secrets: [{ name: "KEY", valueFrom: secret }] },
      { ...proxy, mountPoints: [] },
      { ...proxy, essential: false },
    ];
    for (const changed of changes) {
      const content = { ...declared, containerDefinitions: [containers[0] ?? {}, changed] };
      expect(sameContent(declared, content)).toBe(false);
    }
  });
});

describe("a revision's ARN", () => {
  it("gives its name and number", () => {
    expect(revisionName(arn(7))).toBe("ContainerHandsOn:7");
    expect(revisionNumber(arn(7))).toBe(7);
  });
});
