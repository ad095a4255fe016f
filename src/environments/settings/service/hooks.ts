import { section, text, wholeBetween } from "../rule";
import * as rules from "../rules";

/**
 * A request to the test listener, whose answer lets a deployment go on or fail. It is for the name that clients use:
 * loadBalancer.https.domainName where the service's route takes it, else the first of the route's hosts that is no pattern.
 * With HTTPS the listener's certificate has to be for that name.
 */
const smokeTest = section({
  /** Path, and query if any, to request; one that the service's own route takes. @default "/" */
  path: text(rules.healthCheckPath).default("/"),
  /** The HTTP status code that passes; redirects are not followed. @default 200 */
  expectStatus: wholeBetween(200, 599, {
    kind: "a status code of an answer",
    remedy: "Name the code that the container answers when it works.",
  }).default(200),
  /**
   * A text that the body has to contain, in its first MiB. No secret: it is readable in Terraform's state and in Lambda.
   * @default none: the status alone decides
   */
  expectBody: text(rules.expectedText).optional(),
  /**
   * Requests before the deployment fails, 5 seconds apart; each may take 10 seconds. The first that passes is the last.
   * @default 5
   */
  attempts: wholeBetween(1, 50, {
    kind: "a number of attempts",
    remedy: "50 take up to 13 minutes, and Lambda ends a function after 15.",
  }).default(5),
});

/**
 * Checks in the course of a deployment, by Lambda functions that the stack makes. They run for seconds per release, which
 * costs less than a cent a month. One that fails ends the deployment, and `rollbackOnFailure` decides what follows.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
 */
export const hooks = section({
  /**
   * Runs when the test listener shows the replacement, before production traffic moves. It calls the listener from outside
   * of the VPC, so the test port has to be open to the world.
   */
  afterAllowTestTraffic: smokeTest,
});
