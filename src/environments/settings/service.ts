import { section, text, whole, wholeBetween } from "../rule";
import * as rules from "../rules";
import { deployment } from "./deployment";
import { healthCheck } from "./health-check";
import { port } from "./port";
import { route } from "./route";
import { serviceNames } from "./service-names";

/** One service behind the environment's load balancer, with its own blue/green pair and its own deployments. */
export const service = section({
  names: serviceNames.prefault({}),
  /**
   * Which requests the service gets. Left out, it gets all: allowed for the only service of an environment.
   * @default all requests
   */
  route: route.optional(),
  /** Tasks that run; a deployment runs twice as many. With `scaling` it is where the service begins. */
  desiredCount: whole(rules.desiredCount),
  /** CPU units: 1024 are one vCPU. */
  cpu: whole(rules.cpu),
  /** MiB. */
  memory: whole(rules.memory),
  /** Tag of the image that the task definition declares; a release brings its own. @default "latest" */
  imageTag: text(rules.imageTag).default("latest"),
  /** @default 80 */
  containerPort: port.default(80),
  /** Seconds in which a starting task's failing health checks do not count. @default 0 */
  healthCheckGracePeriodSeconds: wholeBetween(0, 2_147_483_647, {
    kind: "a grace period",
    unit: "seconds",
    remedy: "Choose the time that a task needs to start.",
  }).default(0),
  /**
   * Seconds in which a task that is leaving still finishes the requests it has.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
   * @default 300
   */
  deregistrationDelaySeconds: wholeBetween(0, 3600, {
    kind: "a deregistration delay",
    unit: "seconds",
    remedy: "Choose a little more than the longest request takes.",
  }).default(300),
  healthCheck: healthCheck.prefault({}),
  deployment: deployment.prefault({}),
});
