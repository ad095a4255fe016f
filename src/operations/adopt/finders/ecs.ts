import {
  type ContainerDefinition,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
} from "@aws-sdk/client-ecs";
import { unlessMissing } from "../../../lib/unless-missing";
import { finder, ids, present } from "../finder";

/** ECS remembers deleted clusters for a while, as INACTIVE. */
export const cluster = finder(["name"], async ({ name }, { ecs }) => {
  const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: [name] }));
  return present(clusters)
    .filter(({ status }) => status === "ACTIVE")
    .map(({ clusterArn: arn = "" }) => ({ importId: name, attributes: { id: arn, arn } }));
});

export const capacityProvider = finder(["name"], async ({ name }, { ecs }) => {
  const { capacityProviders } = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: [name] }));
  return present(capacityProviders)
    .filter(({ status }) => status === "ACTIVE")
    .map(({ capacityProviderArn: arn = "" }) => ({ importId: arn, attributes: { id: arn, arn } }));
});

/** What a cluster has of them is one thing to Terraform. A cluster that has none has no such thing yet. */
export const clusterCapacityProviders = finder(["cluster_name"], async ({ cluster_name }, { ecs }) => {
  const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: [cluster_name] }));
  const [found] = present(clusters).filter(({ status }) => status === "ACTIVE");
  return ids((found?.capacityProviders ?? []).length > 0 ? [cluster_name] : []);
});

/**
 * Every registration makes another revision of the family, and releases register their own. Ours is the newest ACTIVE one
 * that has the declared size and images: the provider deregisters an imported revision when it replaces it, whatever
 * `skip_destroy` says, and that must not happen to a revision that a release runs. None found means that Terraform
 * registers one of its own, which harms nobody.
 */
export const taskDefinition = finder(
  ["family", "cpu", "memory", "container_definitions"],
  async ({ family, cpu, memory, container_definitions }, { ecs }) => {
    const { taskDefinitionArns } = await ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: family, status: "ACTIVE", sort: "DESC", maxResults: lookedAt }),
    );
    const declared = JSON.stringify(images(JSON.parse(container_definitions) as ContainerDefinition[]));
    for (const arn of [...(taskDefinitionArns ?? [])].sort((one, other) => revision(other) - revision(one))) {
      const { taskDefinition: registered } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
      const actual = JSON.stringify(images(registered?.containerDefinitions));
      if (registered?.cpu === cpu && registered.memory === memory && actual === declared) {
        return [{ importId: arn, attributes: { arn } }];
      }
    }
    return [];
  },
);

/** A revision further back than this is history: a new one is made sooner than it is found. */
const lookedAt = 20;

function revision(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(":") + 1));
}

function images(containers: readonly ContainerDefinition[] | undefined): readonly (readonly unknown[])[] {
  return (containers ?? []).map(({ name, image }) => [name, image]);
}

export const service = finder(["cluster", "name"], async ({ cluster: clusterArn, name }, { ecs }) => {
  const answer = await unlessMissing(
    ecs.send(new DescribeServicesCommand({ cluster: clusterArn, services: [name] })),
    "ClusterNotFoundException",
  );
  const alive = present(answer?.services).filter(({ status }) => status === "ACTIVE");
  return ids(alive.map(() => `${clusterArn.split("/").at(-1) ?? clusterArn}/${name}`));
});
