import { containerDefinitions } from "../../src/lib/container-definitions";

const settings = {
  name: "web",
  image: "${aws_ecr_repository.registry.repository_url}:v1",
  port: 3000,
  logs: { group: "shop", region: "eu-central-1", streamPrefix: "web" },
};

describe("containerDefinitions", () => {
  it("describes one container with every default that AWS would fill in", () => {
    expect(containerDefinitions(settings)).toEqual([
      {
        name: "web",
        image: "${aws_ecr_repository.registry.repository_url}:v1",
        cpu: 0,
        essential: true,
        portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-create-group": "true",
            "awslogs-group": "shop",
            "awslogs-region": "eu-central-1",
            "awslogs-stream-prefix": "web",
          },
        },
      },
    ]);
  });

  it("takes texts as they are and the image as a reference", () => {
    const [container] = containerDefinitions({
      ...settings,
      name: "${name}",
      logs: { ...settings.logs, group: "%{group}", streamPrefix: "${prefix}" },
    });
    expect(container?.name).toBe("$${name}");
    expect(container?.image).toBe(settings.image);
    expect(container?.logConfiguration.options["awslogs-group"]).toBe("%%{group}");
    expect(container?.logConfiguration.options["awslogs-stream-prefix"]).toBe("$${prefix}");
  });
});
