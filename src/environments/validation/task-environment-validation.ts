import { repositoryArnOf } from "../../lib/aws/ecr-image";
import { serviceNames } from "../names";
import { show, type Problem } from "../../lib/problem";
import type { PartialSettings } from "../settings/partial-settings";
import type { EnvironmentSettings } from "../schema";

type KnownService = NonNullable<PartialSettings<EnvironmentSettings["services"][string]>>;

/** What the tasks of each service need of their environment. */
export function* taskEnvironmentProblems({
  project,
  permissions,
  region,
  network,
  services,
}: PartialSettings<EnvironmentSettings>): Generator<Problem> {
  for (const [key, service] of Object.entries(services ?? {})) {
    if (service === undefined) continue;
    if (permissions === "aws-managed-policies") yield* unreadableSecrets(key, service);
    if (network?.egress === "none" && region !== undefined) yield* unreachableImages(key, service, region);
    if (project !== undefined) yield* sidecarsApartFromMain(project, key, service);
  }
}

/** AmazonECSTaskExecutionRolePolicy pulls images and writes logs; tasks with a secret would not start. */
function* unreadableSecrets(key: string, { container, sidecars }: KnownService): Generator<Problem> {
  const places = [
    { path: ["container"], secrets: container?.secrets },
    ...Object.entries(sidecars ?? {}).map(([name, sidecar]) => ({
      path: ["sidecars", name],
      secrets: sidecar?.secrets,
    })),
  ];
  for (const { path, secrets } of places) {
    if (Object.keys(secrets ?? {}).length === 0) continue;
    yield {
      path: ["services", key, ...path, "secrets"],
      explanation: {
        fault: 'given with permissions "aws-managed-policies", which let no task read a secret',
        allowed: 'secrets with permissions "least-privilege"',
        remedy: 'Set permissions to "least-privilege", or do without secrets.',
      },
    };
  }
}

/** Endpoints lead to ECR in their own region, and no further. */
function* unreachableImages(key: string, { sidecars }: KnownService, region: string): Generator<Problem> {
  for (const [name, sidecar] of Object.entries(sidecars ?? {})) {
    const image = sidecar?.image;
    if (image === undefined || repositoryArnOf(image)?.split(":")[3] === region) continue;
    yield {
      path: ["services", key, "sidecars", name, "image"],
      explanation: {
        fault: `${show(image)} is in a registry that tasks cannot reach while network.egress is "none"`,
        allowed: `images in ECR in ${region}, or any with a NAT gateway`,
        remedy: 'Copy it to a repository of ECR, or set network.egress to "single-nat" or "nat-per-zone".',
      },
    };
  }
}

/** The containers of a task have a name of their own each, also in AWS. */
function* sidecarsApartFromMain(project: string, key: string, { names, sidecars }: KnownService): Generator<Problem> {
  const main = serviceNames({ name: "", project }, key, {
    names: { ...(names?.service !== undefined && { service: names.service }) },
  }).container;
  if (sidecars?.[main] === undefined) return;
  yield {
    path: ["services", key, "sidecars", main],
    explanation: {
      fault: `${show(main)} is the name of the service's own container in AWS`,
      allowed: "a name of its own for each container of a task",
      remedy: "Rename the sidecar.",
    },
  };
}
