import { containerDefinitions } from "../../../src/constructs/service/container-definitions";
import { repositoryArnOf } from "../../../src/lib/aws/ecr-image";
import { oneOrMore } from "../../../src/constructs/shared/one-or-more";
import { isParameter, secretResource } from "../../../src/constructs/service/secret-arn";
import { taskContainers } from "../../../src/constructs/service/task-containers";
import { parseTask } from "../../environments/validation/task";

const main = { name: "Shop", image: "${aws_ecr_repository.registry.repository_url}:v1" };

describe("the containers of a task", () => {
  it("are the service's own, then the sidecars by name", () => {
    const task = parseTask({
      sidecars: { proxy: { image: "envoy:1" }, agent: { image: "agent:2", essential: false } },
    });
    expect(taskContainers(task, main)).toEqual([
      expect.objectContaining({ ...main, port: 80, user: "65534:65534", readonlyRootFilesystem: true }),
      expect.objectContaining({ name: "agent", image: "agent:2", essential: false }),
      expect.objectContaining({ name: "proxy", image: "envoy:1", essential: true }),
    ]);
  });

  it("know the service's own by its name in AWS", () => {
    const task = parseTask({
      container: { startAfter: { init: "COMPLETE" } },
      sidecars: {
        init: { image: "init:1", essential: false },
        proxy: { image: "envoy:1", startAfter: { main: "START" } },
      },
    });
    expect(taskContainers(task, main).map(({ name, startAfter }) => [name, startAfter])).toEqual([
      ["Shop", { init: "COMPLETE" }],
      ["init", {}],
      ["proxy", { Shop: "START" }],
    ]);
  });

  it("run as the image's user where they are told so", () => {
    const task = parseTask({ container: { user: "image" }, sidecars: { proxy: { image: "envoy:1", user: "101" } } });
    expect(taskContainers(task, main).map(({ user }) => user)).toEqual([undefined, "101"]);
  });
});

describe("a container that is left as its image has it", () => {
  it("is described with nothing but what every container has", () => {
    const logs = { group: "shop", region: "eu-central-1", streamPrefix: "web" };
    const task = parseTask({ container: { port: 80, user: "image", readonlyRootFilesystem: false } });
    const plain = containerDefinitions([{ ...main, port: 80 }], logs);
    expect(JSON.stringify(containerDefinitions(taskContainers(task, main), logs))).toBe(JSON.stringify(plain));
  });
});

describe("the repository of an image", () => {
  it.each([
    [
      "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/proxy:1",
      "arn:aws:ecr:eu-central-1:123456789012:repository/team/proxy",
    ],
    [
      "123456789012.dkr.ecr.eu-central-1.amazonaws.com/proxy@sha256:0123",
      "arn:aws:ecr:eu-central-1:123456789012:repository/proxy",
    ],
    ["public.ecr.aws/nginx/nginx:1.29", undefined],
    ["envoy:1", undefined],
  ])("of %s is %s", (image, arn) => {
    expect(repositoryArnOf(image)).toBe(arn);
  });
});

describe("the reference of a secret", () => {
  const secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-AbCdEf";
  const parameter = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/key";

  it.each([
    [secret, secret],
    [`${secret}:password::`, secret],
    [`${secret}:password:AWSCURRENT:`, secret],
    [parameter, parameter],
  ])("%s is one to %s", (reference, resource) => {
    expect(secretResource(reference)).toBe(resource);
  });

  it("tells parameters from secrets", () => {
    expect([parameter, secret].map(isParameter)).toEqual([true, false]);
  });
});

describe("a list of one or more", () => {
  it("is the list itself, or nothing", () => {
    expect(oneOrMore(["a", "b"])).toEqual(["a", "b"]);
    expect(oneOrMore([])).toBeUndefined();
  });
});
