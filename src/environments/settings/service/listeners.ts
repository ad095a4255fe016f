import { section } from "../rule";
import { port } from "../port";

/**
 * Listeners of a service's own on the environment's load balancer, with its certificate and for the same sources: the form
 * that AWS documents where CodeDeploy releases several services ("CodeDeploy needs separate listeners for different
 * services", https://aws.amazon.com/blogs/containers/migrating-from-aws-codedeploy-to-amazon-ecs-for-blue-green-deployments/).
 * Free of charge up to the balancer's capacity units. A load balancer has 50 listeners unless AWS raises the quota.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const listeners = section({
  /** Port of the service's production listener. Clients have to name it: "https://shop.example.com:9443/". */
  productionPort: port,
  /** Port of the service's test listener. */
  testPort: port,
});
