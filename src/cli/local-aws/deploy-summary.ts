import { calledAs, commandLine } from "../../lib/command-line";
import type { Environment, Service } from "../../environments/schema";
import { names, serviceNames, type ServiceNames } from "../../environments/names";

export interface DeploySummary {
  readonly environment: Environment;
  readonly loadBalancerDnsName: string;
  /** Where the local AWS answers for the two listeners on this machine. */
  readonly listenerUrls: { readonly production: string; readonly test: string };
  /** Whether the deploy found everything as the code says. */
  readonly unchanged: boolean;
  readonly exportLog: string;
}

/** What a deploy to the local AWS made, in the order a request travels, and what can be done with it. */
export function deploySummary({
  environment,
  loadBalancerDnsName,
  listenerUrls,
  unchanged,
  exportLog,
}: DeploySummary): string {
  const { loadBalancer, name, region } = environment;
  const { cluster } = names(environment);
  const services = Object.entries(environment.services).map(([key, settings]) => ({
    settings,
    names: serviceNames(environment, key, settings),
  }));
  const title = unchanged
    ? `Nothing has changed: "${name}" is in the local AWS (${region}) as the code says.`
    : `"${name}" is deployed in the local AWS (${region}).`;
  return `${title}

The way of a request
  load balancer      ${loadBalancerDnsName}
  listeners          port ${loadBalancer.productionPort} for production, on this machine ${listenerUrls.production}
                     port ${loadBalancer.testPort} for tests, on this machine ${listenerUrls.test}
${services.map((service) => wayThrough(environment, service)).join("\n")}

Look      curl ${listenerUrls.production}
          ${calledAs("local")} aws ecs describe-services --cluster ${cluster} --services ${services.map(({ names }) => names.service).join(" ")}
Change    edit src/environments/${name}.ts; ${commandLine("diff", name)}; ${commandLine("start")}
Release   ${commandLine("local image", name, "2")}; ${commandLine("release", name, "--image", "2")}
Remove    ${commandLine("destroy", name)}; ${commandLine("local down")}
Ids       ${exportLog}, as the hands-on writes it
`;
}

interface NamedService {
  readonly settings: Service;
  readonly names: ServiceNames;
}

/** From the target groups of a service to its log. */
function wayThrough(environment: Environment, { settings, names: named }: NamedService): string {
  return `  target groups      ${named.targetGroups.blue} (blue), ${named.targetGroups.green} (green)
  service            ${named.service} in the cluster ${names(environment).cluster}: ${settings.desiredCount} tasks in the private subnets
  task definition    ${named.taskDefinitionFamily}: ${settings.cpu} CPU units, ${settings.memory} MiB, port ${settings.container.port}
  image              ${named.repository}:${settings.container.imageTag}, by way of the VPC endpoints
  logs               ${named.logGroup}
CodeDeploy's deployment group ${named.deploymentGroup} moves the listeners from one target group to the other.`;
}
