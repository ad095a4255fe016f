import { section, text, wholeBetween } from "../rule";
import * as rules from "../rules";

const threshold = wholeBetween(2, 10, {
  kind: "a threshold of a health check",
  unit: "checks in a row",
  remedy: "Fewer react sooner, more tolerate single failures.",
});

/**
 * How the load balancer finds out whether a task may get requests.
 * Ranges: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export const healthCheck = section({
  /** Path that the load balancer requests from each task. @default "/" */
  path: text(rules.healthCheckPath).default("/"),
  /** HTTP status codes that count as healthy. @default "200" */
  matcher: text(rules.matcher).default("200"),
  /** Seconds between two checks. @default 30 */
  intervalSeconds: wholeBetween(5, 300, {
    kind: "an interval of a health check",
    unit: "seconds",
    remedy: "The load balancer's own default is 30.",
  }).default(30),
  /** Seconds until a check counts as failed; less than the interval. @default 5 */
  timeoutSeconds: wholeBetween(2, 120, {
    kind: "a timeout of a health check",
    unit: "seconds",
    remedy: "The load balancer's own default is 5.",
  }).default(5),
  /** Passed checks in a row that make a target healthy. @default 5 */
  healthyThreshold: threshold.default(5),
  /** Failed checks in a row that make a target unhealthy. @default 2 */
  unhealthyThreshold: threshold.default(2),
});
