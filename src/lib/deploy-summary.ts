import type { Environment } from "../environments/schema";
import { names } from "./names";

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
  const { loadBalancer, name, region, service } = environment;
  const named = names(environment);
  const title = unchanged
    ? `Nothing has changed: "${name}" is in the local AWS (${region}) as the code says.`
    : `"${name}" is deployed in the local AWS (${region}).`;
  return `${title}

The way of a request
  load balancer      ${loadBalancerDnsName}
  listeners          port ${loadBalancer.productionPort} for production, on this machine ${listenerUrls.production}
                     port ${loadBalancer.testPort} for tests, on this machine ${listenerUrls.test}
  target groups      ${named.targetGroups.blue} (blue), ${named.targetGroups.green} (green)
  service            ${named.service} in the cluster ${named.cluster}: ${service.desiredCount} tasks in the private subnets
  task definition    ${named.taskDefinitionFamily}: ${service.cpu} CPU units, ${service.memory} MiB, port ${service.containerPort}
  image              ${named.repository}:${service.imageTag}, by way of the VPC endpoints
  logs               ${named.logGroup}
CodeDeploy's deployment group ${named.deploymentGroup} moves the listeners from one target group to the other.

Look      curl ${listenerUrls.production}
          npm run local -- aws ecs describe-services --cluster ${named.cluster} --services ${named.service}
Change    edit src/environments/${name}.ts; npm run local -- npx cdktf diff ${name}; npm start
Release   npm run local:image -- ${name} 2; npm run local -- npm run release -- ${name} --image 2
Remove    npm run local -- npx cdktf destroy ${name}; npm run local:down
Ids       ${exportLog}, as the hands-on writes it
`;
}
