import { flag, section, whole, wholeBetween } from "../rule";
import * as rules from "../rules";
import { alarms } from "./alarms";
import { compute } from "./compute";
import { deployment } from "./deployment";
import { healthCheck } from "./health-check";
import { listeners } from "./listeners";
import { route } from "./route";
import { scaling } from "./scaling";
import { serviceNames } from "./service-names";
import { taskShape } from "./task";

/** One service behind the environment's load balancer, with its own blue/green pair and its own deployments. */
export const service = section({
  names: serviceNames.prefault({}),
  /**
   * Which requests of the load balancer's own listeners the service gets. Left out, it gets all: allowed where every other
   * service has `listeners`. Given to a service that runs, it makes rules that forward to blue: where green is live, users
   * get 503 until the next release.
   * @default all requests
   */
  route: route.optional(),
  /**
   * Instead of `route`: a production and a test listener of the service's own. Given to a service that runs, they forward to
   * blue and green as rules do, and the old address is gone: docs/environments.md says how to move without losing a request.
   * @default none: the load balancer's own
   */
  listeners: listeners.optional(),
  /** Tasks that run; a deployment runs twice as many. With `scaling` it is where the service begins. */
  desiredCount: whole(rules.desiredCount),
  ...taskShape,
  compute,
  /** How the number of tasks follows the load. @default none: it is `desiredCount` */
  scaling: scaling.optional(),
  /** When people are told of trouble. Needs `alerts`. @default never */
  alarms: alarms.optional(),
  /** Whether the service has a dashboard. The account's first three are free, others US$ 3 a month each. @default true */
  dashboard: flag("Choose true unless dashboards are made elsewhere.").default(true),
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
