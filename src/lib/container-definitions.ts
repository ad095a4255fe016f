import { literal } from "./template";

/** The one container of a task. */
export interface ContainerSettings {
  readonly name: string;
  /** `<repository URI>:<tag>`; the URI may be a reference, so it goes through unescaped. */
  readonly image: string;
  /** Port the container listens on; with awsvpc networking the task's port is the same. */
  readonly port: number;
  /** Plain texts: what looks like a reference in them is escaped. */
  readonly logs: { readonly group: string; readonly region: string; readonly streamPrefix: string };
}

/**
 * The array that a task definition's `container_definitions` takes.
 *
 * Every default that AWS fills in stands here: one that is left out comes back from AWS and reads as a change of the task
 * definition on each plan. The list is what DescribeTaskDefinition answers for a definition that names none of them
 * (Amazon ECS API, ContainerDefinition).
 */
export function containerDefinitions(container: ContainerSettings) {
  return [
    {
      name: literal(container.name),
      image: container.image,
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: container.port, hostPort: container.port, protocol: "tcp" }],
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          // Harmless: the group exists before the service, and the execution role could not create it anyway.
          "awslogs-create-group": "true",
          "awslogs-group": literal(container.logs.group),
          "awslogs-region": container.logs.region,
          "awslogs-stream-prefix": literal(container.logs.streamPrefix),
        },
      },
    },
  ];
}
